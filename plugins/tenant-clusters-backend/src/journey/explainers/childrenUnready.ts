import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** crossplane/crossplane:internal/controller/apiextensions/composite/reconciler.go */
const UNREADY = /^Unready resources: (.+)$/;

/** An XR that names parts which are not ready, and none of them says why. */
export const childrenUnready: BlockerExplainer = {
  id: 'children-unready',
  explain({ cause, resource, actors }) {
    const parts =
      cause.type === 'not-ready'
        ? UNREADY.exec(cause.message ?? '')?.[1]
        : undefined;
    return parts
      ? {
          title: say('blocker.children-unready.title', { resource, parts }),
          detail: say('blocker.children-unready.detail'),
          nextStep: say('blocker.children-unready.next'),
          actor: actors.platformTeam,
          patience: PATIENCE.creation,
        }
      : undefined;
  },
};
