import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** What was verified and failed is what a request brought: the way back is to revert it. */
export const verificationFailed: BlockerExplainer = {
  id: 'verification-failed',
  explain({ cause, actors }) {
    const { workflow, step, phase, request } = cause.facts;
    return cause.type === 'step-failed' &&
      cause.stage === 'verified' &&
      request !== undefined
      ? {
          title: say('blocker.verification-failed.title', { step }),
          detail: say('blocker.verification-failed.detail', {
            workflow,
            phase,
            request,
          }),
          nextStep: say('blocker.verification-failed.next', { request }),
          actor: actors.requester,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
