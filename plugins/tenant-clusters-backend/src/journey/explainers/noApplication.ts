import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** A merged request whose file no Application of its hub reads. An app of apps may be about to make one. */
export const noApplication: BlockerExplainer = {
  id: 'no-application',
  explain({ cause, cluster, actors }) {
    return cause.type === 'no-application'
      ? {
          title: say('blocker.no-application.title', {
            path: cause.facts.path,
          }),
          detail: say('blocker.no-application.detail', {
            hub: cluster.hubTitle,
          }),
          nextStep: say('blocker.no-application.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.aFewTurns,
        }
      : undefined;
  },
};
