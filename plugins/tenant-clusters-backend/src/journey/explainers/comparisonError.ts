import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The manifests cannot be rendered or compared. Such an application may still say Healthy. */
export const comparisonError: BlockerExplainer = {
  id: 'comparison-error',
  explain({ cause, actors }) {
    const { condition, message = '', facts, type } = cause;
    if (
      type !== 'application-condition' ||
      !['ComparisonError', 'InvalidSpecError'].includes(condition?.type ?? '')
    ) {
      return undefined;
    }
    const { application } = facts;
    const path = /(\S+): app path does not exist/.exec(message)?.[1];
    return {
      title: say('blocker.comparison-error.title', { application }),
      detail: path
        ? say('blocker.comparison-error.path.detail', { path, application })
        : say('blocker.comparison-error.detail', { application }),
      nextStep: say('blocker.comparison-error.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
