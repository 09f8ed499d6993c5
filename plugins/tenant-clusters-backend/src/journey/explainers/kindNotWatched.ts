import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The hub has objects of a kind and does not let us read them. */
export const kindNotWatched: BlockerExplainer = {
  id: 'kind-not-watched',
  explain({ cause, cluster, actors }) {
    if (cause.type !== 'kind-not-watched') {
      return undefined;
    }
    const values = { kind: cause.facts.kind, hub: cluster.hubTitle };
    return {
      title: say('blocker.kind-not-watched.title', values),
      detail: say('blocker.kind-not-watched.detail'),
      nextStep: say('blocker.kind-not-watched.next', values),
      actor: actors.platformTeam,
      patience: PATIENCE.aFewTurns,
    };
  },
};
