import { Config } from '@backstage/config';
import type { HubKubernetes } from './HubConfig';

const misconfigured = (reason: string): HubKubernetes => ({
  type: 'misconfigured',
  reason,
});

/** Where `kubectl proxy` listens, as the kubernetes plugin takes it for granted. */
const LOCAL_PROXY = 'http://localhost:8001';

/** Ways in that ask for the credentials of whoever looks at a page. Nobody looks when a hub is watched. */
const OF_A_PERSON = new Set(['google', 'oidc', 'aks', 'microsoft', 'pinniped']);

/**
 * A cluster of `kubernetes.clusterLocatorMethods[]`: any of those of type `config`, and the one of `localKubectlProxy`, whose
 * name is `local`. Others learn their clusters from elsewhere when the portal runs.
 * (backstage/backstage:plugins/kubernetes-backend/src/cluster-locator/{index,ConfigClusterLocator,LocalKubectlProxyLocator}.ts)
 */
export function readPluginCluster(root: Config, name: string): HubKubernetes {
  const methods =
    root.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const cluster = methods
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .find(candidate => candidate.getOptionalString('name') === name);
  if (cluster) {
    return readCluster(cluster, name);
  }
  const proxied = methods.some(
    method => method.getOptionalString('type') === 'localKubectlProxy',
  );
  return proxied && name === 'local'
    ? { type: 'direct', url: LOCAL_PROXY }
    : misconfigured(
        `The configuration of the kubernetes plugin has no cluster '${name}' of the type config.`,
      );
}

function readCluster(cluster: Config, name: string): HubKubernetes {
  const url = cluster.getOptionalString('url');
  if (!url) {
    return misconfigured(
      `The cluster '${name}' of the kubernetes plugin has no url.`,
    );
  }
  const provider = providerOf(cluster);
  const token = cluster.getOptionalString('serviceAccountToken');
  if (provider === 'localKubectlProxy') {
    return { type: 'direct', url };
  }
  if (provider !== 'serviceAccount') {
    return misconfigured(
      OF_A_PERSON.has(provider)
        ? `The cluster '${name}' of the kubernetes plugin is entered by each person with their own account (${provider}); the portal needs one of its own: name a kubeconfig for this hub.`
        : `The cluster '${name}' of the kubernetes plugin is entered by '${provider}', which only that plugin can do: name a kubeconfig for this hub, with an exec plugin where the cloud has one.`,
    );
  }
  if (!token) {
    return misconfigured(
      `The cluster '${name}' of the kubernetes plugin has no serviceAccountToken; name a kubeconfig for this hub, or inCluster where the portal runs in it.`,
    );
  }
  const caData = cluster.getOptionalString('caData');
  return {
    type: 'direct',
    url,
    certificateAuthority: caData
      ? Buffer.from(caData, 'base64').toString('utf8')
      : undefined,
    certificateAuthorityFile: cluster.getOptionalString('caFile'),
    skipTlsVerify: cluster.getOptionalBoolean('skipTLSVerify'),
    token: async () => token,
  };
}

/** `authProvider`, or its newer form in `authMetadata`. */
function providerOf(cluster: Config): string {
  // Its keys have dots, which a path of the configuration may not have.
  const metadata = cluster.getOptional('authMetadata');
  const newer =
    typeof metadata === 'object' && metadata !== null
      ? Object.entries(metadata).find(
          ([key]) => key === 'kubernetes.io/auth-provider',
        )?.[1]
      : undefined;
  return (
    cluster.getOptionalString('authProvider') ??
    (typeof newer === 'string' ? newer : 'serviceAccount')
  );
}
