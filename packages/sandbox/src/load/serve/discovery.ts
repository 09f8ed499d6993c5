import { LoadHub } from '../LoadHub';
import { LoadKind } from '../LoadKind';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const nameOf = ({ kind }: LoadKind) => kind.toLowerCase();

function byGroup(hub: LoadHub, core: boolean): Map<string, LoadKind[]> {
  const groups = new Map<string, LoadKind[]>();
  for (const { kind } of hub.collections()) {
    if ((kind.group === '') === core) {
      groups.set(kind.group, [...(groups.get(kind.group) ?? []), kind]);
    }
  }
  return groups;
}

/** Answers `/api` or `/apis` as aggregated discovery (`apidiscovery.k8s.io/v2`). */
export function aggregatedDiscovery(hub: LoadHub, core: boolean) {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: Array.from(byGroup(hub, core), ([group, kinds]) => ({
      metadata: { ...(group && { name: group }), creationTimestamp: null },
      versions: [...new Set(kinds.map(({ version }) => version))].map(
        version => ({
          version,
          freshness: 'Current',
          resources: kinds
            .filter(kind => kind.version === version)
            .map(kind => ({
              resource: kind.plural,
              responseKind: { group, version, kind: kind.kind },
              scope: kind.namespaced ? 'Namespaced' : 'Cluster',
              singularResource: nameOf(kind),
              verbs: VERBS,
              ...(kind.categories && { categories: kind.categories }),
            })),
        }),
      ),
    })),
  };
}

/** Answers `/apis` for clients that do not know aggregated discovery. */
export function groupList(hub: LoadHub) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: Array.from(byGroup(hub, false), ([name, kinds]) => {
      const versions = [...new Set(kinds.map(({ version }) => version))].map(
        version => ({ groupVersion: `${name}/${version}`, version }),
      );
      return { name, versions, preferredVersion: versions[0] };
    }),
  };
}

/** Answers `/api/v1` and `/apis/<group>/<version>`. */
export function resourceList(hub: LoadHub, group: string, version: string) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? `${group}/${version}` : version,
    resources: hub
      .collections()
      .map(({ kind }) => kind)
      .filter(kind => kind.group === group && kind.version === version)
      .map(kind => ({
        name: kind.plural,
        singularName: nameOf(kind),
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: VERBS,
        ...(kind.categories && { categories: kind.categories }),
      })),
  };
}
