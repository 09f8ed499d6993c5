import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import {
  requestToAddTo,
  type ClusterProposal,
  type OpenClusterRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useSay } from '../hooks/useSay';
import type { MessageKey } from '../translation/say';

function messageOf(
  open: OpenClusterRequest,
  proposal: ClusterProposal,
  isAddedTo: boolean,
): MessageKey {
  const { change, own } = open;
  if (change === 'remove') {
    return own && proposal === 'remove' ? 'open.removeOwn' : 'open.remove';
  }
  if (proposal === 'remove') {
    return 'open.beforeRemoval';
  }
  if (isAddedTo) {
    return own ? 'open.addedOwn' : 'open.added';
  }
  return own ? 'open.changeOwn' : 'open.change';
}

/** Open requests about the cluster that a form is about: what they propose is in none of the form's values. */
export function OpenRequestNotes(props: {
  requests: OpenClusterRequest[];
  proposal: ClusterProposal;
}) {
  const t = useSay();
  const addedTo = requestToAddTo(props.requests);
  return (
    <>
      {props.requests.map(open => (
        <Alert
          key={open.request.url}
          severity="warning"
          variant="outlined"
          sx={{ width: '100%', boxSizing: 'border-box', mt: 1 }}
        >
          {t(messageOf(open, props.proposal, open === addedTo), {
            number: String(open.request.number ?? ''),
            who: open.requester?.split('/').pop() ?? t('open.somebody'),
          })}{' '}
          <Link
            href={
              /^https?:/.test(open.request.url) ? open.request.url : undefined
            }
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('open.look')}
          </Link>
        </Alert>
      ))}
    </>
  );
}
