import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** k8s.io/apimachinery's structured merge: what server-side apply says of a field that the schema lacks. */
const UNDECLARED =
  /(\.(?:status|spec)[\w.[\]-]*): field not declared in schema/;

export const undeclaredField: BlockerExplainer = {
  id: 'undeclared-field',
  explain({ cause, actors }) {
    const field = UNDECLARED.exec(cause.message ?? '')?.[1];
    if (!field) {
      return undefined;
    }
    const values = { field: field.slice(1) };
    return {
      title: say('blocker.undeclared-field.title', {
        kind: cause.object?.kind ?? 'the XR',
      }),
      detail: say('blocker.undeclared-field.detail', values),
      nextStep: say('blocker.undeclared-field.next', values),
      actor: actors.platformTeam,
      patience: PATIENCE.retries,
    };
  },
};
