import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

function nextStep(by: string, application: string) {
  switch (by) {
    case 'option':
      return say('blocker.prune-off.next.option');
    case 'kustomization':
      return say('blocker.prune-off.next.flux', { application });
    default:
      return say('blocker.prune-off.next', { application });
  }
}

/** What left Git stays on the hub, because nobody is to delete it. */
export const pruneOff: BlockerExplainer = {
  id: 'prune-off',
  explain({ cause, actors }) {
    if (cause.type !== 'prune-off') {
      return undefined;
    }
    const { application, by } = cause.facts;
    return {
      title: say('blocker.prune-off.title', { application }),
      detail:
        by === 'option'
          ? say('blocker.prune-off.detail.option')
          : say('blocker.prune-off.detail', { application }),
      nextStep: nextStep(by, application),
      actor: actors.platformTeam,
      patience: PATIENCE.none,
    };
  },
};
