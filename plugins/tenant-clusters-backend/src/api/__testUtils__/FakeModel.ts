import type {
  Application,
  ClusterState,
  ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange, FleetReader, HubState } from '../../fleet/types';
import type { ShownHubs } from '../../journey';
import type { ClusterView } from '../../journey/types';
import type {
  ProjectedApplication,
  ProjectedApplicationSet,
  ProjectedClaim,
  ProjectedManaged,
  ProjectedMetadata,
  ProjectedObject,
  ProjectedUsage,
  ProjectedWorkflow,
  ProjectedXrd,
} from '../../projections/types';
import type {
  RepositoryState,
  RequestReader,
  TrackedRequest,
} from '../../requests/types';
import type { ClaimFile, ClaimFiles } from '../../requests/files';
import type { ClusterViews } from '../ClusterViews';

const KIND = 'TenantCluster.platform.spokeport.dev';

/** A view of a cluster `tenant/name` on hub-eu, owned by the tenant's group. */
export function clusterView(
  name: string,
  tenant: string,
  state: ClusterState = 'Ready',
  more: Partial<ClusterSummary> & { shownApplications?: Application[] } = {},
): ClusterView {
  const { shownApplications = [], ...rest } = more;
  const summary: ClusterSummary = {
    ref: { hub: 'hub-eu', namespace: tenant, name, kind: KIND },
    uid: `uid-${name}`,
    tenant,
    owner: `group:default/${tenant}`,
    environment: name.split('-')[1],
    state,
    happening: { id: 'happening.ready', text: 'All is well' },
    applications: { total: 0, healthy: 0, progressing: 0, failing: 0 },
    stale: false,
    revision: '1',
    createdAt: '2026-11-01T00:00:00Z',
    ...rest,
  };
  return {
    summary,
    detail: {
      cluster: summary,
      otherJourneys: [],
      members: [],
      addons: [],
      conditions: [],
    },
    blockers: [],
    journeys: [],
    resources: [],
    progress: { ready: 0, known: 0 },
    applications: shownApplications,
  };
}

/** An Application as a cluster's page shows it. */
export const application = (name: string, message?: string): Application => ({
  hub: 'hub-eu',
  namespace: 'argocd',
  name,
  exists: true,
  role: 'tenant',
  expected: true,
  conditions: [],
  ...(message && { message }),
});

const base = (kind: string, name: string, namespace: string) => ({
  hub: 'hub-eu',
  uid: `${kind}-${name}`,
  apiVersion: 'platform.spokeport.dev/v1alpha1',
  group: 'platform.spokeport.dev',
  kind,
  namespace,
  name,
  resourceVersion: '1',
  finalizers: [],
  owners: [],
  labels: {},
  annotations: {},
  conditions: [],
});

/** A claim of a cluster as the fleet keeps it. */
export const claim = (
  name: string,
  tenant: string,
  cidr?: string,
): ProjectedClaim => ({
  ...base('TenantCluster', name, tenant),
  role: 'claim',
  form: 'claim',
  cluster: true,
  resources: [],
  paused: false,
  fields: { tenant, cidr, members: [], addons: [] },
});

/** An Application that delivers these claims. */
export const projectedApplication = (
  name: string,
  claims: ProjectedClaim[],
): ProjectedApplication => ({
  ...base('Application', name, 'argocd'),
  apiVersion: 'argoproj.io/v1alpha1',
  group: 'argoproj.io',
  role: 'application',
  project: 'default',
  destination: {},
  sources: [],
  resources: claims.map(({ group, kind, namespace, name: claimName }) => ({
    group,
    kind,
    namespace,
    name: claimName,
  })),
  history: [],
});

/** A Workflow that ran for the claim with this uid, or for none. */
export const workflow = (
  name: string,
  claimUid?: string,
  more: Partial<ProjectedWorkflow> = {},
): ProjectedWorkflow => ({
  ...base('Workflow', name, 'argo'),
  apiVersion: 'argoproj.io/v1alpha1',
  group: 'argoproj.io',
  role: 'workflow',
  labels: claimUid ? { 'spokeport.dev/claim-uid': claimUid } : {},
  createdAt: '2026-11-20T10:00:00Z',
  phase: 'Succeeded',
  template: 'handover',
  parameters: {},
  nodes: [],
  suspended: false,
  ...more,
});

