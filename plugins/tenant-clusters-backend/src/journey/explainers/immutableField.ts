import type { BlockerExplainer } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { say } from '../text';
import { PATIENCE } from './patience';

/** crossplane/upjet:pkg/controller/external_tfpluginsdk.go; kube-apiserver's validation of immutable fields. */
const IMMUTABLE =
  /refuse to update the external resource because the following update requires replacing it|field is immutable/;

export const immutableField: BlockerExplainer = {
  id: 'immutable-field',
  explain({ cause, resource, actors }) {
    return IMMUTABLE.test(cause.message ?? '')
      ? {
          title: say('blocker.immutable-field.title', { resource }),
          detail: say('blocker.immutable-field.detail'),
          nextStep: say('blocker.immutable-field.next'),
          actor: actors.requester,
          patience: PATIENCE.none,
        }
      : undefined;
  },
};
