import type {
  Blocker,
  ClusterState,
  Sentence,
  Stage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import type { Degradation } from './degradation';

function connecting(stages: Stage[]): Sentence {
  const stage = stages.find(({ name }) => name === 'connected');
  const running = stage?.steps.filter(({ state }) => state === 'active');
  return running?.length
    ? say('happening.connecting', {
        step: running.map(({ name }) => name).join(', '),
      })
    : say('happening.connecting.waiting');
}

function ready(facts: JourneyFacts, stages: Stage[]): Sentence {
  const delivering = stages.find(({ name }) => name === 'delivering');
  if (delivering?.state === 'active' && delivering.progress) {
    return say('happening.delivering', {
      ready: String(delivering.progress.ready),
      known: String(delivering.progress.known),
    });
  }
  if (facts.subject.kind === 'registered') {
    return say('happening.registered');
  }
  const bootstrap = facts.applications.find(
    ({ application }) =>
      application.role === 'bootstrap' || application.role === 'tenant',
  );
  const revision = bootstrap?.application.revision;
  return revision && /^[0-9a-f]{40}$/.test(revision)
    ? say('happening.ready.revision', { revision: revision.slice(0, 7) })
    : say('happening.ready');
}

/** Who is to apply what was merged stands in the stage that waits for it. */
function merged(stages: Stage[]): Sentence {
  const stage = stages.find(({ name }) => name === 'synced');
  return stage?.actor.type === 'flux'
    ? say('happening.merged.flux')
    : say('happening.merged');
}

/** What happens with a cluster, in one sentence, for a line of the list. */
export function happening(options: {
  facts: JourneyFacts;
  state: ClusterState;
  lastKnown: ClusterState;
  stages: Stage[];
  blocker?: Blocker;
  degraded?: Degradation;
  /** Its removal came to its end. */
  removed?: boolean;
}): Sentence {
  const { facts, state, lastKnown, stages, blocker, degraded, removed } =
    options;
  switch (state) {
    case 'Unknown':
      return say('happening.unknown', {
        hub: facts.hub.title,
        state: lastKnown,
      });
    case 'Removing': {
      if (removed) {
        return say('happening.removed');
      }
      const left = facts
        .resources()
        .nodes.filter(({ object }) => object).length;
      return facts.claim?.deletedAt || facts.subject.remains
        ? say('happening.removing', { left: String(left) })
        : say('happening.removing.merged');
    }
    case 'Blocked':
      return blocker?.title ?? say('happening.blocked.unexplained');
    case 'Requested':
      if (blocker && blocker.explainer !== 'review-missing') {
        return blocker.title;
      }
      return facts.request?.request.state === 'merged'
        ? merged(stages)
        : say('happening.requested', {
            team: facts.actors.platformTeam.title,
          });
    case 'Provisioning': {
      const { ready: done, known } = facts.resources().progress;
      return known > 0
        ? say('happening.provisioning', {
            ready: String(done),
            known: String(known),
          })
        : say('happening.provisioning.starting');
    }
    case 'Connecting':
      return connecting(stages);
    case 'Degraded':
      return degraded?.sentence ?? blocker?.title ?? say('happening.ready');
    default:
      return ready(facts, stages);
  }
}
