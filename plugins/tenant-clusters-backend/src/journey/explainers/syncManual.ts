import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** OutOfSync, and no automated sync would change that. */
export const syncManual: BlockerExplainer = {
  id: 'sync-manual',
  explain({ cause, actors }) {
    if (cause.type !== 'out-of-sync') {
      return undefined;
    }
    const { application } = cause.facts;
    return {
      title: say('blocker.sync-manual.title', { application }),
      detail: say('blocker.sync-manual.detail', { application }),
      nextStep: say('blocker.sync-manual.next', { application }),
      actor: actors.platformTeam,
      patience: PATIENCE.none,
    };
  },
};
