import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The hub answers 401 or 403: it is there, and refuses us. */
export const hubCredentials: BlockerExplainer = {
  id: 'hub-credentials',
  explain({ cause, cluster, actors }) {
    return cause.type === 'hub-silent' && cause.facts.state === 'unauthorized'
      ? {
          title: say('blocker.hub-credentials.title', {
            hub: cluster.hubTitle,
          }),
          detail: say('blocker.hub-credentials.detail'),
          nextStep: say('blocker.hub-credentials.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
