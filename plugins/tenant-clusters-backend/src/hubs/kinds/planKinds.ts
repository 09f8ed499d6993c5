import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';
import {
  ClaimMeaning,
  DEFAULT_CLAIM_FIELDS,
  isBuiltInGroup,
  ProjectedEventSource,
  ProjectedXrd,
  ProjectionPlan,
} from '../../projections';
import type { WatchedResource } from '../reflector/ResourceRequest';
import { eventSelectors } from './eventSelectors';
import { FIXED_KINDS, PROVIDER_CONFIG_KINDS } from './fixedKinds';
import { kindKey, ServedResource, ServedResources } from './ServedResource';

/** A kind to watch, and what its objects are. */
export interface KindPlan {
  resource: WatchedResource;
  plan: ProjectionPlan;
}

/** What the choice of kinds follows from. */
export interface KindFacts {
  resources: ServedResources;
  xrds: Iterable<ProjectedXrd>;
  eventSources: Iterable<ProjectedEventSource>;
  clusterKinds: ClusterKind[];
  /** Kinds that something refers to, or that were found to have objects, by {@link kindKey}. */
  wanted: ReadonlySet<string>;
}

/**
 * Decides which kinds of a hub are watched, by {@link kindKey}, and a selector where one kind is watched by several. Kinds that
 * the hub does not serve are left out.
 */
export function planKinds(facts: KindFacts): Map<string, KindPlan> {
  const { resources, wanted } = facts;
  const plans = new Map<string, KindPlan>();
  for (const { group, kind, plan, ...selection } of FIXED_KINDS) {
    const resource = resources.get(kindKey(group, kind));
    if (resource) {
      plans.set(kindKey(group, kind), {
        resource: { ...watched(resource), ...selection },
        plan,
      });
    }
  }
  const add = (key: string, plan: ProjectionPlan) => {
    const resource = resources.get(key);
    if (resource && !plans.has(key)) {
      plans.set(key, { resource: watched(resource), plan });
    }
  };
  addClaims(facts, add);
  addForeignEvents(facts, plans);
  for (const [key, resource] of resources) {
    if (PROVIDER_CONFIG_KINDS.has(resource.kind)) {
      add(key, { role: 'provider-config' });
      // None of Kubernetes itself is watched because something refers to it: they may hold secrets.
    } else if (wanted.has(key) && !isBuiltInGroup(resource.group)) {
      add(key, { role: 'managed' });
    }
  }
  return plans;
}

/** ConfigMaps by which a platform of its own making tells of its clusters; as metadata, like ours. */
function addForeignEvents(
  { resources, eventSources }: KindFacts,
  plans: Map<string, KindPlan>,
): void {
  const key = kindKey('', 'ConfigMap');
  const resource = resources.get(key);
  if (resource) {
    for (const labelSelector of eventSelectors(eventSources)) {
      plans.set(`${key}?${labelSelector}`, {
        resource: { ...watched(resource), labelSelector, metadataOnly: true },
        plan: { role: 'cluster-event' },
      });
    }
  }
}

function addClaims(
  { xrds, clusterKinds }: KindFacts,
  add: (key: string, plan: ProjectionPlan) => void,
): void {
  for (const { compositeKind, claimKind, cluster: labelled } of xrds) {
    // The claim's kind may be configured, or the XR's: both are the same cluster.
    const kinds = claimKind ? [claimKind, compositeKind] : [compositeKind];
    const keys = kinds.map(({ group, kind }) => kindKey(group, kind));
    const configured = clusterKinds.find(({ group, kind }) =>
      keys.includes(kindKey(group, kind)),
    );
    const meaning: ClaimMeaning = {
      cluster:
        configured !== undefined || (labelled && clusterKinds.length === 0),
      fields: { ...DEFAULT_CLAIM_FIELDS, ...configured?.fields },
    };
    if (claimKind) {
      add(keys[0], { role: 'claim', ...meaning });
    }
    add(keys[keys.length - 1], { role: 'xr', ...meaning });
  }
  // Cluster kinds that no XRD offers, for example of an operator.
  for (const { group, kind, fields } of clusterKinds) {
    add(kindKey(group, kind), {
      role: 'xr',
      cluster: true,
      fields: { ...DEFAULT_CLAIM_FIELDS, ...fields },
    });
  }
}

function watched({
  group,
  version,
  kind,
  plural,
}: ServedResource): WatchedResource {
  return { group, version, kind, plural };
}
