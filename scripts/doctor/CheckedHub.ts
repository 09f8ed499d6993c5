import type { Config } from '@backstage/config';
import type { KubeConfig } from '@kubernetes/client-node';

/** How an account of a hub is given in the configuration. */
export interface Account {
  kubeconfig?: string;
  kubeconfigContent?: string;
  /** Named in the kubernetes plugin's configuration. */
  cluster?: string;
  context?: string;
}

export interface CheckedHub {
  name: string;
  reading: Account;
  /** For operations, where that is another account. */
  operating?: Account;
  argocd: Connection[];
  argoServer?: Connection;
  patchApplications: boolean;
}

/** An API beside the hub's own. */
export interface Connection {
  title: string;
  /** Where it says who one is. */
  url: string;
  token: string;
  ca?: string;
}

function readAccount(section: Config): Account {
  return {
    kubeconfig: section.getOptionalString('kubeconfig'),
    kubeconfigContent: section.getOptionalString('kubeconfigContent'),
    cluster: section.getOptionalString('cluster'),
    context: section.getOptionalString('context'),
  };
}

export function readHub(hub: Config): CheckedHub {
  const operating = hub.getOptionalConfig('operations.kubernetes');
  const connection = (
    section: Config,
    title: string,
    door: string,
  ): Connection[] => {
    const url =
      section.getOptionalString('apiUrl') ?? section.getOptionalString('url');
    const token = section.getOptionalString('token');
    const ca = section.getOptionalString('caFile');
    return url && token
      ? [{ title, url: `${url.replace(/\/+$/, '')}${door}`, token, ca }]
      : [];
  };
  const argoServer = hub.getOptionalConfig('argoServer');
  return {
    name: hub.getString('name'),
    reading: readAccount(hub.getConfig('kubernetes')),
    operating: operating && readAccount(operating),
    argocd: (hub.getOptionalConfigArray('argocd') ?? []).flatMap(section =>
      connection(section, 'Argo CD', '/api/v1/session/userinfo'),
    ),
    argoServer:
      argoServer &&
      connection(argoServer, 'Argo Server', '/api/v1/userinfo')[0],
    patchApplications:
      hub.getOptionalBoolean('operations.patchApplications') ?? false,
  };
}

export async function openAccount(account: Account): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  if (account.kubeconfig) {
    config.loadFromFile(account.kubeconfig);
  } else if (account.kubeconfigContent) {
    config.loadFromString(account.kubeconfigContent);
  } else {
    config.loadFromCluster();
  }
  if (account.context) {
    config.setCurrentContext(account.context);
  }
  return config;
}
