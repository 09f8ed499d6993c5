import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A cluster is gone and nothing took it out of Argo CD. */
export const offboardMissing: BlockerExplainer = {
  id: 'offboard-missing',
  explain({ cause, actors }) {
    const { secret, cluster } = cause.facts;
    return cause.type === 'run-missing' && cause.stage === 'deregistered'
      ? {
          title: say('blocker.offboard-missing.title'),
          detail: say('blocker.offboard-missing.detail', { secret, cluster }),
          nextStep: say('blocker.offboard-missing.next', { cluster }),
          actor: actors.platformTeam,
          patience: PATIENCE.event,
        }
      : undefined;
  },
};
