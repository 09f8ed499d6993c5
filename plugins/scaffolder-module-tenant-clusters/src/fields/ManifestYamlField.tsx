import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useSay } from '../hooks/useSay';
import { sayOf, type Say } from '../translation/say';
import { announced } from './announced';
import {
  readYaml,
  writeYaml,
  type ReadYaml,
  type YamlType,
} from './manifestYaml';

const MAX_LENGTH = 100_000;

export const ManifestYamlFieldSchema = makeFieldSchema({
  output: z => z.unknown(),
});

function saysOf(t: Say, problem: ReadYaml['problem']): string | undefined {
  switch (problem?.id) {
    case 'syntax':
      return t('yaml.syntax', { problem: problem.detail ?? '' });
    case 'not-a-map':
      return t('yaml.notAMap');
    case 'not-a-list':
      return t('yaml.notAList');
    default:
      return undefined;
  }
}

const typeOf = (type: unknown): YamlType =>
  type === 'object' || type === 'array' ? type : undefined;

/**
 * A part of a manifest as YAML, for what no form can be made of. Its value is what the YAML means; while the text is none, the
 * text itself, which the form's own check refuses.
 */
export function ManifestYamlField(
  props: FieldExtensionComponentProps<unknown>,
) {
  const {
    formData,
    onChange,
    schema,
    required,
    disabled,
    idSchema,
    rawErrors,
  } = props;
  const t = useSay();
  const type = typeOf(schema.type);
  const [draft, setDraft] = useState({
    text: writeYaml(formData),
    value: formData,
  });
  // What was typed stays as it was typed, unless the form has another value by now.
  const same = JSON.stringify(formData) === JSON.stringify(draft.value);
  const text = same ? draft.text : writeYaml(formData);
  const { problem } = readYaml(text, type);
  const says = saysOf(t, problem);
  const fallback = type === 'array' ? t('yaml.helperList') : t('yaml.helper');
  return (
    <TextField
      fullWidth
      multiline
      minRows={4}
      maxRows={24}
      margin="dense"
      id={idSchema?.$id}
      label={schema.title ?? t('yaml.label')}
      value={text}
      onChange={event => {
        const typed = event.target.value;
        const read = readYaml(typed, type);
        const value = read.problem ? typed : read.value;
        setDraft({ text: typed, value });
        onChange(value);
      }}
      required={required}
      disabled={disabled}
      error={Boolean(says) || Boolean(rawErrors?.length)}
      helperText={says ?? schema.description ?? fallback}
      FormHelperTextProps={announced}
      inputProps={{
        autoCapitalize: 'none',
        spellCheck: false,
        maxLength: MAX_LENGTH,
        style: { fontFamily: 'monospace', fontSize: 13 },
      }}
    />
  );
}

/** Refuses a text that is no YAML where the schema takes any value, and so would take the text itself. */
export const validateManifestYaml: CustomFieldValidator<unknown> = (
  value,
  field,
  { apiHolder },
) => {
  const { problem } = typeof value === 'string' ? readYaml(value) : {};
  const says = saysOf(sayOf(apiHolder), problem);
  if (says) {
    field.addError(says);
  }
};
