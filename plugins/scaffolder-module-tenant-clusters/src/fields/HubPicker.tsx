import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { PickerField } from '../components/PickerField';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { rulesOf } from './validateAvailability';

export const HubPickerSchema = makeFieldSchema({ output: z => z.string() });

/** Chooses a hub; the only one is chosen by itself. */
export function HubPicker(props: FieldExtensionComponentProps<string>) {
  const { formData, schema } = props;
  const t = useSay();
  const rules = useClusterRules();
  const answer = useAnswer('hubs', () => rules.options());
  // A template may be for some hubs only.
  const offered = schema.enum ?? undefined;
  const hubs = (answer.state === 'there' ? answer.value.hubs : []).filter(
    hub => !offered || offered.includes(hub.name),
  );
  const unknown =
    answer.state === 'there' &&
    formData &&
    !hubs.some(hub => hub.name === formData)
      ? t('hub.unknown', { hub: formData })
      : undefined;
  return (
    <PickerField
      field={props}
      label={t('hub.label')}
      choices={hubs}
      locked={
        hubs.length === 0 || (hubs.length === 1 && hubs[0].name === formData)
      }
      bad={answer.state === 'failed' || Boolean(unknown)}
      helper={
        unknown ??
        ((answer.state === 'failed' && t('check.failed')) ||
          (answer.state === 'there' && hubs.length === 0 && t('hub.none')) ||
          (schema.description ?? t('hub.helper')))
      }
    />
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
