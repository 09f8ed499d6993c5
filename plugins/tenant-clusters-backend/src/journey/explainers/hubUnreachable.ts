import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The hub has been silent for longer than its limit. */
export const hubUnreachable: BlockerExplainer = {
  id: 'hub-unreachable',
  explain({ cause, cluster, actors }) {
    return cause.type === 'hub-silent'
      ? {
          title: say('blocker.hub-unreachable.title', {
            hub: cluster.hubTitle,
          }),
          detail: say('blocker.hub-unreachable.detail'),
          nextStep: say('blocker.hub-unreachable.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
