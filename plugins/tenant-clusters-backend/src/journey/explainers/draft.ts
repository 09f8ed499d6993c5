import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Its author says that it is not finished. */
export const draft: BlockerExplainer = {
  id: 'draft',
  explain({ cause, actors }) {
    return cause.type === 'draft'
      ? {
          title: say('blocker.draft.title'),
          nextStep: say('blocker.draft.next', { request: cause.facts.request }),
          actor: actors.requester,
          patience: PATIENCE.review,
        }
      : undefined;
  },
};
