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

export const TenantPickerSchema = makeFieldSchema({ output: z => z.string() });

/** Chooses among the tenants that the person belongs to; the only one is chosen by itself. */
export function TenantPicker(props: FieldExtensionComponentProps<string>) {
  const { formData } = props;
  const t = useSay();
  const rules = useClusterRules();
  const answer = useAnswer('tenants', () => rules.options());
  const tenants = answer.state === 'there' ? answer.value.tenants : [];
  const count = String(tenants.length);
  const none = answer.state === 'there' && tenants.length === 0;
  const foreign =
    answer.state === 'there' &&
    formData &&
    !tenants.some(tenant => tenant.name === formData)
      ? t('tenant.foreign', { tenant: formData })
      : undefined;
  return (
    <PickerField
      field={props}
      label={t('tenant.label')}
      choices={tenants}
      locked={none}
      bad={answer.state === 'failed' || none || Boolean(foreign)}
      helper={
        foreign ??
        ((answer.state === 'asking' && t('check.asking')) ||
          (answer.state === 'failed' && t('check.failed')) ||
          (none && t('tenant.none')) ||
          (tenants.length === 1
            ? t('tenant.belongOne', { tenants: count })
            : t('tenant.belongMany', { tenants: count })))
      }
    />
  );
}

/** Refuses a tenant that the person does not belong to, however it got into the form. */
export const validateTenant: CustomFieldValidator<string> = async (
  value,
  field,
  { apiHolder },
) => {
  const rules = rulesOf(apiHolder);
  if (!value || !rules) {
    return;
  }
  const options = await rules.options().catch(() => undefined);
  if (options && !options.tenants.some(tenant => tenant.name === value)) {
    field.addError(sayOf(apiHolder)('tenant.foreign', { tenant: value }));
  }
};
