import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { parseCidr } from '@spokeport/backstage-plugin-tenant-clusters-common';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { CheckedField, type CheckVerdict } from '../components/CheckedField';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf, saySentence } from '../translation/say';
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
  const { formData, onChange, disabled, schema } = props;
  const t = useSay();
  const rules = useClusterRules();
  const { hub, tenant, name } = relatedFields(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const malformed = Boolean(formData && !parseCidr(formData));
  // A block that is none overlaps nothing, but the next free one is still worth offering.
  const asked = !formData || malformed ? ANY_BLOCK : formData;
  const answer = useAnswer(
    hub ? `${hub} ${tenant} ${name} ${asked}` : undefined,
    () => rules.availability({ hub: hub!, tenant, name, cidr: asked }),
    TYPING_PAUSE_MS,
  );
  const found = answer.state === 'there' ? answer.value.cidr : undefined;
  const refused = malformed
    ? t('answer.cidr.invalid')
    : (formData && refusal(found, t)) || undefined;
  const next = found?.nextFree;
  const status = formData && !malformed ? found?.status : undefined;
  const verdict = (): CheckVerdict | undefined => {
    if (formData && !malformed && answer.state === 'asking') {
      return 'asking';
    }
    return status === 'taken' || status === 'free' ? status : undefined;
  };

  const helper = () => {
    if (answer.state === 'failed') {
      return t('check.failed');
    }
    if (answer.state === 'there' && answer.value.unchecked.length > 0) {
      return t('check.unchecked', {
        what: answer.value.unchecked
          .map(sentence => saySentence(t, sentence))
          .join(' '),
      });
    }
    if (status === 'free') {
      return t('cidr.free', { hub: hub ?? '' });
    }
    return schema.description ?? t('cidr.helper');
  };
  return (
    <Stack direction="column" alignItems="flex-start">
      <CheckedField
        field={props}
        label={t('cidr.label')}
        verdict={verdict()}
        refused={refused}
        helper={helper()}
      />
      {next && next !== formData && (refused || !formData) && (
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
  if (!parseCidr(value)) {
    field.addError(sayOf(apiHolder)('answer.cidr.invalid'));
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
