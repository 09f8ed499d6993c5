import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Waits for an object that it refers to while nothing else fails: that object may never come. */
export const unresolvedReference: BlockerExplainer = {
  id: 'reference',
  explain({ cause, resource, actors }) {
    return cause.type === 'reference'
      ? {
          title: say('blocker.reference.title', { resource }),
          nextStep: say('blocker.reference.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.creation,
        }
      : undefined;
  },
};
