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

export const TenantPickerSchema = makeFieldSchema({ output: z => z.string() });

/** Chooses among the tenants that the person belongs to; the only one is chosen by itself. */
export function TenantPicker(props: FieldExtensionComponentProps<string>) {
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
  const answer = useAnswer('tenants', () => rules.options());
  const tenants = answer.state === 'there' ? answer.value.tenants : [];
  const only = tenants.length === 1 ? tenants[0].name : undefined;
  useEffect(() => {
    if (!formData && only) {
      onChange(only);
    }
  }, [formData, only, onChange]);

  const count = String(tenants.length);
  const known = tenants.some(tenant => tenant.name === formData);
  const none = answer.state === 'there' && tenants.length === 0;
  const foreign =
    answer.state === 'there' && formData && !known
      ? t('tenant.foreign', { tenant: formData })
      : undefined;
  const bad =
    Boolean(rawErrors?.length) ||
    answer.state === 'failed' ||
    none ||
    Boolean(foreign);
  return (
    <TextField
      select
      fullWidth
      margin="dense"
      id={idSchema?.$id}
      label={schema.title ?? t('tenant.label')}
      value={known ? formData : ''}
      onChange={event => onChange(event.target.value)}
      required={required}
      disabled={disabled || none}
      error={bad}
      SelectProps={{ SelectDisplayProps: { 'aria-invalid': bad } }}
      FormHelperTextProps={announced}
      helperText={
        foreign ??
        ((answer.state === 'asking' && t('check.asking')) ||
          (answer.state === 'failed' && t('check.failed')) ||
          (none && t('tenant.none')) ||
          (tenants.length === 1
            ? t('tenant.belongOne', { tenants: count })
            : t('tenant.belongMany', { tenants: count })))
      }
    >
      {tenants.map(tenant => (
        <MenuItem key={tenant.name} value={tenant.name}>
          {tenant.title}
        </MenuItem>
      ))}
    </TextField>
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
