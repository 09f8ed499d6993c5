import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import {
  clusterNameProblem,
  MAX_CLUSTER_NAME_LENGTH,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CheckedField, type CheckVerdict } from '../components/CheckedField';
import { useAvailability } from '../hooks/useAvailability';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { relatedFields, type NeighbourOptions } from './formValues';
import { tenantNeighbours } from './neighbourOptions';
import { refusal, validateAvailability } from './validateAvailability';

const LIMIT = { limit: String(MAX_CLUSTER_NAME_LENGTH) };

export const ClusterNameFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      ...tenantNeighbours(z),
      kind: z
        .string()
        .optional()
        .describe(
          "Kind.group of the infrastructure that the name is for; a cluster's without it",
        ),
    }),
});

/** A cluster's name, with what the platform says of it as one types: open requests included. */
export function ClusterNameField(
  props: FieldExtensionComponentProps<string, NeighbourOptions>,
) {
  const { formData, schema } = props;
  const t = useSay();
  const { hub, tenant } = relatedFields(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const kind = props.uiSchema?.['ui:options']?.kind;
  const problem = formData ? clusterNameProblem(formData) : undefined;
  const { asking, availability, unsure } = useAvailability(
    formData && hub && !problem
      ? { hub, tenant, name: formData, kind }
      : undefined,
  );
  const name = availability?.name;
  const refused = problem
    ? t(`answer.name.${problem}`, LIMIT)
    : refusal(name, t);

  const helper = () => {
    if (unsure) {
      return unsure;
    }
    if (name?.status === 'own-request') {
      return t('name.ownRequest', {
        number: String(name.request?.number ?? ''),
      });
    }
    if (availability && name?.status === 'free') {
      return t('name.free', {
        hub: hub ?? '',
        requests: String(availability.openRequests ?? 0),
      });
    }
    return schema.description ?? t('name.helper', LIMIT);
  };
  const verdict = (): CheckVerdict | undefined => {
    if (asking) {
      return 'asking';
    }
    if (refused) {
      return name?.status === 'taken' ? 'taken' : undefined;
    }
    return name?.status === 'free' || name?.status === 'own-request'
      ? 'free'
      : undefined;
  };
  return (
    <CheckedField
      field={props}
      label={t('name.label')}
      verdict={verdict()}
      refused={refused}
      helper={helper()}
    />
  );
}

/** Asks once more when the step is left; a name that is the person's own open request is no obstacle. */
export const validateClusterName: CustomFieldValidator<
  string,
  NeighbourOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  if (!value) {
    return;
  }
  const problem = clusterNameProblem(value);
  if (problem) {
    field.addError(sayOf(apiHolder)(`answer.name.${problem}`, LIMIT));
    return;
  }
  const { hub, tenant } = relatedFields(formData, uiSchema?.['ui:options']);
  await validateAvailability({
    apiHolder,
    query: { hub, tenant, name: value, kind: uiSchema?.['ui:options']?.kind },
    pick: availability => availability.name,
    addError: message => field.addError(message),
  });
};
