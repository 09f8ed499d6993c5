import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A failed workflow stays failed until somebody retries it. */
export const stepFailed: BlockerExplainer = {
  id: 'step-failed',
  explain({ cause, actors }) {
    if (cause.type !== 'step-failed') {
      return undefined;
    }
    const { workflow, step, phase } = cause.facts;
    return {
      title: say('blocker.step-failed.title', { step }),
      detail: say('blocker.step-failed.detail', { workflow, phase }),
      nextStep: say('blocker.step-failed.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.none,
    };
  },
};
