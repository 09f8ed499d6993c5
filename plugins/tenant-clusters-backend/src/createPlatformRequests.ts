import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetReader } from './fleet';
import type { HubConfig } from './hubs';
import { DEFAULT_CLAIM_FIELDS, readClaimFields } from './projections';
import { createRequestTracker, type RequestTracker } from './requests';

/** Follows the requests for every hub that has a platform repository. */
export function createPlatformRequests(options: {
  hubs: HubConfig[];
  clusterKinds: ClusterKind[];
  integrations: () => ScmIntegrations;
  fleet: FleetReader;
  events: EventsService;
  logger: LoggerService;
  /** Milliseconds. */
  pollInterval?: number;
}): RequestTracker {
  const { hubs, clusterKinds, fleet, ...rest } = options;
  const repositories = hubs.flatMap(({ name, platformRepository }) =>
    platformRepository ? [{ hub: name, ...platformRepository }] : [],
  );
  return createRequestTracker({
    repositories,
    ...rest,
    fieldsOf: manifest =>
      readClaimFields(manifest, {
        ...DEFAULT_CLAIM_FIELDS,
        ...configuredFields(clusterKinds, manifest),
      }),
    namespaceOf: (hub, path) => deliveredNamespace(fleet, hub, path),
  });
}

function configuredFields(
  clusterKinds: ClusterKind[],
  manifest: Record<string, unknown>,
) {
  const [group] = String(manifest.apiVersion ?? '').split('/');
  return clusterKinds.find(
    kind => kind.kind === manifest.kind && kind.group === group,
  )?.fields;
}

/** Where the Application that delivers this file puts what names no namespace: the one whose path is nearest to it. */
function deliveredNamespace(
  fleet: FleetReader,
  hub: string,
  path: string,
): string | undefined {
  const covering = fleet.applications(hub).flatMap(({ destination, sources }) =>
    sources.flatMap(source => {
      const folder = source.path?.replace(/^\.?\/|\/$/g, '');
      return folder && path.startsWith(`${folder}/`)
        ? [{ folder, namespace: destination.namespace }]
        : [];
    }),
  );
  covering.sort((left, right) => right.folder.length - left.folder.length);
  return covering[0]?.namespace;
}
