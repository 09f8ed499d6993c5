import { styled } from '@mui/material/styles';
import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress } from '../../api';
import { useActorTitle } from '../../hooks/useActorTitle';
import { useText } from '../../hooks/useText';
import {
  formatDuration,
  isApproximate,
  secondsSince,
} from '../../model/durations';
import { Panel, PanelTitle } from '../Panel';
import { Clock } from '../Time';
import { Muted } from '../text';
import { StageItem } from './StageItem';

const Padded = styled(Panel)({ padding: '16px 18px' });

const List = styled('ol')({ listStyle: 'none', margin: 0, padding: 0 });

const Facts = styled(Muted)({ fontWeight: 400 });

const TITLES = {
  create: 'cluster.journeyCreate',
  change: 'cluster.journeyChange',
  remove: 'cluster.journeyRemove',
} as const;

/** A journey as a vertical timeline. */
export function JourneyPanel(props: {
  journey: Journey;
  cluster: ClusterAddress;
}) {
  const t = useText();
  const { journey, cluster } = props;
  const [blocker] = journey.blockers;
  // Most platforms verify nothing: a stage that nobody knows is left out rather than numbered.
  const stages = journey.stages.filter(
    ({ name, state }) => !(name === 'verified' && state === 'skipped'),
  );
  return (
    <Padded>
      <PanelTitle>
        {t(TITLES[journey.kind])} <JourneyFacts journey={journey} />
      </PanelTitle>
      <List>
        {stages.map((stage, index) => (
          <StageItem
            key={stage.name}
            stage={stage}
            number={index + 1}
            stuck={
              blocker?.needsPerson === true && blocker.stage === stage.name
            }
            cluster={cluster}
          />
        ))}
      </List>
    </Padded>
  );
}

function JourneyFacts({ journey }: { journey: Journey }) {
  const t = useText();
  const actorTitle = useActorTitle();
  const { startedAt, finishedAt, requester, usual } = journey;
  const clock = startedAt && <Clock fact={startedAt} />;
  const took =
    finishedAt && secondsSince(startedAt?.at, Date.parse(finishedAt.at));
  return (
    <Facts>
      {clock && ' · '}
      {clock &&
        (requester
          ? t('cluster.journeyStartedBy', {
              clock,
              requester: actorTitle(requester),
            })
          : t('cluster.journeyStarted', { clock }))}
      {took !== undefined &&
        ` · ${t('cluster.journeyTook', {
          duration:
            isApproximate(startedAt) || isApproximate(finishedAt)
              ? t('time.about', { duration: formatDuration(took) })
              : formatDuration(took),
        })}`}
      {usual &&
        journey.state === 'open' &&
        ` · ${t('cluster.journeyUsually', {
          median: formatDuration(usual.medianSeconds),
          p90: formatDuration(usual.p90Seconds),
        })}`}
    </Facts>
  );
}
