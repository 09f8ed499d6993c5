import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** `spec.suspend` of a Kustomization or of its source. */
export const fluxSuspended: BlockerExplainer = {
  id: 'flux-suspended',
  explain({ cause, actors }) {
    if (cause.type !== 'flux-suspended') {
      return undefined;
    }
    const { flux } = cause.facts;
    return {
      title: say('blocker.flux-suspended.title', { flux }),
      detail: say('blocker.flux-suspended.detail'),
      nextStep: say('blocker.flux-suspended.next', { flux }),
      actor: actors.platformTeam,
      patience: PATIENCE.none,
    };
  },
};
