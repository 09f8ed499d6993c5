import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import {
  requestToAddTo,
  type ClusterInGit,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Answer } from '../hooks/useAnswer';
import { useSay } from '../hooks/useSay';
import { announced } from '../fields/announced';
import { OpenRequestNotes } from './OpenRequestNotes';

/** Where a form's values come from, and which open requests are about to change them. */
export function GitNote({ answer }: { answer: Answer<ClusterInGit> }) {
  const t = useSay();
  if (answer.state === 'none') {
    return null;
  }
  const text = () => {
    switch (answer.state) {
      case 'there':
        return t(
          requestToAddTo(answer.value.openRequests)
            ? 'cluster.fromRequest'
            : 'cluster.fromGit',
          { branch: answer.value.branch },
        );
      case 'failed':
        return answer.error.name === 'NotFoundError' ||
          (answer.error as { cause?: Error }).cause?.name === 'NotFoundError'
          ? t('cluster.notInGit')
          : t('cluster.gitFailed');
      default:
        return t('cluster.readingGit');
    }
  };
  const url = answer.state === 'there' ? answer.value.url : undefined;
  return (
    <Box sx={{ width: '100%' }}>
      <Typography
        {...announced}
        variant="body2"
        color={answer.state === 'failed' ? 'error' : 'text.secondary'}
        sx={{ overflowWrap: 'anywhere' }}
      >
        {text()}{' '}
        {answer.state === 'there' && url && /^https?:/.test(url) && (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            {answer.value.path}
          </Link>
        )}
      </Typography>
      {answer.state === 'there' && (
        <OpenRequestNotes
          requests={answer.value.openRequests}
          proposal="change"
        />
      )}
    </Box>
  );
}
