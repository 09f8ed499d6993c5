import {
  makeFieldSchema,
  useTemplateSecrets,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Preview } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useParams } from 'react-router-dom';
import { useSay } from '../hooks/useSay';
import { PreviewContent } from '../preview/PreviewContent';
import { PreviewProblem } from '../preview/PreviewProblem';
import { usePreview, type PreviewState } from '../preview/usePreview';
import type { Say } from '../translation/say';

export const ManifestPreviewSchema = makeFieldSchema({
  output: z => z.string().optional(),
  uiOptions: z =>
    z.object({
      template: z
        .string()
        .optional()
        .describe(
          "Entity ref of the form's template, where the form is not shown at the template's own address",
        ),
    }),
});

/** The template whose form is open: the address of its page names it. */
function useTemplateRef(given: string | undefined): string | undefined {
  const { namespace, templateName } = useParams();
  return (
    given ??
    (namespace && templateName && `template:${namespace}/${templateName}`)
  );
}

/** Totals in a sentence, which is also what a screen reader is told when they change. */
function summary(t: Say, { preview, error, asking }: PreviewState): string {
  if (asking) {
    return t('preview.asking');
  }
  return preview && !error ? totals(t, preview) : '';
}

function totals(t: Say, { proposals, workspace, omittedFiles }: Preview) {
  const files = [...proposals.flatMap(one => one.files), ...workspace];
  const sum = (numbers: number[]) =>
    String(numbers.reduce((total, number) => total + number, 0));
  const count = files.length + omittedFiles;
  return t(count === 1 ? 'preview.totalOne' : 'preview.totalMany', {
    files: String(count),
    additions: sum(files.map(file => file.additions)),
    deletions: sum(files.map(file => file.deletions)),
  });
}

/**
 * Shows, live, the files and the Git diff that the form's task will commit. It has no value of its own and stops nobody.
 */
export function ManifestPreview(
  props: FieldExtensionComponentProps<string, { template?: string }>,
) {
  const { formContext, idSchema, schema, uiSchema } = props;
  const t = useSay();
  const { secrets } = useTemplateSecrets();
  const template = useTemplateRef(uiSchema?.['ui:options']?.template);
  const state = usePreview(
    template
      ? {
          template,
          values: formContext?.formData ?? {},
          ...(Object.keys(secrets).length > 0 && { secrets }),
        }
      : undefined,
  );
  const { preview, error, asking, retry } = state;
  const titleId = `${idSchema?.$id ?? 'preview'}-title`;
  return (
    <Stack component="section" aria-labelledby={titleId} spacing={1.5}>
      <div>
        <Typography id={titleId} variant="h6" component="h3">
          {schema.title ?? t('preview.label')}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {schema.description ?? t('preview.helper')}
        </Typography>
      </div>
      <Typography variant="body2" role="status">
        {asking && (
          <CircularProgress
            size={16}
            aria-hidden
            sx={{ mr: 1, verticalAlign: 'text-bottom' }}
          />
        )}
        {template ? summary(t, state) : t('preview.noTemplate')}
      </Typography>
      {error && !asking && <PreviewProblem error={error} retry={retry} />}
      {preview && !error && (
        <Box sx={{ opacity: asking ? 0.6 : 1 }} aria-busy={asking}>
          <PreviewContent preview={preview} />
        </Box>
      )}
    </Stack>
  );
}
