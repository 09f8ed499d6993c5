import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Preview } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useSay } from '../hooks/useSay';
import { FileChange } from './FileChange';
import { Proposal } from './Proposal';
import { visibleText } from './visibleText';

/** Files that are open at first; the others show their names. */
const OPEN_FILES = 3;

/** Everything that a preview says. */
export function PreviewContent({ preview }: { preview: Preview }) {
  const { proposals, workspace, omittedFiles, skippedSteps, unchecked } =
    preview;
  const t = useSay();
  return (
    <Stack spacing={2}>
      {proposals.map((proposal, index) => (
        <Proposal
          key={`${proposal.step.id} ${proposal.repositoryUrl} ${proposal.branch}`}
          proposal={proposal}
          open={index === 0 ? OPEN_FILES : 1}
        />
      ))}
      {workspace.length > 0 && (
        <Stack spacing={1}>
          <Typography variant="body2">{t('preview.workspace')}</Typography>
          {workspace.map((file, index) => (
            <FileChange key={file.path} file={file} open={index < OPEN_FILES} />
          ))}
        </Stack>
      )}
      {proposals.length + workspace.length === 0 && (
        <Typography variant="body2">{t('preview.nothing')}</Typography>
      )}
      {omittedFiles > 0 && (
        <Typography variant="body2">
          {t('preview.omitted', { files: String(omittedFiles) })}
        </Typography>
      )}
      {skippedSteps.length > 0 && (
        <Alert severity="info">
          {t('preview.skipped', {
            steps: skippedSteps.map(({ name }) => name).join(', '),
          })}
        </Alert>
      )}
      {unchecked.length > 0 && (
        <Alert severity="info">
          <AlertTitle>{t('preview.unchecked')}</AlertTitle>
          {unchecked.map((line, index) => (
            <div key={index}>{visibleText(line)}</div>
          ))}
        </Alert>
      )}
    </Stack>
  );
}
