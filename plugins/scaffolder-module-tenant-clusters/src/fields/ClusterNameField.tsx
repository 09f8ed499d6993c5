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
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf, saySentence } from '../translation/say';
import { relatedFields, type NeighbourOptions } from './formValues';
import { refusal, validateAvailability } from './validateAvailability';

const TYPING_PAUSE_MS = 300;

const LIMIT = { limit: String(MAX_CLUSTER_NAME_LENGTH) };

export const ClusterNameFieldSchema = makeFieldSchema({
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
  const rules = useClusterRules();
  const { hub, tenant } = relatedFields(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const kind = props.uiSchema?.['ui:options']?.kind;
  const problem = formData ? clusterNameProblem(formData) : undefined;
  const answer = useAnswer(
    formData && hub && !problem ? `${hub} ${tenant} ${formData}` : undefined,
    () => rules.availability({ hub: hub!, tenant, name: formData, kind }),
    TYPING_PAUSE_MS,
  );
  const name = answer.state === 'there' ? answer.value.name : undefined;
  const refused = problem
    ? t(`answer.name.${problem}`, LIMIT)
    : refusal(name, t);

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
    if (name?.status === 'own-request') {
      return t('name.ownRequest', {
        number: String(name.request?.number ?? ''),
      });
    }
    if (answer.state === 'there' && name?.status === 'free') {
      return t('name.free', {
        hub: hub ?? '',
        requests: String(answer.value.openRequests ?? 0),
      });
    }
    return schema.description ?? t('name.helper', LIMIT);
  };
  const verdict = (): CheckVerdict | undefined => {
    if (answer.state === 'asking') {
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
