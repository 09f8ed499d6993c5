import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Ready=False for any other reason, for example BuildFailed, HealthCheckFailed or a source that cannot be fetched. */
export const fluxFailed: BlockerExplainer = {
  id: 'flux-failed',
  explain({ cause, actors }) {
    if (cause.type !== 'flux-failed') {
      return undefined;
    }
    const { flux, reason } = cause.facts;
    return {
      title: say('blocker.flux-failed.title', { flux }),
      detail: say('blocker.flux-failed.detail', { reason }),
      nextStep: say('blocker.flux-failed.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
