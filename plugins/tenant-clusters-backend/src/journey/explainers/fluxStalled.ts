import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Stalled=True: fluxcd/pkg:apis/meta/conditions.go. It is not tried again until its spec changes. */
export const fluxStalled: BlockerExplainer = {
  id: 'flux-stalled',
  explain({ cause, actors }) {
    if (cause.type !== 'flux-stalled') {
      return undefined;
    }
    const { flux } = cause.facts;
    return {
      title: say('blocker.flux-stalled.title', { flux }),
      detail: say('blocker.flux-stalled.detail'),
      nextStep: say('blocker.flux-stalled.next'),
      actor: actors.platformTeam,
      patience: PATIENCE.none,
    };
  },
};
