import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { parseCidr } from '@spokeport/backstage-plugin-tenant-clusters-common';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { CheckedField, type CheckVerdict } from '../components/CheckedField';
import { useAvailability } from '../hooks/useAvailability';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { relatedFields, type NeighbourOptions } from './formValues';
import { clusterNeighbours } from './neighbourOptions';
import { refusal, validateAvailability } from './validateAvailability';

/** Asked for an empty field: it overlaps nothing and brings the next free block. */
const ANY_BLOCK = '10.0.0.0/16';

export const CidrFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z => z.object(clusterNeighbours(z)),
});

/** A cluster's block of addresses, checked for overlaps as one types; the next free one is offered. */
export function CidrField(
  props: FieldExtensionComponentProps<string, NeighbourOptions>,
) {
  const { formData, onChange, disabled, schema } = props;
  const t = useSay();
  const { hub, tenant, name } = relatedFields(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const malformed = Boolean(formData && !parseCidr(formData));
  // A block that is none overlaps nothing, but the next free one is still worth offering.
  const asked = !formData || malformed ? ANY_BLOCK : formData;
  const { asking, availability, unsure } = useAvailability(
    hub ? { hub, tenant, name, cidr: asked } : undefined,
  );
  const found = availability?.cidr;
  const refused = malformed
    ? t('answer.cidr.invalid')
    : (formData && refusal(found, t)) || undefined;
  const next = found?.nextFree;
  const status = formData && !malformed ? found?.status : undefined;
  const verdict = (): CheckVerdict | undefined => {
    if (formData && !malformed && asking) {
      return 'asking';
    }
    return status === 'taken' || status === 'free' ? status : undefined;
  };

  const helper = () => {
    if (unsure) {
      return unsure;
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
