import { FleetSize } from './FleetSize';
import { LoadHub } from './LoadHub';
import { KINDS } from './LoadKind';
import {
  claimOf,
  clusterEventOf,
  clusterSecretOf,
  compositeOf,
  networkOf,
  ownedByComposite,
  ownedByNetwork,
} from './objects/clusterObjects';
import {
  clusterApplicationOf,
  tenantApplicationOf,
} from './objects/applicationObjects';
import {
  FleetPlan,
  isProvisioned,
  PlannedCluster,
  planFleet,
} from './objects/FleetPlan';
import {
  managedOf,
  managedReference,
  PlannedManaged,
} from './objects/managedObjects';
import { platformObjects, storeOf } from './objects/platformObjects';
import { involvedOf, warningOf } from './objects/warningObjects';
import { workflowOf } from './objects/workflowObjects';

/** A whole fleet in memory, and what it was made from. */
export interface LoadFleet {
  plan: FleetPlan;
  hubs: LoadHub[];
}

/** Part `index` of `total` things that are shared out among `parts`. */
function share(total: number, parts: number, index: number): number {
  return (
    Math.floor(((index + 1) * total) / parts) -
    Math.floor((index * total) / parts)
  );
}

/** Makes the fleet's objects; the same size and seed give the same bytes. */
export function buildFleet(size: FleetSize, seed = 1): LoadFleet {
  const plan = planFleet(size, seed);
  const hubs = Array.from(
    { length: size.hubs },
    (_, index) => new LoadHub(`load-${index + 1}`),
  );
  hubs.forEach((hub, index) => {
    for (const kind of [...Object.values(KINDS), ...plan.managedKinds]) {
      hub.serve(kind);
    }
    for (const [kind, object] of platformObjects(plan, index, hub.name)) {
      hub.load(kind, object);
    }
  });
  let managed = 0;
  for (const cluster of plan.clusters) {
    const count = share(size.managed, size.clusters, cluster.index);
    addCluster(plan, hubs[cluster.hub], cluster, managed, count);
    managed += count;
  }
  addApplications(plan, hubs);
  for (let index = 0; index < size.stores; index++) {
    const { hub } = plan.tenants[index % plan.tenants.length];
    hubs[hub].load(...storeOf(plan, index));
  }
  for (let index = 0; index < size.events; index++) {
    const cluster = plan.clusters[index % plan.clusters.length];
    const involved = involvedOf(
      cluster,
      Math.floor(index / plan.clusters.length),
    );
    hubs[cluster.hub].load(
      KINDS.event,
      warningOf(seed, index, cluster, involved),
    );
  }
  return { plan, hubs };
}

/** The first half of a cluster's resources is its network. */
const isInNetwork = (position: number, count: number) => position < count / 2;

function managedState(
  { phase }: PlannedCluster,
  position: number,
  count: number,
): PlannedManaged['state'] {
  if (phase === 'denied' && position === count - 1) {
    return 'denied';
  }
  return phase === 'provisioning' && position > count * 0.7
    ? 'creating'
    : 'ready';
}

function planManaged(
  plan: FleetPlan,
  cluster: PlannedCluster,
  first: number,
  count: number,
): PlannedManaged[] {
  return Array.from({ length: count }, (_, position) => {
    const index = first + position;
    return {
      cluster,
      index,
      kind: plan.managedKinds[(index * 7) % plan.managedKinds.length],
      state: managedState(cluster, position, count),
      owner: isInNetwork(position, count)
        ? ownedByNetwork(cluster)
        : ownedByComposite(cluster),
    };
  });
}

function addCluster(
  plan: FleetPlan,
  hub: LoadHub,
  cluster: PlannedCluster,
  first: number,
  count: number,
): void {
  const { seed, size } = plan;
  const resources = planManaged(plan, cluster, first, count);
  for (const resource of resources) {
    hub.load(resource.kind, managedOf(seed, resource));
  }
  const references = resources.map(managedReference);
  const inNetwork = references.filter((_, position) =>
    isInNetwork(position, count),
  );
  hub.load(KINDS.claim, claimOf(cluster));
  hub.load(
    KINDS.composite,
    compositeOf(cluster, references.slice(inNetwork.length)),
  );
  hub.load(KINDS.network, networkOf(cluster, inNetwork));
  const isUp = isProvisioned(cluster);
  if (isUp) {
    hub.load(KINDS.configMap, clusterEventOf(cluster));
  }
  const runs = share(size.workflows, size.clusters, cluster.index);
  for (let index = 0; index < runs; index++) {
    // A cluster that is not up has had no handover.
    hub.load(
      KINDS.workflow,
      workflowOf(seed, cluster, isUp ? index : index + 2),
    );
  }
  if (['ready', 'removing'].includes(cluster.phase)) {
    hub.load(KINDS.secret, clusterSecretOf(seed, cluster));
  }
}

function addApplications(plan: FleetPlan, hubs: LoadHub[]): void {
  const { seed, size, tenants, clusters } = plan;
  for (const { name, hub } of tenants) {
    const own = clusters.filter(({ tenant }) => tenant === name);
    hubs[hub].load(KINDS.application, tenantApplicationOf(seed, name, own));
  }
  const rest = Math.max(0, size.applications - tenants.length);
  for (const cluster of clusters) {
    const count = share(rest, size.clusters, cluster.index);
    for (let index = 0; index < count; index++) {
      hubs[cluster.hub].load(
        KINDS.application,
        clusterApplicationOf(seed, cluster, index),
      );
    }
  }
}
