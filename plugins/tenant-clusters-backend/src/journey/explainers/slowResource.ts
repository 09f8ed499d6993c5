import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Not ready, and nothing anywhere says why. */
export const slowResource: BlockerExplainer = {
  id: 'slow',
  explain({ cause, resource, actors }) {
    return cause.type === 'not-ready'
      ? {
          title: say('blocker.slow.title', { resource }),
          detail: say('blocker.slow.detail'),
          nextStep: say('blocker.slow.next', { resource }),
          actor: actors.platformTeam,
          patience: PATIENCE.creation,
        }
      : undefined;
  },
};
