import { styled } from '@mui/material/styles';
import {
  requestLabel,
  type ClusterRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useNow } from '../../hooks/useNow';
import { useText, type Text } from '../../hooks/useText';
import { formatDuration, secondsSince } from '../../model/durations';
import type { Look } from '../../model/looks';
import { StateLabel } from '../StateLabel';
import { TextLink } from '../TextLink';
import { Muted } from '../text';

const Item = styled('li')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '116px minmax(0, 1fr)',
  alignItems: 'start',
  gap: '4px 12px',
  padding: '12px 14px',
  borderBottom: `1px solid ${
    theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
  }`,
  '@media (max-width: 600px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
}));

const Title = styled('div')({ fontWeight: 600 });

const LOOKS: Record<'open' | 'merged' | 'closed' | 'draft', Look> = {
  open: { sign: 'ring', tone: 'run' },
  merged: { sign: 'check', tone: 'ok' },
  closed: { sign: 'dash', tone: 'idle' },
  draft: { sign: 'ring', tone: 'idle' },
};

/** The last word of each reviewer, in words. */
function reviewTexts(t: Text, request: ClusterRequest): string[] {
  return (['changes-requested', 'approved'] as const).flatMap(state => {
    const names = request.reviews
      .filter(review => review.state === state)
      .map(review => review.by);
    return names.length
      ? [t(`reviewState.${state}`, { names: names.join(', ') })]
      : [];
  });
}

function checkTexts(t: Text, { checks }: ClusterRequest): string[] {
  if (!checks || checks.total === 0) {
    return [];
  }
  if (checks.failed > 0) {
    return [t('requests.checksFailed', { names: checks.failures.join(', ') })];
  }
  return checks.pending > 0
    ? [t('requests.checksPending', { count: checks.pending })]
    : [t('requests.checksPassed', { count: checks.passed })];
}

/** One request: what it asks for, how far it is, who asked. */
export function RequestItem({ request }: { request: ClusterRequest }) {
  const t = useText();
  const links = useLinks();
  const now = useNow(10_000);
  const state =
    request.draft && request.state === 'open' ? 'draft' : request.state;
  const moment = request.mergedAt ?? request.closedAt ?? request.createdAt;
  const ago = formatDuration(secondsSince(moment, now) ?? 0);
  const when = {
    open: t('requests.opened', { ago }),
    merged: t('requests.mergedAgo', { ago }),
    closed: t('requests.closedAgo', { ago }),
  }[request.state];
  const reviews = reviewTexts(t, request);
  const { mergeable } = request;
  const facts = [
    request.requester
      ? t('requests.asked', { name: request.requester.split('/').at(-1) ?? '' })
      : t('requests.by', { name: request.author }),
    when,
    ...checkTexts(t, request),
    ...reviews,
    ...(request.state === 'open' && reviews.length === 0
      ? [t('requests.waitsForReview')]
      : []),
    ...(request.state === 'open' && mergeable === 'conflicting'
      ? [t('mergeable.conflicting')]
      : []),
  ];
  return (
    <Item data-request={request.number ?? request.commit}>
      <div>
        <StateLabel look={LOOKS[state]}>
          {t(`requestState.${state}`)}
        </StateLabel>
      </div>
      <div>
        <Title>
          <TextLink href={request.url}>{request.title}</TextLink>
        </Title>
        <div>
          <Muted>{[requestLabel(request), ...facts].join(' · ')}</Muted>
        </div>
        {request.claims.map(claim => {
          const { kind, ...address } = claim.ref;
          return (
            <div key={`${claim.path} ${claim.ref.name} ${kind}`}>
              <Muted>{t(`requestChange.${claim.change}`)} </Muted>
              <TextLink to={links.cluster(address)}>{claim.ref.name}</TextLink>
              <Muted>
                {[claim.tenant, claim.environment]
                  .filter(Boolean)
                  .map(text => ` · ${text}`)
                  .join('')}
                {claim.state && ` · ${t(`state.${claim.state}`)}`}
              </Muted>
            </div>
          );
        })}
      </div>
    </Item>
  );
}
