import type { HubConnection } from '../connection/HubConnection';
import { HubError } from '../connection/HubError';
import { kindKey, ServedResource, ServedResources } from './ServedResource';

const AGGREGATED_ACCEPT = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/**
 * An XRD is read as v1 where that is served. Read as v2, one that was stored before there were scopes would be given v2's
 * default, Namespaced, though it is LegacyCluster.
 */
const PREFERRED_VERSIONS: Record<string, string> = {
  [kindKey('apiextensions.crossplane.io', 'CompositeResourceDefinition')]: 'v1',
};

interface GroupVersion {
  group: string;
  version: string;
  resources: {
    kind: string;
    plural: string;
    namespaced: boolean;
    categories: string[];
    verbs: string[];
  }[];
}

/**
 * Everything that a hub serves and that can be watched, by {@link kindKey}. Aggregated discovery (Kubernetes 1.27) takes two
 * requests; an older server is asked group by group.
 *
 * @param options.known - kept for groups that cannot answer now
 * @throws HubError when the hub does not answer at all
 */
export async function discover(options: {
  connection: HubConnection;
  signal: AbortSignal;
  known?: ServedResources;
}): Promise<ServedResources> {
  const found = new Map<string, ServedResource>();
  const silent = new Set<string>();
  for (const root of ['/api', '/apis']) {
    const document = (await options.connection.json({
      path: root,
      accept: AGGREGATED_ACCEPT,
      signal: options.signal,
    })) as DiscoveryDocument | null;
    const versions =
      document?.kind === 'APIGroupDiscoveryList'
        ? readAggregated(document, silent)
        : await readPlain(document, root, silent, options);
    for (const version of versions) {
      addResources(found, version);
    }
  }
  for (const [key, resource] of options.known ?? []) {
    if (silent.has(resource.group) && !found.has(key)) {
      found.set(key, resource);
    }
  }
  return found;
}

/** Adds what is not there yet in a preferred version; versions come in the hub's order of preference. */
function addResources(
  found: Map<string, ServedResource>,
  { group, version, resources }: GroupVersion,
): void {
  for (const { verbs, ...resource } of resources) {
    const key = kindKey(group, resource.kind);
    const better = !found.has(key) || PREFERRED_VERSIONS[key] === version;
    if (better && verbs.includes('list') && verbs.includes('watch')) {
      found.set(key, { group, version, ...resource });
    }
  }
}

interface DiscoveryDocument {
  kind?: string;
  /** Aggregated. */
  items?: {
    metadata?: { name?: string };
    versions?: {
      version?: string;
      freshness?: string;
      resources?: {
        resource?: string;
        responseKind?: { kind?: string };
        scope?: string;
        categories?: string[];
        verbs?: string[];
      }[];
    }[];
  }[];
  /** `/api`. */
  versions?: unknown;
  /** `/apis`. */
  groups?: { name?: string; versions?: { version?: string }[] }[];
}

function readAggregated(
  document: DiscoveryDocument,
  silent: Set<string>,
): GroupVersion[] {
  return (document.items ?? []).flatMap(item => {
    const group = item.metadata?.name ?? '';
    return (item.versions ?? []).map(({ version, freshness, resources }) => {
      if (freshness === 'Stale') {
        silent.add(group);
      }
      return {
        group,
        version: version ?? '',
        resources: (resources ?? []).map(resource => ({
          kind: resource.responseKind?.kind ?? '',
          plural: resource.resource ?? '',
          namespaced: resource.scope === 'Namespaced',
          categories: resource.categories ?? [],
          verbs: resource.verbs ?? [],
        })),
      };
    });
  });
}

interface ResourceListDocument {
  resources?: {
    name?: string;
    kind?: string;
    namespaced?: boolean;
    categories?: string[];
    verbs?: string[];
  }[];
}

async function readPlain(
  document: DiscoveryDocument | null,
  root: string,
  silent: Set<string>,
  options: { connection: HubConnection; signal: AbortSignal },
): Promise<GroupVersion[]> {
  const versions =
    root === '/api'
      ? [{ group: '', version: 'v1' }]
      : (document?.groups ?? []).flatMap(group =>
          (group.versions ?? []).map(({ version }) => ({
            group: group.name ?? '',
            version: version ?? '',
          })),
        );
  const found: GroupVersion[] = [];
  for (const { group, version } of versions) {
    try {
      const list = (await options.connection.json({
        path: group ? `${root}/${group}/${version}` : `${root}/${version}`,
        signal: options.signal,
      })) as ResourceListDocument | null;
      found.push({ group, version, resources: readResources(list) });
    } catch (error) {
      // An aggregated API that is down takes only its own group along.
      if (
        !(error instanceof HubError) ||
        !['failing', 'absent', 'forbidden'].includes(error.type)
      ) {
        throw error;
      }
      silent.add(group);
    }
  }
  return found;
}

function readResources(
  list: ResourceListDocument | null,
): GroupVersion['resources'] {
  return (list?.resources ?? [])
    .filter(({ name }) => name && !name.includes('/'))
    .map(resource => ({
      kind: resource.kind ?? '',
      plural: resource.name ?? '',
      namespaced: resource.namespaced === true,
      categories: resource.categories ?? [],
      verbs: resource.verbs ?? [],
    }));
}
