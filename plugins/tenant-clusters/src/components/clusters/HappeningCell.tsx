import { styled } from '@mui/material/styles';
import {
  requestLabel,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useActorTitle } from '../../hooks/useActorTitle';
import { useSay } from '../../hooks/useSay';
import { useText } from '../../hooks/useText';
import { useTones } from '../../hooks/useTones';
import { TextLink } from '../TextLink';
import { useElapsed } from '../Time';
import { Muted } from '../text';

const Line = styled('div')({ overflowWrap: 'anywhere' });

/** The sentence that says what is happening; where something stands in the way, what, who can act and for how long. */
export function HappeningCell({ cluster }: { cluster: ClusterSummary }) {
  const t = useText();
  const say = useSay();
  const actorTitle = useActorTitle();
  const tones = useTones();
  const { blocker, journey, state } = cluster;
  const stuck = blocker && (state === 'Blocked' || state === 'Degraded');
  const duration = useElapsed(blocker?.since ?? cluster.stateSince, 10_000);
  const request = journey?.state === 'open' ? journey.request : undefined;
  const quiet = state === 'Ready' || state === 'Unknown';
  const sentence = say(stuck ? blocker.title : cluster.happening);
  const facts = [
    blocker?.needsPerson &&
      t('clusters.canAct', { actor: actorTitle(blocker.actor) }),
    !quiet && duration && t('time.for', { duration }),
  ].filter(Boolean);
  const ink = state === 'Blocked' && stuck ? tones.bad.ink : undefined;

  return (
    <>
      <Line style={{ color: ink }}>
        {quiet ? <Muted>{sentence}</Muted> : sentence}
      </Line>
      <Muted>
        {request && !stuck && (
          <TextLink href={request.url}>
            {requestLabel(request).split('/').at(-1)}
          </TextLink>
        )}
        {request && !stuck && facts.length > 0 && ' · '}
        {facts.join(' · ')}
      </Muted>
    </>
  );
}