/** The cluster secret that the handover made for the claim with this uid. */
export const registration = (
  name: string,
  claimUid: string,
  labels: Record<string, string>,
): ProjectedMetadata => ({
  ...base('Secret', name, 'argocd'),
  apiVersion: 'v1',
  group: '',
  role: 'cluster-secret',
  labels,
  annotations: {
    'spokeport.dev/claim-uid': claimUid,
    'spokeport.dev/name': name,
  },
});

/** An ApplicationSet of an add-on. */
export const applicationSet = (
  addon: string,
  error?: string,
): ProjectedApplicationSet => ({
  ...base('ApplicationSet', `addon-${addon}`, 'argocd'),
  apiVersion: 'argoproj.io/v1alpha1',
  group: 'argoproj.io',
  role: 'application-set',
  labels: { 'spokeport.dev/addon': addon },
  conditions: error
    ? [{ type: 'ErrorOccurred', status: 'True', message: error }]
    : [{ type: 'ErrorOccurred', status: 'False' }],
  applicationStatus: [],
  selects: [],
  resources: [],
});

/** An XRD that offers a claim, or a v2 namespaced XR. */
export const xrd = (
  kind: string,
  more: Partial<ProjectedXrd> = {},
): ProjectedXrd => ({
  ...base('CompositeResourceDefinition', kind.toLowerCase(), ''),
  apiVersion: 'apiextensions.crossplane.io/v1',
  group: 'apiextensions.crossplane.io',
  namespace: undefined,
  role: 'xrd',
  compositeKind: {
    group: 'platform.spokeport.dev',
    kind,
    plural: `${kind.toLowerCase()}s`,
  },
  scope: 'Namespaced',
  versions: ['v1alpha1'],
  cluster: false,
  conditions: [{ type: 'Established', status: 'True' }],
  ...more,
});

/** An open request for a new cluster. */
export const openRequest = (
  number: number,
  tenant: string,
  name: string,
  cidr?: string,
): TrackedRequest => ({
  hub: 'hub-eu',
  repository: 'acme/platform',
  origin: 'pull-request',
  number,
  url: `http://localhost:7008/acme/platform/pull/${number}`,
  title: `Request ${name}`,
  state: 'open',
  draft: false,
  author: 'spokeport-bot',
  requester: 'user:default/ana.souza',
  createdAt: `2026-11-2${number}T10:00:00Z`,
  updatedAt: `2026-11-2${number}T10:00:00Z`,
  reviews: [],
  base: 'main',
  trailers: { hub: 'hub-eu', claims: [] },
  changes: [
    {
      change: 'create',
      group: 'platform.spokeport.dev',
      kind: 'TenantCluster',
      namespace: tenant,
      name,
      path: `tenants/${tenant}/clusters/${name}.yaml`,
      fields: { tenant, cidr, members: [], addons: [] },
      manifest: {},
    },
  ],
});

/** What the doors read from, in a form that a test can change. */
export class FakeModel {
  clusters: ClusterView[] = [];
  /** Claims that are no clusters. */
  otherClaims: ClusterView[] = [];
  workflows: ProjectedWorkflow[] = [];
  secrets: ProjectedMetadata[] = [];
  applicationSets: ProjectedApplicationSet[] = [];
  xrds: ProjectedXrd[] = [];
  claims: ProjectedClaim[] = [];
  applications: ProjectedApplication[] = [];
  requests: TrackedRequest[] = [];
  managed: ProjectedManaged[] = [];
  usages: ProjectedUsage[] = [];
  /** What platform repositories hold, by the claim's name. */
  files: Record<string, ClaimFile> = {};
  /** Where files were looked for. */
  readonly searched: string[][] = [];
  repository: RepositoryState = {
    hub: 'hub-eu',
    url: 'http://localhost:7008/acme/platform',
    branch: 'main',
    state: 'live',
  };
  hub: HubState = {
    name: 'hub-eu',
    title: 'Hub Europe',
    state: 'live',
    heardAt: '2026-11-20T10:00:00Z',
    epoch: 0,
    kinds: [],
    message: 'connected to https://10.1.2.3:6443',
  };
  readonly #listeners = new Set<() => void>();
  readonly #fleetListeners = new Set<(change: FleetChange) => void>();

