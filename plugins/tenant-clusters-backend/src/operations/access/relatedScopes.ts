import type { ClusterViews } from '../../api/ClusterViews';
import type { FleetReader } from '../../fleet/types';
import { CLUSTER_SCOPE } from '../../journey';
import type { ClusterView } from '../../journey/types';
import { clusterResource, type ScopedResource } from '../../permissions';
import type {
  ObjectOwner,
  ProjectedApplication,
  ProjectedClaim,
  ProjectedObject,
  ProjectedWorkflow,
} from '../../projections/types';

const CLAIM_UID = 'spokeport.dev/claim-uid';
/** XRs in XRs: deeper ones are a cycle. */
const MAX_DEPTH = 20;

export interface ScopeSources {
  fleet: FleetReader;
  clusters: ClusterViews;
  /** Owner of a tenant, for claims that were never applied. */
  ownerOf(tenant: string): string | undefined;
}

const stageEvidence = (view: ClusterView) =>
  (view.journey?.stages ?? []).flatMap(({ evidence }) => evidence);

const showsWorkflow = (view: ClusterView, workflow: ProjectedWorkflow) =>
  view.summary.ref.hub === workflow.hub &&
  [...(view.journey?.links ?? []), ...stageEvidence(view)].some(
    evidence =>
      evidence.type === 'workflow' &&
      (evidence.uid === workflow.uid ||
        (evidence.uid === undefined &&
          evidence.namespace === workflow.namespace &&
          evidence.name === workflow.name)),
  );

const distinct = (scopes: ScopedResource[]) =>
  Array.from(
    new Map(
      scopes.map(scope => [`${scope.namespace}/${scope.name}`, scope]),
    ).values(),
  );

/**
 * Whose an object is: the clusters (or other claims) that it belongs to, as rules see them. Empty for what belongs to no claim
 * of a tenant, which is the platform team's. Never by a name or label that a person could have chosen, except the claim's uid
 * that our Sensor writes.
 */
export function relatedScopes(
  object: ProjectedObject,
  sources: ScopeSources,
): ScopedResource[] {
  switch (object.role) {
    case 'claim':
    case 'composite':
    case 'managed':
    case 'generic': {
      const claim = claimOf(object, sources.fleet);
      return claim ? [scopeOfClaim(claim, sources)] : [];
    }
    case 'workflow':
      return scopesOfWorkflow(object, sources);
    case 'application':
      return scopesOfApplication(object, sources);
    default:
      return [];
  }
}

/** The claim at the top of what an object was composed for. */
export function claimOf(
  object: ProjectedObject,
  fleet: FleetReader,
): ProjectedClaim | undefined {
  let current: ProjectedObject | undefined = object;
  for (let depth = 0; current && depth < MAX_DEPTH; depth += 1) {
    if (current.role === 'claim') {
      return current;
    }
    if (current.role === 'composite' && current.claim) {
      const claim = fleet.byReference(current.hub, current.claim);
      return claim?.role === 'claim' ? claim : undefined;
    }
    const owner: ObjectOwner | undefined = current.owners.find(
      ({ controller }) => controller,
    );
    current = owner && fleet.byUid(current.hub, owner.uid);
  }
  return undefined;
}

function scopeOfClaim(
  claim: ProjectedClaim,
  { clusters, ownerOf }: ScopeSources,
): ScopedResource {
  const ref = {
    hub: claim.hub,
    namespace: claim.namespace ?? CLUSTER_SCOPE,
    name: claim.name,
    kind: `${claim.kind}.${claim.group}`,
  };
  const view = clusters.view(ref);
  const tenant = claim.fields.tenant ?? ref.namespace;
  return clusterResource(
    view?.summary ?? {
      ref,
      tenant,
      owner: ownerOf(tenant),
      environment: claim.fields.environment,
    },
  );
}

function scopesOfWorkflow(
  workflow: ProjectedWorkflow,
  sources: ScopeSources,
): ScopedResource[] {
  const uid = workflow.labels[CLAIM_UID];
  const claim = uid ? sources.fleet.byUid(workflow.hub, uid) : undefined;
  if (claim?.role === 'claim') {
    return [scopeOfClaim(claim, sources)];
  }
  // One that a foreign Sensor made is tied to its cluster by the journey.
  return sources.clusters
    .views()
    .filter(view => showsWorkflow(view, workflow))
    .map(view => clusterResource(view.summary));
}

function scopesOfApplication(
  app: ProjectedApplication,
  sources: ScopeSources,
): ScopedResource[] {
  const { clusters, fleet } = sources;
  const served = clusters
    .views()
    .filter(view =>
      view.applications.some(
        ({ hub, namespace, name, exists }) =>
          exists &&
          hub === app.hub &&
          namespace === app.namespace &&
          name === app.name,
      ),
    )
    .map(view => clusterResource(view.summary));
  const kinds = new Set(
    fleet.claims(app.hub).map(({ kind, group }) => `${kind}.${group}`),
  );
  const delivered = app.resources
    .filter(({ kind, group }) => kinds.has(`${kind}.${group}`))
    .map(resource => scopeOfDelivered(app.hub, resource, sources));
  return distinct([...served, ...delivered]);
}

/** A claim that an Application delivers; it may never have been applied. */
export function scopeOfDelivered(
  hub: string,
  resource: { group: string; kind: string; namespace?: string; name: string },
  sources: ScopeSources,
): ScopedResource {
  const namespace = resource.namespace ?? CLUSTER_SCOPE;
  const ref = {
    hub,
    namespace,
    name: resource.name,
    kind: `${resource.kind}.${resource.group}`,
  };
  const view = sources.clusters.view(ref);
  return clusterResource(
    view?.summary ?? {
      ref,
      tenant: namespace,
      owner: sources.ownerOf(namespace),
    },
  );
}

/** Whether an object is of no single tenant: what is done to it is the platform team's. */
export function isShared(scopes: ScopedResource[]): boolean {
  const tenants = new Set(
    scopes.map(({ tenants: names, owners }) => [...names, ...owners].join(' ')),
  );
  return tenants.size !== 1 || tenants.has('');
}

/** Whose the Application at an address is; empty where there is none. */
export function applicationScopes(
  address: { hub: string; namespace: string; name: string },
  sources: ScopeSources,
): ScopedResource[] {
  const application = sources.fleet
    .applicationsNamed(address.hub, address.name)
    .find(({ namespace }) => namespace === address.namespace);
  return application ? relatedScopes(application, sources) : [];
}
