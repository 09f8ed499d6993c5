import type { ProjectedApplication } from '../../projections/types';
import type { OperationKind } from '../types';
import { addressOf, referenceOf } from './applicationAddress';
import { isNewer, present } from './read';

const REFRESH = 'argocd.argoproj.io/refresh';
/** Argo CD answers a refresh once it is done; a large repository takes its time. */
const REFRESH_TIMEOUT = 120_000;

/**
 * Compares an Application with Git anew; hard also renders the manifests anew. By Argo CD where it is connected, else by the
 * annotation, which is what Argo CD itself writes and grants nothing.
 */
const refresh = (
  kind: 'normal' | 'hard',
): OperationKind<ProjectedApplication> => ({
  name: kind === 'hard' ? 'hard-refresh' : 'refresh',
  permission: 'application.sync',
  plan: (_app, connections) => ({
    via: connections.argocd ? 'argo-cd' : 'object',
  }),
  start: async ({ object, connections }) => {
    if (connections.argocd) {
      const done = { baseline: { resourceVersion: object.resourceVersion } };
      return {
        ...done,
        pending: connections.argocd.refresh(
          addressOf(object),
          kind,
          REFRESH_TIMEOUT,
        ),
      };
    }
    const patched = await connections.kubernetes.patch(referenceOf(object), {
      metadata: { annotations: { [REFRESH]: kind } },
    });
    return {
      baseline: present({ resourceVersion: patched.metadata.resourceVersion }),
    };
  },
  observe: (app, baseline) => {
    const observed = present({
      sync: app.sync?.status,
      health: app.health?.status,
      revision: app.sync?.revisions.join(', '),
    });
    const isAnswered =
      app.annotations[REFRESH] === undefined &&
      isNewer(app.resourceVersion, baseline.resourceVersion);
    return { state: isAnswered ? 'succeeded' : 'requested', observed };
  },
});

export const refreshApplication = refresh('normal');
export const hardRefreshApplication = refresh('hard');
