import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A Suspend node in phase Running. */
export const approvalGate: BlockerExplainer = {
  id: 'approval',
  explain({ cause, actors }) {
    if (cause.type !== 'run-suspended') {
      return undefined;
    }
    const { workflow, step } = cause.facts;
    return {
      title: say('blocker.approval.title', { step }),
      detail: say('blocker.approval.detail', { workflow }),
      nextStep: say('blocker.approval.next', { workflow }),
      actor: actors.platformTeam,
      patience: PATIENCE.gate,
    };
  },
};
