import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The sync option Prune=confirm: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
export const pruneToConfirm: BlockerExplainer = {
  id: 'prune-confirm',
  explain({ cause, actors }) {
    if (cause.type !== 'prune-confirm') {
      return undefined;
    }
    const { application, what } = cause.facts;
    return {
      title: say('blocker.prune-confirm.title'),
      detail: say('blocker.prune-confirm.detail', { application, what }),
      nextStep: say('blocker.prune-confirm.next', { application }),
      actor: actors.platformTeam,
      patience: PATIENCE.gate,
    };
  },
};
