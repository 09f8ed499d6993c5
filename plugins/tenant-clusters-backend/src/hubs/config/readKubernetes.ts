import { Config } from '@backstage/config';
import type { HubKubernetes } from './HubConfig';
import { readPluginCluster } from './readPluginCluster';

const misconfigured = (reason: string): HubKubernetes => ({
  type: 'misconfigured',
  reason,
});

/**
 * Reads `tenantClusters.hubs[].kubernetes`. What is wrong in it makes the hub misconfigured and stops nothing else.
 *
 * @param options.root - for `kubernetes.clusterLocatorMethods`, where a cluster of the `kubernetes` plugin stands
 * @param options.hub - what has the section `kubernetes`: a hub, or its `operations`
 */
export function readKubernetes(options: {
  root: Config;
  hub: Config;
}): HubKubernetes {
  try {
    const config = options.hub.getOptionalConfig('kubernetes');
    if (!config) {
      return misconfigured('The hub has no kubernetes section.');
    }
    const context = config.getOptionalString('context');
    const path = config.getOptionalString('kubeconfig');
    const content = config.getOptionalString('kubeconfigContent');
    const cluster = config.getOptionalString('cluster');
    const inCluster = config.getOptionalBoolean('inCluster') ?? false;
    const ways = [path, content, cluster, inCluster || undefined];
    if (ways.filter(way => way !== undefined).length !== 1) {
      return misconfigured(
        'The hub needs exactly one of kubeconfig, kubeconfigContent, cluster and inCluster.',
      );
    }
    if (path !== undefined) {
      return { type: 'kubeconfig', path, context };
    }
    if (content !== undefined) {
      return { type: 'inline', content, context };
    }
    return cluster === undefined
      ? { type: 'in-cluster' }
      : readPluginCluster(options.root, cluster);
  } catch {
    // The reader's message may quote the value that it does not like.
    return misconfigured(
      "The hub's kubernetes section has a value of the wrong type.",
    );
  }
}
