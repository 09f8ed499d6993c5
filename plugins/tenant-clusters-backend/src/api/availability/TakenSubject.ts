import { stringifyClusterRef } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CLUSTER_SCOPE } from '../../journey';
import type { FleetReader } from '../../fleet/types';
import { clusterResource, type Viewer } from '../../permissions';
import type { RequestReader, TrackedRequest } from '../../requests/types';
import type { OwnerLookup } from '../answers/requestAnswers';
import type { ClusterViews } from '../ClusterViews';

/** Something that has, or is about to have, a name and perhaps a CIDR on a hub. */
export interface TakenSubject {
  namespace: string;
  name: string;
  /** `Kind.group`. */
  kind: string;
  /** False for infrastructure that is known to be no cluster. */
  cluster: boolean;
  cidr?: string;
  /** Whether the viewer may be told about it. */
  readable: boolean;
  /** The open request that asks for it; absent for what is there already. */
  request?: TrackedRequest;
}

/** Everything on a hub, or requested for it, that a new name or CIDR could collide with. */
export function takenSubjects(options: {
  hub: string;
  fleet: FleetReader;
  clusters: ClusterViews;
  requests: RequestReader;
  viewer: Viewer;
  owners: OwnerLookup;
}): TakenSubject[] {
  const { hub, fleet, clusters, requests, viewer, owners } = options;
  const readable = (kind: string, namespace: string, name: string) => {
    const ref = { hub, namespace, name, kind };
    const view = clusters.view(ref);
    return viewer.mayReadScope(
      clusterResource(
        view?.summary ?? {
          ref,
          tenant: namespace,
          owner: owners.ownerOf(namespace),
        },
      ),
    );
  };

  const claims = fleet.claims(hub);
  const infrastructure = new Set(
    claims
      .filter(claim => !claim.cluster)
      .map(claim => `${claim.kind}.${claim.group}`),
  );
  const live = claims.map(claim => {
    const namespace = claim.namespace ?? CLUSTER_SCOPE;
    const kind = `${claim.kind}.${claim.group}`;
    return {
      namespace,
      name: claim.name,
      kind,
      cluster: claim.cluster,
      cidr: claim.fields.cidr,
      readable: readable(kind, namespace, claim.name),
    };
  });
  const claimed = new Set(
    live.map(({ namespace, name }) =>
      stringifyClusterRef({ hub, namespace, name }),
    ),
  );
  const registered = clusters
    .views()
    .map(({ summary }) => summary)
    .filter(
      ({ ref }) =>
        ref.hub === hub &&
        ref.kind === 'registered' &&
        !claimed.has(stringifyClusterRef(ref)),
    )
    .map(summary => ({
      namespace: summary.ref.namespace,
      name: summary.ref.name,
      kind: summary.ref.kind,
      cluster: true,
      cidr: summary.cidr,
      readable: viewer.mayReadCluster(summary),
    }));
  const requested = requests
    .requests(hub)
    .filter(({ state }) => state === 'open')
    .flatMap(request =>
      request.changes
        .filter(({ change }) => change !== 'remove')
        .map(change => {
          const kind = `${change.kind}.${change.group}`;
          return {
            namespace: change.namespace,
            name: change.name,
            kind,
            cluster: !infrastructure.has(kind),
            cidr: change.fields.cidr,
            readable: readable(kind, change.namespace, change.name),
            request,
          };
        }),
    );
  return [...live, ...registered, ...requested];
}
