import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** An expected application that nothing made. */
export const applicationMissing: BlockerExplainer = {
  id: 'application-missing',
  explain({ cause, actors }) {
    if (cause.type !== 'application-missing') {
      return undefined;
    }
    const { application, cluster } = cause.facts;
    return {
      title: say('blocker.application-missing.title', { application }),
      detail: say('blocker.application-missing.detail', { cluster }),
      nextStep: say('blocker.application-missing.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.aFewTurns,
    };
  },
};
