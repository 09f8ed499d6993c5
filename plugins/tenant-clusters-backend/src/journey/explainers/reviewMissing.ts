import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Open, nothing against it, and nobody has approved it. */
export const reviewMissing: BlockerExplainer = {
  id: 'review-missing',
  explain({ cause, actors }) {
    if (cause.type !== 'review-missing') {
      return undefined;
    }
    const { request } = cause.facts;
    return {
      title: say('blocker.review-missing.title'),
      detail: say('blocker.review-missing.detail', {
        request,
        team: actors.platformTeam.title,
      }),
      nextStep: say('blocker.review-missing.next', { request }),
      actor: actors.platformTeam,
      patience: PATIENCE.review,
    };
  },
};
