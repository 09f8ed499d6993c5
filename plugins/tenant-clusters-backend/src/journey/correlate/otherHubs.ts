import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type { ProjectedMetadata } from '../../projections/types';
import { objectEvidence } from '../evidence';
import { cleanText } from '../text';
import type { Registration } from './registration';

const byServer = new WeakMap<
  ProjectedMetadata[],
  Map<string, ProjectedMetadata[]>
>();

const bare = (server: string) => server.replace(/\/+$/, '');

/** The list of a hub's secrets is the same array until one of them changes: what was read of it is kept with it. */
function serversIn(secrets: ProjectedMetadata[]) {
  const known = byServer.get(secrets);
  if (known) {
    return known;
  }
  const servers = new Map<string, ProjectedMetadata[]>();
  for (const secret of secrets) {
    const server = secret.annotations[SPOKEPORT_LABELS.server];
    // The hub itself has the same address on every hub, and is another cluster on each.
    if (server && !server.startsWith('https://kubernetes.default.svc')) {
      const key = bare(server);
      servers.set(key, [...(servers.get(key) ?? []), secret]);
    }
  }
  byServer.set(secrets, servers);
  return servers;
}

/**
 * Registrations of the same spoke on other hubs, by the address of its API server: while a spoke moves it is claimed on two. Both
 * are shown, and each says so.
 */
export function otherHubs(
  fleet: FleetReader,
  hub: string,
  registrations: Registration[],
): Evidence[] {
  const servers = registrations.flatMap(({ destination }) =>
    destination.server ? [bare(destination.server)] : [],
  );
  if (servers.length === 0) {
    return [];
  }
  return fleet
    .hubs()
    .filter(({ name }) => name !== hub)
    .flatMap(({ name, title }) =>
      servers
        .flatMap(
          server => serversIn(fleet.clusterSecrets(name)).get(server) ?? [],
        )
        .map(secret =>
          objectEvidence(
            secret,
            `the same spoke, registered on ${cleanText(title, 100)} too`,
          ),
        ),
    );
}
