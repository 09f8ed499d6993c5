import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { EventsService } from '@backstage/plugin-events-node';
import type { FleetChange, FleetReader } from './fleet/types';
import type { HubConfig, HubDirectory } from './hubs';
import { DEFAULT_CLAIM_FIELDS, readClaimFields } from './projections';
import type { ClaimFields } from './projections/types';
import { createRequestTracker, type RequestTracker } from './requests';
import { hubPlacement } from './hubPlacement';

/** What of a hub decides where manifests go; anything else changes no request. */
const PLACING_ROLES = new Set<string>([
  'application',
  'kustomization',
  'claim',
  'xrd',
]);
/** Changes of a hub come in bursts; requests are computed anew once for each; milliseconds. */
const RELINK_AFTER_MS = 1_000;

/** Follows the requests for every hub that has a platform repository, as hubs come, change and go. */
export function createPlatformRequests(options: {
  hubs: Pick<HubDirectory, 'list' | 'get' | 'subscribe'>;
  integrations: () => ScmIntegrations;
  fleet: FleetReader;
  events: EventsService;
  logger: LoggerService;
  /** Milliseconds. */
  pollInterval?: number;
}): RequestTracker {
  const { hubs, fleet, ...rest } = options;
  const placing = { changes: 0 };
  const tracker = createRequestTracker({
    ...rest,
    repositories: platformRepositories(hubs.list()),
    placementOf: config => ({
      ...hubPlacement(fleet, config, () => placing.changes),
      fieldsOf: manifest => manifestFields(hubs.get(config.hub), manifest),
    }),
    onStart: signal => {
      const follow = () =>
        tracker.setRepositories(platformRepositories(hubs.list()));
      const stopHubs = hubs.subscribe(follow);
      // Some may have come since the construction.
      follow();
      const stopFleet = onPlacingChange(fleet, () => {
        placing.changes += 1;
        tracker.relink();
      });
      signal.addEventListener(
        'abort',
        () => {
          stopHubs();
          stopFleet();
        },
        { once: true },
      );
    },
  });
  return tracker;
}

function platformRepositories(hubs: HubConfig[]) {
  return hubs.flatMap(({ name, platformRepository }) =>
    platformRepository ? [{ hub: name, ...platformRepository }] : [],
  );
}

/** What the fields of a manifest in Git say, as the hub's configuration names them. */
export function manifestFields(
  hub: HubConfig | undefined,
  manifest: Record<string, unknown>,
): ClaimFields {
  return readClaimFields(manifest, {
    ...DEFAULT_CLAIM_FIELDS,
    ...configuredFields(hub, manifest),
  });
}

function configuredFields(
  hub: HubConfig | undefined,
  manifest: Record<string, unknown>,
) {
  const [group] = String(manifest.apiVersion ?? '').split('/');
  return hub?.clusterKinds.find(
    kind => kind.kind === manifest.kind && kind.group === group,
  )?.fields;
}

/** Calls back soon after something changed that decides where manifests go, once for a burst. */
function onPlacingChange(fleet: FleetReader, listener: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const unsubscribe = fleet.subscribe((change: FleetChange) => {
    if (
      timer ||
      change.type === 'hub' ||
      !PLACING_ROLES.has(change.object.role)
    ) {
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      listener();
    }, RELINK_AFTER_MS);
    timer.unref();
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
