import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Ready=False/Unavailable: crossplane/crossplane-runtime:apis/common/v1/condition.go. It is observed again each minute. */
export const resourceUnavailable: BlockerExplainer = {
  id: 'unavailable',
  explain({ cause, resource, actors }) {
    const { condition, message } = cause;
    return condition?.type === 'Ready' &&
      condition.reason === 'Unavailable' &&
      !message
      ? {
          title: say('blocker.unavailable.title', { resource }),
          detail: say('blocker.unavailable.detail'),
          nextStep: say('blocker.unavailable.next', { resource }),
          actor: actors.platformTeam,
          patience: PATIENCE.aFewTurns,
        }
      : undefined;
  },
};
