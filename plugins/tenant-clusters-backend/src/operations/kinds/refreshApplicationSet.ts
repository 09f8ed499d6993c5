import type { ProjectedApplicationSet } from '../../projections/types';
import type { OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import { isNewer, present } from './read';

const REFRESH = 'argocd.argoproj.io/application-set-refresh';

/** Makes an ApplicationSet generate its Applications anew. The controller removes the annotation when it has seen it. */
export const refreshApplicationSet: OperationKind<ProjectedApplicationSet> = {
  name: 'refresh',
  permission: 'application.sync',
  plan: () => ({ via: 'object' }),
  start: async ({ object, connections }) => {
    const patched = await connections.kubernetes.patch(referenceOf(object), {
      metadata: { annotations: { [REFRESH]: 'true' } },
    });
    return {
      baseline: present({ resourceVersion: patched.metadata.resourceVersion }),
    };
  },
  observe: (set, baseline) => ({
    state:
      set.annotations[REFRESH] === undefined &&
      isNewer(set.resourceVersion, baseline.resourceVersion)
        ? 'succeeded'
        : 'requested',
    observed: present({ resourceVersion: set.resourceVersion }),
  }),
};
