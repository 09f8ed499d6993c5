import { DefaultHubStore, ServedType, splitApiVersion } from '../store';

const readWrite = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];
const statusVerbs = ['get', 'patch', 'update'];

/** Resources that can only be created: questions about oneself. */
export const reviewResources = [
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
  },
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
  },
  {
    group: 'authentication.k8s.io',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
  },
];

// The API server's own groups come first, then the CRDs'; a version newer than another is preferred.
function groupVersions(types: ServedType[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const named = [
    ...types,
    ...reviewResources.map(({ group }) => ({ group, version: 'v1' })),
  ];
  for (const { group, version } of named) {
    const versions = groups.get(group) ?? [];
    if (!versions.includes(version)) {
      groups.set(group, [...versions, version].sort(byPriority));
    }
  }
  return groups;
}

// v2 before v1 before v1beta2 before v1alpha1 (apimachinery version.CompareKubeAwareVersionStrings).
function byPriority(a: string, b: string): number {
  const rank = (version: string) => {
    const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    const stage = { alpha: 1, beta: 2 }[found?.[2] ?? ''] ?? 3;
    return found
      ? stage * 1e6 + Number(found[1]) * 1e3 + Number(found[3] ?? 0)
      : 0;
  };
  return rank(b) - rank(a);
}

function apiGroup(group: string, versions: string[]) {
  const entries = versions.map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

/** Answers `/apis`. */
export function apiGroupList(store: DefaultHubStore) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...groupVersions(store.registry.all())]
      .filter(([group]) => group)
      .map(([group, versions]) => apiGroup(group, versions)),
  };
}

/** Answers `/apis/<group>`; undefined when no such group is served. */
export function apiGroupOf(store: DefaultHubStore, group: string) {
  const versions = groupVersions(store.registry.all()).get(group);
  return (
    versions && {
      kind: 'APIGroup',
      apiVersion: 'v1',
      ...apiGroup(group, versions),
    }
  );
}

/** Answers `/api/v1` and `/apis/<group>/<version>`; undefined when nothing is served there. */
export function apiResourceList(store: DefaultHubStore, apiVersion: string) {
  const types = store.registry
    .all()
    .filter(type => type.apiVersion === apiVersion);
  const { group } = splitApiVersion(apiVersion);
  const reviews = reviewResources.filter(
    review => `${review.group}/v1` === apiVersion,
  );
  if (!types.length && !reviews.length) {
    return undefined;
  }
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersion,
    resources: [
      ...types.flatMap(apiResources),
      ...reviews.map(review => ({
        name: review.plural,
        singularName: review.kind.toLowerCase(),
        namespaced: false,
        kind: review.kind,
        group,
        version: 'v1',
        verbs: ['create'],
      })),
    ],
  };
}

function apiResources(type: ServedType) {
  const { plural, singular, namespaced, kind, shortNames, categories } = type;
  const resource = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: readWrite,
    ...(shortNames.length ? { shortNames } : {}),
    ...(categories.length ? { categories } : {}),
  };
  return type.statusSubresource
    ? [
        resource,
        {
          name: `${plural}/status`,
          singularName: '',
          namespaced,
          kind,
          verbs: statusVerbs,
        },
      ]
    : [resource];
}

/** Answers `/api` or `/apis` as aggregated discovery (`apidiscovery.k8s.io/v2`): everything at once. */
export function aggregatedDiscovery(store: DefaultHubStore, core: boolean) {
  const types = store.registry.all();
  const groups = [...groupVersions(types)].filter(
    ([group]) => (group === '') === core,
  );
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(([group, versions]) => ({
      metadata: { ...(group ? { name: group } : {}), creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        freshness: 'Current',
        resources: [
          ...types
            .filter(type => type.group === group && type.version === version)
            .map(discoveryOf),
          ...reviewResources
            .filter(review => review.group === group)
            .map(reviewDiscovery),
        ],
      })),
    })),
  };
}

function discoveryOf(type: ServedType) {
  const responseKind = {
    group: type.group,
    version: type.version,
    kind: type.kind,
  };
  return {
    resource: type.plural,
    responseKind,
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: readWrite,
    ...(type.shortNames.length ? { shortNames: type.shortNames } : {}),
    ...(type.categories.length ? { categories: type.categories } : {}),
    ...(type.statusSubresource
      ? {
          subresources: [
            { subresource: 'status', responseKind, verbs: statusVerbs },
          ],
        }
      : {}),
  };
}

function reviewDiscovery(review: (typeof reviewResources)[number]) {
  return {
    resource: review.plural,
    responseKind: { group: review.group, version: 'v1', kind: review.kind },
    scope: 'Cluster',
    singularResource: review.kind.toLowerCase(),
    verbs: ['create'],
  };
}
