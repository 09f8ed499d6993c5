import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { parseCidr } from '@spokeport/backstage-plugin-tenant-clusters-common';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { CheckMark } from '../components/CheckMark';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { scaffolderTenantClustersTranslationRef } from '../translation';
import { relatedFields, type NeighbourOptions } from './formValues';
import { refusal, validateAvailability } from './validateAvailability';

const TYPING_PAUSE_MS = 300;
/** Asked for an empty field: it overlaps nothing and brings the next free block. */
const ANY_BLOCK = '10.0.0.0/16';

export const CidrFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      hub: z
        .string()
        .optional()
        .describe('The hub, where the form has no field for it'),
      hubField: z
        .string()
        .optional()
        .describe('Name of the field with the hub'),
      tenantField: z
        .string()
        .optional()
        .describe('Name of the field with the tenant'),
      nameField: z
        .string()
        .optional()
        .describe("Name of the field with the cluster's name"),
    }),
});

/** A cluster's block of addresses, checked for overlaps as one types; the next free one is offered. */
export function CidrField(
  props: FieldExtensionComponentProps<string, NeighbourOptions>,
) {
  const {
    formData,
    onChange,
    rawErrors,
    required,
    disabled,
    idSchema,
    schema,
  } = props;
  const { t } = useTranslationRef(scaffolderTenantClustersTranslationRef);
  const rules = useClusterRules();
  const { hub, tenant, name } = relatedFields(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const asked = formData || ANY_BLOCK;
  const answer = useAnswer(
    hub ? `${hub} ${tenant} ${name} ${asked}` : undefined,
    () => rules.availability({ hub: hub!, tenant, name, cidr: asked }),
    TYPING_PAUSE_MS,
  );
  const found = answer.state === 'there' ? answer.value.cidr : undefined;
  const malformed = formData && !parseCidr(formData);
  const refused = malformed
    ? t('reason.cidrInvalid')
    : (formData && found?.reason?.text) || undefined;
  const next = found?.nextFree;
  const taken = Boolean(formData && (malformed || refusal(found)));

  const helper = () => {
    if (refused) {
      return refused;
    }
    if (answer.state === 'failed') {
      return t('check.failed');
    }
    if (formData && found?.status === 'free') {
      return t('cidr.free', { hub: hub ?? '' });
    }
    return schema.description ?? t('cidr.helper');
  };
  return (
    <Stack direction="column" alignItems="flex-start">
      <TextField
        fullWidth
        margin="dense"
        id={idSchema?.$id}
        label={schema.title ?? t('cidr.label')}
        value={formData ?? ''}
        onChange={event => onChange(event.target.value.trim() || undefined)}
        required={required}
        disabled={disabled}
        error={taken || (Boolean(rawErrors?.length) && !formData)}
        helperText={helper()}
        FormHelperTextProps={{ 'aria-live': 'polite' } as object}
        inputProps={{ spellCheck: false }}
        InputProps={{
          endAdornment:
            (formData && answer.state === 'asking' && (
              <CheckMark state="asking" label={t('check.asking')} />
            )) ||
            (taken && found?.status === 'taken' && (
              <CheckMark state="bad" label={t('check.taken')} />
            )) ||
            (formData && found?.status === 'free' && (
              <CheckMark state="good" label={t('check.free')} />
            )) ||
            undefined,
        }}
      />
      {next && next !== formData && (taken || !formData) && (
        <Button size="small" disabled={disabled} onClick={() => onChange(next)}>
          {t('cidr.use', { cidr: next })}
        </Button>
      )}
    </Stack>
  );
}

/** Asks once more when the step is left. */
export const validateCidr: CustomFieldValidator<
  string,
  NeighbourOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  if (!value) {
    return;
  }
  const { hub, tenant, name } = relatedFields(
    formData,
    uiSchema?.['ui:options'],
  );
  await validateAvailability({
    apiHolder,
    query: { hub, tenant, name, cidr: value },
    pick: availability => availability.cidr,
    addError: message => field.addError(message),
  });
};
