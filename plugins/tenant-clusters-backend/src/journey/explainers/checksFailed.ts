import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A check of the pull request's head failed. */
export const checksFailed: BlockerExplainer = {
  id: 'checks-failed',
  explain({ cause, actors }) {
    if (cause.type !== 'checks-failed') {
      return undefined;
    }
    const { request, checks } = cause.facts;
    return {
      title: say('blocker.checks-failed.title'),
      ...(checks && {
        detail: say('blocker.checks-failed.detail', { checks }),
      }),
      nextStep: say('blocker.checks-failed.next', { request }),
      actor: actors.requester,
      patience: PATIENCE.none,
    };
  },
};
