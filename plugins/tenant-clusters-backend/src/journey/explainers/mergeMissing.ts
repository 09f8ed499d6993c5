import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Approved, and nobody has merged it. */
export const mergeMissing: BlockerExplainer = {
  id: 'merge-missing',
  explain({ cause, actors }) {
    return cause.type === 'merge-missing'
      ? {
          title: say('blocker.merge-missing.title'),
          nextStep: say('blocker.merge-missing.next', {
            request: cause.facts.request,
          }),
          actor: actors.platformTeam,
          patience: PATIENCE.review,
        }
      : undefined;
  },
};
