import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { PreviewProposal } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useSay } from '../hooks/useSay';
import type { MessageKey } from '../translation/say';
import { FileChange } from './FileChange';

/** `acme/platform` of `https://github.com/acme/platform`. */
function nameOf(repositoryUrl: string): string {
  const { pathname } = URL.canParse(repositoryUrl)
    ? new URL(repositoryUrl)
    : { pathname: repositoryUrl };
  return pathname.replace(/^\/+|\/+$/g, '');
}

const isWebAddress = (text: string | undefined) =>
  text !== undefined && /^https?:\/\//.test(text);

/** What kind of thing is proposed: only a pull request has a branch. */
function sentenceKey({ branch, outcome }: PreviewProposal): MessageKey {
  if (outcome === 'unchanged') {
    return 'preview.outcome.unchanged';
  }
  if (branch === undefined) {
    return outcome === 'created'
      ? 'preview.repository.created'
      : 'preview.repository.finished';
  }
  return outcome === 'updated'
    ? 'preview.outcome.updated'
    : 'preview.outcome.created';
}

/** One pull request, or one repository, as it would be. */
export function Proposal(props: {
  proposal: PreviewProposal;
  /** How many files are open at first. */
  open: number;
}) {
  const { proposal, open } = props;
  const { repositoryUrl, pullRequestUrl, pullRequestNumber } = proposal;
  const t = useSay();
  return (
    <Stack spacing={1}>
      <Typography variant="body2">
        {t(sentenceKey(proposal), { repository: nameOf(repositoryUrl) })}{' '}
        {isWebAddress(pullRequestUrl) && (
          <Link href={pullRequestUrl} target="_blank" rel="noopener">
            {t('preview.pullRequest', { number: String(pullRequestNumber) })}
          </Link>
        )}
      </Typography>
      {proposal.notes.length > 0 && (
        <Typography
          component="ul"
          variant="body2"
          sx={{ my: 0, color: 'text.secondary' }}
        >
          {proposal.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </Typography>
      )}
      {proposal.files.map((file, index) => (
        <FileChange key={file.path} file={file} open={index < open} />
      ))}
    </Stack>
  );
}
