import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Annotation crossplane.io/paused, shown as Synced=False/ReconcilePaused. */
export const paused: BlockerExplainer = {
  id: 'paused',
  explain({ cause, resource, actors }) {
    return cause.type === 'paused'
      ? {
          title: say('blocker.paused.title', { resource }),
          detail: say('blocker.paused.detail'),
          nextStep: say('blocker.paused.next', { resource }),
          actor: actors.platformTeam,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
