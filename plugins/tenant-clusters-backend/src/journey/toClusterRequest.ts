import type {
  ClusterRequest,
  RequestLink,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { TrackedRequest } from '../requests/types';
import { CLUSTER_SCOPE } from './clusterScope';
import { cleanText } from './text';

/** A request as the API gives it: without manifests, which only the model needs. */
export function toClusterRequest(request: TrackedRequest): ClusterRequest {
  const { changes, base, trailers, ...common } = request;
  return {
    ...common,
    title: cleanText(request.title),
    claims: changes.map(
      ({ change, group, kind, namespace, name, path, fields, ...rest }) => ({
        ref: {
          hub: request.hub,
          namespace: namespace || CLUSTER_SCOPE,
          name,
          kind: `${kind}.${group}`,
        },
        change,
        path,
        previousPath: rest.previousPath,
        via: rest.application,
        tenant: fields.tenant,
        environment: fields.environment,
      }),
    ),
  };
}

export function toRequestLink(request: TrackedRequest): RequestLink {
  const { repository, number, commit, url, title, state } = request;
  return { repository, number, commit, url, title: cleanText(title), state };
}