  readonly views: ClusterViews = {
    views: () => this.clusters,
    infrastructure: () => this.otherClaims,
    removed: () => [],
    view: address =>
      [...this.clusters, ...this.otherClaims].find(
        ({ summary: { ref } }) =>
          ref.hub === address.hub &&
          ref.namespace === address.namespace &&
          ref.name === address.name &&
          (address.kind === undefined || ref.kind === address.kind),
      ),
    subscribe: listener => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  readonly fleet = {
    hubs: () => [this.hub],
    hub: (name: string) => (name === this.hub.name ? this.hub : undefined),
    claims: () => this.claims,
    applications: () => this.applications,
    applicationsNamed: (_hub: string, name: string) =>
      this.applications.filter(known => known.name === name),
    applicationsTracking: (_hub: string, { name }: { name: string }) =>
      this.applications.filter(({ resources }) =>
        resources.some(resource => resource.name === name),
      ),
    applicationsTo: () => [],
    workflows: () => this.workflows,
    clusterSecrets: () => this.secrets,
    byUid: (_hub: string, uid: string) =>
      this.#objects().find(object => object.uid === uid),
    ownedBy: (_hub: string, uid: string) =>
      this.#objects().filter(({ owners }) =>
        owners.some(owner => owner.controller && owner.uid === uid),
      ),
    listed: (_hub: string, role: string) =>
      ({ xrd: this.xrds, usage: this.usages }[role] ?? this.applicationSets),
    claimsOf: (_hub: string, tenant: string) =>
      this.claims.filter(({ fields }) => fields.tenant === tenant),
    claimsAt: (_hub: string, namespace: string, name: string) =>
      this.claims.filter(
        object => object.namespace === namespace && object.name === name,
      ),
    byReference: (_hub: string, reference: { kind: string; name: string }) =>
      this.#objects().find(
        ({ kind, name }) => kind === reference.kind && name === reference.name,
      ),
    subscribe: (listener: (change: FleetChange) => void) => {
      this.#fleetListeners.add(listener);
      return () => this.#fleetListeners.delete(listener);
    },
  } as Partial<FleetReader> as FleetReader;

  readonly hubs: ShownHubs = {
    hubs: () => this.fleet.hubs(),
    hub: name => this.fleet.hub(name),
    subscribe: listener =>
      this.fleet.subscribe(change => {
        if (change.type === 'hub') {
          listener(change.hub);
        }
      }),
  };

  readonly requestReader: RequestReader = {
    repositories: () => [this.repository],
    requests: () => this.requests,
    requestsFor: ({ name }) =>
      this.requests.filter(({ changes }) =>
        changes.some(change => change.name === name),
      ),
    contains: () => undefined,
    ancestry: () => undefined,
    subscribe: listener => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  readonly claimFiles: ClaimFiles = {
    find: async ({ claim: { name }, paths }) => {
      this.searched.push(paths);
      return this.files[name];
    },
  };

  #objects(): ProjectedObject[] {
    return [
      ...this.applications,
      ...this.applicationSets,
      ...this.workflows,
      ...this.claims,
      ...this.secrets,
      ...this.managed,
    ];
  }

  /** Tells everyone that something changed. */
  changed(): void {
    this.#listeners.forEach(listener => listener());
  }

  /** Tells that an object came or is another. */
  put(object: ProjectedObject): void {
    this.#fleetListeners.forEach(listener => listener({ type: 'put', object }));
  }

  /** Tells that an object is gone. */
  remove(object: ProjectedObject): void {
    this.#fleetListeners.forEach(listener =>
      listener({ type: 'delete', object }),
    );
  }

  hubChanged(state: Partial<HubState>): void {
    this.hub = { ...this.hub, ...state };
    this.#fleetListeners.forEach(listener =>
      listener({ type: 'hub', hub: this.hub.name }),
    );
  }

  /** Replaces a cluster's summary and tells. */
  update(name: string, summary: Partial<ClusterSummary>): void {
    this.clusters = this.clusters.map(view =>
      view.summary.ref.name === name
        ? { ...view, summary: { ...view.summary, ...summary } }
        : view,
    );
    this.changed();
  }
}
