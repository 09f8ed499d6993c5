import {
  makeFieldSchema,
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { stringifyClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { DependentGroups } from '../components/DependentGroups';
import { OpenRequestNotes } from '../components/OpenRequestNotes';
import { useAnswer } from '../hooks/useAnswer';
import { useClusterRules } from '../hooks/useClusterRules';
import { useSay } from '../hooks/useSay';
import { sayOf } from '../translation/say';
import { announced } from './announced';
import { relatedCluster, type ClusterNeighbour } from './formValues';
import { clusterNeighbours } from './neighbourOptions';
import { rulesOf } from './validateAvailability';

export const RemovalPreviewSchema = makeFieldSchema({
  output: z => z.string().describe("The cluster's name, as it was typed"),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .optional()
        .describe(
          'Name of the field with the cluster; without it the fields with hub, tenant and name say which it is',
        ),
      ...clusterNeighbours(z),
    }),
});

/** What depends on the cluster that is to go, what nobody can know, and its name to be typed before it is asked for. */
export function RemovalPreview(
  props: FieldExtensionComponentProps<string, ClusterNeighbour>,
) {
  const { formData, onChange, required, disabled, idSchema, schema } = props;
  const t = useSay();
  const rules = useClusterRules();
  const cluster = relatedCluster(
    props.formContext?.formData,
    props.uiSchema?.['ui:options'],
  );
  const answer = useAnswer(
    cluster && `dependents ${stringifyClusterRef(cluster)}`,
    () => rules.dependents(cluster!),
  );
  if (!cluster) {
    return <Typography variant="body2">{t('removal.choose')}</Typography>;
  }
  const { name } = cluster;
  const gone =
    answer.state === 'failed' &&
    (answer.error as { statusCode?: number }).statusCode === 404;
  const refused =
    gone || (answer.state === 'there' && !answer.value.may.includes('remove'));
  const other = Boolean(formData) && formData !== name;
  return (
    <Stack spacing={2}>
      <Box
        role="group"
        aria-label={t('removal.title', { cluster: name })}
        aria-busy={answer.state === 'asking'}
        sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 2 }}
      >
        <Typography variant="subtitle1" component="h3" sx={{ fontWeight: 600 }}>
          {t('removal.title', { cluster: name })}
        </Typography>
        {answer.state === 'asking' && (
          <CircularProgress size={20} aria-label={t('check.asking')} />
        )}
        {refused && (
          <Alert severity="error" sx={{ mt: 1 }}>
            {t('cluster.mayNotRemove', { cluster: name })}
          </Alert>
        )}
        {answer.state === 'failed' && !gone && (
          <Alert severity="warning" sx={{ mt: 1 }}>
            {t('removal.failed')}
          </Alert>
        )}
        {answer.state === 'there' && !refused && (
          <>
            <OpenRequestNotes
              requests={answer.value.openRequests}
              proposal="remove"
            />
            <DependentGroups known={answer.value} />
          </>
        )}
      </Box>
      <TextField
        fullWidth
        margin="dense"
        id={idSchema?.$id}
        label={schema.title ?? t('removal.confirm', { cluster: name })}
        value={formData ?? ''}
        onChange={event => onChange(event.target.value.trim() || undefined)}
        required={required}
        disabled={disabled || refused}
        error={other}
        helperText={t(other ? 'removal.typedOther' : 'removal.typeName', {
          cluster: name,
        })}
        FormHelperTextProps={announced}
        inputProps={{
          autoCapitalize: 'none',
          autoComplete: 'off',
          spellCheck: false,
        }}
      />
    </Stack>
  );
}

/** Refuses a removal whose cluster's name was not typed, or that the person may not propose. */
export const validateRemoval: CustomFieldValidator<
  string,
  ClusterNeighbour
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const say = sayOf(apiHolder);
  const cluster = relatedCluster(formData, uiSchema?.['ui:options']);
  if (!cluster) {
    field.addError(say('removal.choose'));
    return;
  }
  if (value !== cluster.name) {
    field.addError(say('removal.typeName', { cluster: cluster.name }));
    return;
  }
  const known = await rulesOf(apiHolder)
    ?.dependents(cluster)
    .catch(() => undefined);
  if (known && !known.may.includes('remove')) {
    field.addError(say('cluster.mayNotRemove', { cluster: cluster.name }));
  }
};
