import { LoadObject } from '../LoadCollection';
import { apiVersionOf, KINDS, LoadKind } from '../LoadKind';
import { uidOf } from '../SeededRandom';
import { crossplaneConditions } from './conditions';
import { FleetPlan } from './FleetPlan';

const CREATED = '2026-03-01T08:00:00Z';

/** Objects of a hub that belong to no cluster, each with its kind. */
export type KindedObject = [LoadKind, LoadObject];

function objectOf(
  kind: LoadKind,
  identity: { hub: string; name: string; namespace?: string },
  rest: { metadata?: object; [field: string]: unknown } = {},
): KindedObject {
  const { hub, name, namespace } = identity;
  const { metadata, ...fields } = rest;
  return [
    kind,
    {
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
      metadata: {
        name,
        ...(namespace && { namespace }),
        uid: uidOf(hub, kind.group, kind.plural, namespace ?? '', name),
        creationTimestamp: CREATED,
        generation: 1,
        ...metadata,
      },
      ...fields,
    },
  ];
}

function crdOf(hub: string, kind: LoadKind): KindedObject {
  return objectOf(
    KINDS.crd,
    { hub, name: `${kind.plural}.${kind.group}` },
    {
      spec: {
        group: kind.group,
        names: {
          kind: kind.kind,
          plural: kind.plural,
          categories: kind.categories ?? [],
        },
        scope: kind.namespaced ? 'Namespaced' : 'Cluster',
        versions: [{ name: kind.version, served: true, storage: true }],
      },
    },
  );
}

function xrdOf(
  hub: string,
  composite: LoadKind,
  options: { claim?: LoadKind; cluster?: boolean; scope?: string } = {},
): KindedObject {
  const names = ({ kind, plural }: LoadKind) => ({ kind, plural });
  return objectOf(
    KINDS.xrd,
    { hub, name: `${composite.plural}.${composite.group}` },
    {
      metadata: options.cluster
        ? { labels: { 'spokeport.dev/cluster': 'true' } }
        : {},
      spec: {
        group: composite.group,
        names: names(composite),
        ...(options.claim && { claimNames: names(options.claim) }),
        scope: options.scope ?? 'LegacyCluster',
        versions: [
          { name: composite.version, served: true, referenceable: true },
        ],
      },
      status: {
        conditions: [
          { type: 'Established', status: 'True', reason: 'WatchingComposite' },
          { type: 'Offered', status: 'True', reason: 'WatchingClaim' },
        ].map(condition => ({ ...condition, lastTransitionTime: CREATED })),
      },
    },
  );
}

/** Namespaces, CRDs, XRDs, Compositions, provider configurations, projects and sets of applications of one hub. */
export function platformObjects(
  plan: FleetPlan,
  index: number,
  hub: string,
): KindedObject[] {
  const { seed } = plan;
  const tenants = plan.tenants.filter(tenant => tenant.hub === index);
  const addons = [...new Set(plan.clusters.flatMap(one => one.addons))];
  const custom = [
    ...Object.values(KINDS).filter(
      ({ group }) => group.includes('.') && !group.endsWith('.k8s.io'),
    ),
    ...plan.managedKinds,
  ];
  const namespaces = [
    'kube-system',
    'default',
    'argocd',
    'argo',
    'argo-events',
    'crossplane-system',
    ...tenants.map(({ name }) => name),
  ];
  return [
    ...namespaces.map(name => objectOf(KINDS.namespace, { hub, name })),
    ...custom.map(kind => crdOf(hub, kind)),
    xrdOf(hub, KINDS.composite, { claim: KINDS.claim, cluster: true }),
    xrdOf(hub, KINDS.network),
    xrdOf(hub, KINDS.store, { scope: 'Namespaced' }),
    ...['xtenantclusters', 'xnetworks', 'objectstores'].map(name =>
      objectOf(
        KINDS.composition,
        { hub, name },
        { spec: { mode: 'Pipeline', pipeline: [] } },
      ),
    ),
    ...tenants.flatMap(({ name }) => [
      objectOf(
        KINDS.providerConfig,
        { hub, name },
        { status: { users: 100, conditions: [] } },
      ),
      objectOf(
        KINDS.appProject,
        { hub, name, namespace: 'argocd' },
        {
          spec: {
            sourceRepos: ['https://github.com/acme/*'],
            destinations: [{ namespace: name, server: '*' }],
          },
        },
      ),
    ]),
    objectOf(KINDS.appProject, { hub, name: 'platform', namespace: 'argocd' }),
    objectOf(KINDS.eventSource, {
      hub,
      name: 'clusters',
      namespace: 'argo-events',
    }),
    objectOf(KINDS.sensor, { hub, name: 'handover', namespace: 'argo-events' }),
    ...addons.map(addon =>
      objectOf(
        KINDS.applicationSet,
        { hub, name: `addons-${addon}`, namespace: 'argocd' },
        {
          metadata: { uid: uidOf(seed, 'applicationset', index, addon) },
          spec: { generators: [{ clusters: {} }] },
          status: {
            conditions: [
              {
                type: 'ErrorOccurred',
                status: 'False',
                reason: 'ApplicationSetUpToDate',
                lastTransitionTime: CREATED,
              },
            ],
          },
        },
      ),
    ),
  ];
}

/** A claim that is no cluster: an XR of Crossplane 2 in its tenant's namespace. */
export function storeOf(plan: FleetPlan, index: number): KindedObject {
  const tenant = plan.tenants[index % plan.tenants.length].name;
  return objectOf(
    KINDS.store,
    { hub: `stores-${plan.seed}`, name: `assets-${index}`, namespace: tenant },
    {
      metadata: { labels: { 'spokeport.dev/tenant': tenant }, generation: 2 },
      spec: {
        region: 'eu-west-1',
        crossplane: {
          compositionRef: { name: 'objectstores' },
          resourceRefs: [],
        },
      },
      status: {
        conditions: crossplaneConditions({ at: CREATED, generation: 2 }),
      },
    },
  );
}
