import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect } from 'react';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { announced } from './announced';
import { rulesOf } from './validateAvailability';

export const HubPickerSchema = makeFieldSchema({ output: z => z.string() });

/** Chooses a hub; the only one is chosen by itself. */
export function HubPicker(props: FieldExtensionComponentProps<string>) {
  const {
    formData,
    onChange,
    rawErrors,
    required,
    disabled,
    idSchema,
    schema,
  } = props;
  const t = useSay();
  const rules = useClusterRules();
  const answer = useAnswer('hubs', () => rules.options());
  const hubs = answer.state === 'there' ? answer.value.hubs : [];
  const only = hubs.length === 1 ? hubs[0].name : undefined;
  useEffect(() => {
    if (!formData && only) {
      onChange(only);
    }
  }, [formData, only, onChange]);

  const known = hubs.some(hub => hub.name === formData);
  const unknown =
    answer.state === 'there' && formData && !known
      ? t('hub.unknown', { hub: formData })
      : undefined;
  const bad =
    Boolean(rawErrors?.length) || answer.state === 'failed' || Boolean(unknown);
  return (
    <TextField
      select
      fullWidth
      margin="dense"
      id={idSchema?.$id}
      label={schema.title ?? t('hub.label')}
      value={known ? formData : ''}
      onChange={event => onChange(event.target.value)}
      required={required}
      disabled={disabled || hubs.length === 0 || only === formData}
      error={bad}
      SelectProps={{ SelectDisplayProps: { 'aria-invalid': bad } }}
      FormHelperTextProps={announced}
      helperText={
        unknown ??
        ((answer.state === 'failed' && t('check.failed')) ||
          (answer.state === 'there' && hubs.length === 0 && t('hub.none')) ||
          (schema.description ?? t('hub.helper')))
      }
    >
      {hubs.map(hub => (
        <MenuItem key={hub.name} value={hub.name}>
          {hub.title}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** Refuses a hub that there is none of, however it got into the form. */
export const validateHub: CustomFieldValidator<string> = async (
  value,
  field,
  { apiHolder },
) => {
  const rules = rulesOf(apiHolder);
  if (!value || !rules) {
    return;
  }
  const options = await rules.options().catch(() => undefined);
  if (options && !options.hubs.some(hub => hub.name === value)) {
    field.addError(sayOf(apiHolder)('hub.unknown', { hub: value }));
  }
};
