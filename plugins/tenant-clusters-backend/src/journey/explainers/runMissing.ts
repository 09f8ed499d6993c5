import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** The event is written and no Workflow came: nothing in Argo Events' own status tells whether events flow. */
export const runMissing: BlockerExplainer = {
  id: 'run-missing',
  explain({ cause, actors }) {
    return cause.type === 'run-missing'
      ? {
          title: say('blocker.run-missing.title'),
          detail: say('blocker.run-missing.detail', {
            event: cause.facts.event,
          }),
          nextStep: say('blocker.run-missing.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.event,
        }
      : undefined;
  },
};
