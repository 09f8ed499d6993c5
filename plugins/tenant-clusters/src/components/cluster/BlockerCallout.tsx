import { styled } from '@mui/material/styles';
import type { Blocker } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { Fragment, useId } from 'react';
import type { ClusterAddress } from '../../api';
import { useActorTitle } from '../../hooks/useActorTitle';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { EvidenceLink } from '../EvidenceLink';
import { Sign } from '../Sign';
import { Clock, useElapsed } from '../Time';

const Box = styled('section')({
  borderLeft: '4px solid',
  borderRadius: 8,
  padding: '14px 18px',
  marginBottom: 16,
  overflowWrap: 'anywhere',
  '& h2': {
    display: 'flex',
    alignItems: 'baseline',
    gap: 8,
    fontSize: 16,
    lineHeight: 1.4,
    margin: '0 0 4px',
  },
  '& p': { margin: '4px 0' },
  '& ul': { margin: '4px 0 0', paddingLeft: 20 },
  '@media (max-width: 600px)': { padding: '12px 14px' },
});

const Small = styled('p')({ fontSize: 12.5 });

const Quote = styled('blockquote')({
  margin: '6px 0 2px',
  padding: '6px 10px',
  borderLeft: '2px solid currentColor',
  fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
  fontSize: 12.5,
  whiteSpace: 'pre-wrap',
  maxHeight: 160,
  overflow: 'auto',
});

interface BlockerCalloutProps {
  /** The one that most others wait for first. */
  blockers: Blocker[];
  /** Whether the cluster is Blocked; else what stands in the way may still pass. */
  blocked: boolean;
  cluster: ClusterAddress;
}

/** What stands in the way, who can act and what comes next. */
export function BlockerCallout({
  blockers,
  blocked,
  cluster,
}: BlockerCalloutProps) {
  const t = useText();
  const say = useSay();
  const actorTitle = useActorTitle();
  const id = useId();
  const [blocker, ...others] = blockers;
  const tone = useTones()[blocked || blocker.needsPerson ? 'bad' : 'warn'];
  const duration = useElapsed(blocker.since, 10_000);
  const title = say(blocker.title);
  const heading = (() => {
    if (!duration) {
      return title;
    }
    return blocked
      ? t('cluster.blockedFor', { duration, title })
      : t('cluster.holdsFor', { duration, title });
  })();

  return (
    <Box
      aria-labelledby={id}
      style={{ background: tone.fill, borderColor: tone.solid }}
    >
      <h2 id={id} style={{ color: tone.ink }}>
        <Sign name={blocked ? 'cross' : 'exclamation'} />
        <span>{heading}</span>
      </h2>
      {blocker.detail && <p>{say(blocker.detail)}</p>}
      <p>
        <strong>{t('cluster.whoCanAct')}:</strong> {actorTitle(blocker.actor)}.{' '}
        {blocker.nextStep && (
          <>
            <strong>{t('cluster.nextStep')}:</strong> {say(blocker.nextStep)}
          </>
        )}
        {!blocker.needsPerson && ` ${t('cluster.mayPass')}`}
        {blocker.waiting
          ? ` ${t('cluster.waiting', { count: blocker.waiting })}`
          : ''}
      </p>
      {blocker.quote && (
        <Quote aria-label={t('cluster.quoteLabel')}>{blocker.quote}</Quote>
      )}
      <Small>
        {t('cluster.evidence')}:{' '}
        {blocker.evidence.map((evidence, index) => (
          <Fragment key={`${evidence.type} ${evidence.label}`}>
            {index > 0 && ' · '}
            <EvidenceLink evidence={evidence} cluster={cluster} />
            {evidence.condition &&
              ` · ${evidence.condition}${
                evidence.status ? ` = ${evidence.status}` : ''
              }`}
            {evidence.reason && ` · ${evidence.reason}`}
          </Fragment>
        ))}
        {' · '}
        <SinceClock since={blocker.since} />
      </Small>
      {others.length > 0 && (
        <>
          <p>{t('cluster.moreBlockers', { count: others.length })}</p>
          <ul>
            {others.map(other => (
              <li key={`${other.explainer} ${other.title.text}`}>
                {say(other.title)} ({actorTitle(other.actor)})
              </li>
            ))}
          </ul>
        </>
      )}
    </Box>
  );
}

function SinceClock({ since }: { since: Blocker['since'] }) {
  const t = useText();
  return <>{t('cluster.since', { clock: <Clock fact={since} /> })}</>;
}
