import type { ServedGroup } from './hubPermissions.ts';

interface ClusterRole {
  apiVersion: 'rbac.authorization.k8s.io/v1';
  kind: 'ClusterRole';
  metadata: { name: string; labels: Record<string, string> };
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

/** Categories of Crossplane's CRDs. */
const CATEGORIES = ['claim', 'composite', 'managed'];

/**
 * Roles for the claims, composites and managed resources that a hub has now, made from its discovery: RBAC cannot say
 * `*.aws.upbound.io`, and everything would include Secrets. They aggregate into those of docs/rbac. To be made again when CRDs
 * appear.
 */
export function rolesOfKinds(groups: ServedGroup[]): ClusterRole[] {
  const role = (
    name: string,
    aggregate: string,
    verbs: string[],
  ): ClusterRole => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name,
      labels: { [`spokeport.dev/aggregate-to-${aggregate}`]: 'true' },
    },
    rules: kindsOf(groups).map(({ group, resources }) => ({
      apiGroups: [group],
      resources,
      verbs,
    })),
  });
  return [
    role('spokeport-read-kinds', 'read', ['get', 'list', 'watch']),
    role('spokeport-operate-kinds', 'operate', ['patch']),
  ];
}

function kindsOf(
  groups: ServedGroup[],
): { group: string; resources: string[] }[] {
  const found = new Map<string, Set<string>>();
  for (const { group, resources } of groups) {
    for (const { name, categories = [] } of resources) {
      const isOurs =
        !name.includes('/') &&
        categories.some(category => CATEGORIES.includes(category));
      if (isOurs && group !== '') {
        found.set(group, (found.get(group) ?? new Set()).add(name));
      }
    }
  }
  return Array.from(found, ([group, names]) => ({
    group,
    resources: Array.from(names).sort(),
  })).sort((a, b) => (a.group < b.group ? -1 : 1));
}
