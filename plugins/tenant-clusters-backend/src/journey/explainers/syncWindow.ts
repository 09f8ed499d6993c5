import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

function detailOf(
  kind: string,
  values: { project: string; schedule: string; duration: string },
) {
  switch (kind) {
    case 'deny':
      return say('blocker.sync-window.detail.deny', values);
    case 'allow':
      return say('blocker.sync-window.detail.allow', values);
    default:
      return say('blocker.sync-window.detail', { project: values.project });
  }
}

/** A window passes by itself; only one that never opens needs somebody. */
export const syncWindow: BlockerExplainer = {
  id: 'sync-window',
  explain({ cause, actors }) {
    if (cause.type !== 'sync-window') {
      return undefined;
    }
    const { application, project, kind, schedule, duration } = cause.facts;
    const values = { project, schedule, duration };
    return {
      title: say('blocker.sync-window.title', { application }),
      detail: detailOf(kind, values),
      nextStep: say('blocker.sync-window.next', { application }),
      actor: actors.platformTeam,
      patience: PATIENCE.window,
    };
  },
};
