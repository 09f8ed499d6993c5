import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  CLUSTER_ANNOTATION,
  SPOKEPORT_LABELS,
  requestNumber,
  stringifyClusterRef,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Owner of clusters that name none, for example spokes that are only registered. */
const FALLBACK_OWNER = 'group:default/unknown';
const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const TAG = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;

/** Only what the catalog accepts: one odd value from a hub must not cost the whole entity. */
function validLabels(
  labels: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] =>
      LABEL_VALUE.test(entry[1] ?? ''),
    ),
  );
}

/** The catalog's view of one cluster. What moves often (state, journey) is left to the pages, which show it live. */
export function clusterEntity(
  cluster: ClusterSummary,
  name: string,
): ResourceEntity {
  const { ref, tenant, environment, region, kubernetesVersion } = cluster;
  const location = `tenant-clusters:${stringifyClusterRef(ref)}`;
  const request = cluster.journey?.request;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: ref.name === name ? undefined : `${ref.name} on ${ref.hub}`,
      description: [
        environment ? `${environment} cluster` : 'Cluster',
        tenant ? `of ${tenant}` : undefined,
        region ? `in ${region}` : undefined,
        kubernetesVersion ? `with Kubernetes ${kubernetesVersion}` : undefined,
      ]
        .filter(Boolean)
        .join(' '),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [CLUSTER_ANNOTATION]: stringifyClusterRef(ref),
      },
      labels: validLabels({
        [SPOKEPORT_LABELS.tenant]: tenant,
        [SPOKEPORT_LABELS.environment]: environment,
      }),
      tags: [environment].filter((tag): tag is string => TAG.test(tag ?? '')),
      links: request
        ? [{ url: request.url, title: `Request ${requestNumber(request)}` }]
        : [],
    },
    spec: {
      type: 'kubernetes-cluster',
      owner: cluster.owner ?? FALLBACK_OWNER,
    },
  };
}

const ENTITY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/**
 * Entities of all clusters. A name that two hubs use gets its hub behind it on every hub but the first, so that no entity
 * replaces another; clusters that are only requested, and names that the catalog refuses, are left out.
 */
export function clusterEntities(clusters: ClusterSummary[]): ResourceEntity[] {
  const taken = new Set<string>();
  const entities: ResourceEntity[] = [];
  for (const cluster of clusters) {
    const { name, hub } = cluster.ref;
    const entityName = taken.has(name) ? `${name}-${hub}` : name;
    if (
      cluster.state !== 'Requested' &&
      ENTITY_NAME.test(entityName) &&
      !taken.has(entityName)
    ) {
      taken.add(entityName);
      entities.push(clusterEntity(cluster, entityName));
    }
  }
  return entities;
}
