import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The claim is Ready, and its Composition wrote no event. */
export const eventMissing: BlockerExplainer = {
  id: 'event-missing',
  explain({ cause, actors }) {
    return cause.type === 'event-missing'
      ? {
          title: say('blocker.event-missing.title'),
          detail: say('blocker.event-missing.detail'),
          nextStep: say('blocker.event-missing.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.aFewTurns,
        }
      : undefined;
  },
};
