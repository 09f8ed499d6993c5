import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A reviewer's last word is that something must change. */
export const changesRequested: BlockerExplainer = {
  id: 'changes-requested',
  explain({ cause, actors }) {
    if (cause.type !== 'changes-requested') {
      return undefined;
    }
    const { request, reviewers } = cause.facts;
    return {
      title: say('blocker.changes-requested.title', { reviewers }),
      detail: say('blocker.changes-requested.detail', { request }),
      nextStep: say('blocker.changes-requested.next', { request }),
      actor: actors.requester,
      patience: PATIENCE.none,
    };
  },
};
