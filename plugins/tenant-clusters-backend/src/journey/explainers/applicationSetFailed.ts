import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** argoproj/argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go: ErrorOccurred, ParametersGenerated, ResourcesUpToDate */
export const applicationSetFailed: BlockerExplainer = {
  id: 'application-set',
  explain({ cause, actors }) {
    return cause.type === 'application-condition' &&
      cause.object?.kind === 'ApplicationSet'
      ? {
          title: say('blocker.application-set.title', {
            set: cause.facts.application,
          }),
          detail: say('blocker.application-set.detail'),
          nextStep: say('blocker.application-set.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.retries,
        }
      : undefined;
  },
};
