import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Filters of the cluster list; values of one filter are alternatives. */
export interface ClusterFilter {
  hub?: string[];
  tenant?: string[];
  owner?: string[];
  environment?: string[];
  text?: string;
}

const among = (values: string[] | undefined, value: string | undefined) =>
  !values?.length || (value !== undefined && values.includes(value));

/** Whether a cluster passes every filter but that of its state. */
export function matchesFilter(
  cluster: ClusterSummary,
  filter: ClusterFilter,
): boolean {
  const { ref } = cluster;
  return (
    among(filter.hub, ref.hub) &&
    among(filter.tenant, cluster.tenant) &&
    among(filter.owner, cluster.owner) &&
    among(filter.environment, cluster.environment) &&
    matchesText(cluster, filter.text)
  );
}

/** Every word has to be found somewhere in what the list shows of the cluster. */
function matchesText(cluster: ClusterSummary, text: string | undefined) {
  const words = text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  if (words.length === 0) {
    return true;
  }
  const shown = [
    cluster.ref.name,
    cluster.ref.namespace,
    cluster.ref.hub,
    cluster.tenant,
    cluster.environment,
    cluster.region,
    cluster.kubernetesVersion,
    cluster.cidr,
    cluster.state,
    cluster.happening.text,
    cluster.journey?.request?.title,
  ]
    .join('\n')
    .toLowerCase();
  return words.every(word => shown.includes(word));
}
