import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HubDefinition } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type {
  ArgocdConfig,
  ConnectionConfig,
  HubConfig,
  HubOperationsConfig,
} from './HubConfig';
import { readKubernetes } from './readKubernetes';
import { readSettings, TenantClustersSettings } from './readSettings';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const bareUrl = (url: string | undefined) => url?.replace(/\/+$/, '');

/**
 * Reads `tenantClusters.hubs[]`. A hub that is configured wrongly comes out as misconfigured and shows it; only what makes
 * it impossible to tell the hubs apart is refused.
 *
 * @throws InputError when `hubs` is no list, or a name is missing, malformed or used twice
 */
export function readHubConfigs(root: Config): HubConfig[] {
  const settings = readSettings(root);
  const seen = new Set<string>();
  return hubEntries(root).map((hub, index) => {
    const name = readName(hub, index);
    if (seen.has(name)) {
      throw new InputError(`tenantClusters.hubs has two hubs named '${name}'`);
    }
    seen.add(name);
    return readHub(root, hub, name, settings);
  });
}

/** A hub of an extension point's source, as if it had been configured. */
export function hubConfigOf(
  definition: HubDefinition,
  settings: TenantClustersSettings,
): HubConfig {
  const { name, title, kubernetes, platformRepository } = definition;
  return {
    name,
    title,
    kubernetes: {
      type: 'direct',
      url: kubernetes.url,
      certificateAuthority: kubernetes.certificateAuthority,
      token: () => kubernetes.token(),
    },
    argocd: [{ namespace: 'argocd' }],
    operations: { patchApplications: false },
    platformRepository: platformRepository && {
      ...platformRepository,
      paths: platformRepository.paths ?? [],
    },
    clusterKinds: settings.clusterKinds,
    staleAfter: settings.staleAfter,
  };
}

function hubEntries(root: Config): Config[] {
  try {
    return root.getOptionalConfigArray('tenantClusters.hubs') ?? [];
  } catch {
    throw new InputError('tenantClusters.hubs must be a list of hubs');
  }
}

function readName(hub: Config, index: number): string {
  let name: string | undefined;
  try {
    name = hub.getOptionalString('name');
  } catch {
    name = undefined;
  }
  if (!name || name.length > 63 || !NAME.test(name)) {
    throw new InputError(
      `tenantClusters.hubs[${index}].name must be a name of lower-case letters, digits and dashes`,
    );
  }
  return name;
}

function readHub(
  root: Config,
  hub: Config,
  name: string,
  settings: TenantClustersSettings,
): HubConfig {
  const common = {
    name,
    clusterKinds: settings.clusterKinds,
    staleAfter: settings.staleAfter,
  };
  try {
    const repository = hub.getOptionalConfig('platformRepository');
    return {
      ...common,
      title: hub.getOptionalString('title') ?? name,
      kubernetes: readKubernetes({ root, hub }),
      argocd: readArgocd(hub),
      argoServer: readConnection(hub.getOptionalConfig('argoServer')),
      operations: readOperations(root, hub),
      platformRepository: repository && {
        url: repository.getString('url'),
        branch: repository.getOptionalString('branch') ?? 'main',
        paths: repository.getOptionalStringArray('paths') ?? [],
      },
    };
  } catch {
    return {
      ...common,
      title: name,
      kubernetes: {
        type: 'misconfigured',
        reason: "The hub's configuration has a value of the wrong type.",
      },
      argocd: [],
      operations: { patchApplications: false },
    };
  }
}

function readArgocd(hub: Config): ArgocdConfig[] {
  const entries = hub.getOptionalConfigArray('argocd');
  return entries
    ? entries.map(entry => ({
        namespace: entry.getOptionalString('namespace') ?? 'argocd',
        url: bareUrl(entry.getOptionalString('url')),
        apiUrl: bareUrl(entry.getOptionalString('apiUrl')),
        token: entry.getOptionalString('token'),
        certificateAuthority: entry.getOptionalString('certificateAuthority'),
        caFile: entry.getOptionalString('caFile'),
      }))
    : [{ namespace: 'argocd' }];
}

/** @returns undefined unless both address and token are there: nothing can be asked without either */
function readConnection(
  config: Config | undefined,
): ConnectionConfig | undefined {
  const url = bareUrl(config?.getOptionalString('url'));
  const token = config?.getOptionalString('token');
  return url && token
    ? {
        url,
        token,
        certificateAuthority: config?.getOptionalString('certificateAuthority'),
        caFile: config?.getOptionalString('caFile'),
      }
    : undefined;
}

function readOperations(root: Config, hub: Config): HubOperationsConfig {
  const config = hub.getOptionalConfig('operations');
  return {
    ...(config?.has('kubernetes') && {
      kubernetes: readKubernetes({ root, hub: config }),
    }),
    patchApplications: config?.getOptionalBoolean('patchApplications') ?? false,
  };
}
