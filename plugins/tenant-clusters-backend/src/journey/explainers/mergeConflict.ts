import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The pull request cannot be merged into its base any more. */
export const mergeConflict: BlockerExplainer = {
  id: 'conflict',
  explain({ cause, actors }) {
    if (cause.type !== 'conflict') {
      return undefined;
    }
    const { request, branch } = cause.facts;
    return {
      title: say('blocker.conflict.title', { branch }),
      detail: say('blocker.conflict.detail', { request }),
      nextStep: say('blocker.conflict.next', { request }),
      actor: actors.requester,
      patience: PATIENCE.none,
    };
  },
};
