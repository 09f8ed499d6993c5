import type { AuthorizationV1Api, KubeConfig } from '@kubernetes/client-node';

/** One thing that an account may or may not do, for a SelfSubjectAccessReview. */
export interface Permission {
  verb: string;
  group: string;
  resource: string;
}

const GROUPS_READ: Record<string, string[]> = {
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiextensions.crossplane.io': [
    'compositeresourcedefinitions',
    'compositions',
    'usages',
  ],
  'protection.crossplane.io': ['usages', 'clusterusages'],
  'pkg.crossplane.io': [
    'providers',
    'providerrevisions',
    'configurations',
    'configurationrevisions',
    'functions',
    'functionrevisions',
  ],
  'argoproj.io': [
    'applications',
    'applicationsets',
    'appprojects',
    'workflows',
    'eventsources',
    'sensors',
  ],
  'kustomize.toolkit.fluxcd.io': ['kustomizations'],
  'helm.toolkit.fluxcd.io': ['helmreleases'],
  'source.toolkit.fluxcd.io': ['gitrepositories'],
  '': ['events', 'configmaps', 'secrets'],
};

const GROUPS_OPERATED: Record<string, Record<string, string[]>> = {
  'argoproj.io': {
    applications: ['get', 'patch'],
    applicationsets: ['get', 'patch'],
    workflows: ['get', 'create', 'patch'],
  },
  'kustomize.toolkit.fluxcd.io': { kustomizations: ['patch'] },
  'helm.toolkit.fluxcd.io': { helmreleases: ['patch'] },
  'source.toolkit.fluxcd.io': { gitrepositories: ['patch'] },
};

/** Kinds that only the hub knows, as its discovery names them. */
export interface ServedGroup {
  group: string;
  resources: { name: string; categories?: string[] }[];
}

const CATEGORIES = ['claim', 'composite', 'managed'];

const isServed = (served: ServedGroup[], group: string, resource: string) =>
  group === '' ||
  served.some(
    candidate =>
      candidate.group === group &&
      candidate.resources.some(({ name }) => name === resource),
  );

const ownKinds = (served: ServedGroup[]): [string, string][] =>
  served.flatMap(({ group, resources }) =>
    resources
      .filter(({ categories = [] }) =>
        categories.some(category => CATEGORIES.includes(category)),
      )
      .map(({ name }): [string, string] => [group, name]),
  );

/** What the tracker lists and watches of what a hub serves, as docs/rbac/read-role.yaml grants it. */
export function permissionsToRead(served: ServedGroup[]): Permission[] {
  const kinds = [
    ...Object.entries(GROUPS_READ).flatMap(([group, resources]) =>
      resources
        .filter(resource => isServed(served, group, resource))
        .map((resource): [string, string] => [group, resource]),
    ),
    ...ownKinds(served),
  ];
  return kinds.flatMap(([group, resource]) =>
    ['list', 'watch'].map(verb => ({ verb, group, resource })),
  );
}

/**
 * What operations do to objects of a hub, as docs/rbac/operate-role.yaml grants it.
 *
 * @param options.argocd - whether Argo CD is connected: then Applications are left to it
 * @param options.argoServer - whether Argo Server is connected: then Workflows are left to it
 */
export function permissionsToOperate(
  served: ServedGroup[],
  options: { argocd: boolean; argoServer: boolean },
): Permission[] {
  const left = new Set([
    ...(options.argocd ? ['applications'] : []),
    ...(options.argoServer ? ['workflows'] : []),
  ]);
  return [
    ...Object.entries(GROUPS_OPERATED).flatMap(([group, resources]) =>
      Object.entries(resources)
        .filter(
          ([resource]) =>
            !left.has(resource) && isServed(served, group, resource),
        )
        .flatMap(([resource, verbs]) =>
          verbs.map(verb => ({ verb, group, resource })),
        ),
    ),
    ...ownKinds(served).map(([group, resource]) => ({
      verb: 'patch',
      group,
      resource,
    })),
  ];
}

/** What is missing of these permissions, in words: one entry a resource. */
export async function missingPermissions(
  api: AuthorizationV1Api,
  permissions: Permission[],
): Promise<string[]> {
  const missing = new Map<string, string[]>();
  for (const { verb, group, resource } of permissions) {
    const review = await api.createSelfSubjectAccessReview({
      body: { spec: { resourceAttributes: { group, resource, verb } } },
    });
    if (!review.status?.allowed) {
      const name = [resource, group].filter(Boolean).join('.');
      missing.set(name, [...(missing.get(name) ?? []), verb]);
    }
  }
  return Array.from(missing, ([name, verbs]) => `${verbs.join(', ')} ${name}`);
}

/** Everything that a hub serves in groups other than Kubernetes' own. */
export async function discoverGroups(
  config: KubeConfig,
): Promise<ServedGroup[]> {
  const { ApisApi, CustomObjectsApi } = await import('@kubernetes/client-node');
  const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
  const resources = config.makeApiClient(CustomObjectsApi);
  const served: ServedGroup[] = [];
  for (const { name, preferredVersion } of groups) {
    if (name.includes('.') && preferredVersion) {
      const list = await resources.getAPIResources({
        group: name,
        version: preferredVersion.version,
      });
      served.push({ group: name, resources: list.resources });
    }
  }
  return served;
}
