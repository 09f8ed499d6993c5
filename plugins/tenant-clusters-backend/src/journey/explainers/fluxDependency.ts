import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** Ready=False/DependencyNotReady: layers that stand on each other come up one after the other. */
export const fluxDependency: BlockerExplainer = {
  id: 'flux-dependency',
  explain({ cause, actors }) {
    if (cause.type !== 'flux-dependency') {
      return undefined;
    }
    const { flux, dependency } = cause.facts;
    return {
      title: say('blocker.flux-dependency.title', { flux, dependency }),
      detail: say('blocker.flux-dependency.detail', { dependency }),
      nextStep: say('blocker.flux-dependency.next', { dependency }),
      actor: actors.platformTeam,
      patience: PATIENCE.layers,
    };
  },
};
