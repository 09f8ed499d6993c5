import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Marked for deletion, nothing below it left, and its finalisers neither let go nor say why. */
export const finaliserStuck: BlockerExplainer = {
  id: 'finaliser',
  explain({ cause, resource, actors }) {
    if (cause.type !== 'finaliser') {
      return undefined;
    }
    const { finaliser } = cause.facts;
    return {
      title: say('blocker.finaliser.title', { resource, finaliser }),
      detail: say('blocker.finaliser.detail'),
      nextStep: say('blocker.finaliser.next', { finaliser }),
      actor: actors.platformTeam,
      patience: PATIENCE.deletion,
    };
  },
};
