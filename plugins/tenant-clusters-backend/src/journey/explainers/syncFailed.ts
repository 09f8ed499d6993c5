import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The last operation failed, or is being tried again after it did. */
export const syncFailed: BlockerExplainer = {
  id: 'sync-failed',
  explain({ cause, actors }) {
    if (cause.type !== 'operation-failed') {
      return undefined;
    }
    const { application, phase } = cause.facts;
    return {
      title: say('blocker.sync-failed.title', { application }),
      detail: say('blocker.sync-failed.detail', { application, phase }),
      nextStep: say('blocker.sync-failed.next'),
      actor: actors.platformTeam,
      patience: phase === 'Running' ? PATIENCE.aFewTurns : PATIENCE.retries,
    };
  },
};
