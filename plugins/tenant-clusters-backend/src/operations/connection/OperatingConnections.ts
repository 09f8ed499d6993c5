import { ServiceUnavailableError } from '@backstage/errors';
import type { FleetReader } from '../../fleet/types';
import type { ProjectedObject } from '../../projections/types';
import type { Connections } from '../types';
import type { HubClients } from './HubClients';

/** Through what the hub of an object may be asked for operations. */
export class OperatingConnections {
  readonly #fleet: FleetReader;
  readonly #clients: HubClients;

  constructor(options: { fleet: FleetReader; clients: HubClients }) {
    this.#fleet = options.fleet;
    this.#clients = options.clients;
  }

  /** Undefined for a hub that is not configured any more. */
  of(object: ProjectedObject): Connections | undefined {
    const { hub, namespace = '', role } = object;
    const kubernetes = this.#clients.operator(hub);
    return (
      kubernetes && {
        kubernetes,
        argocd:
          role === 'application'
            ? this.#clients.argocd(hub, namespace)
            : undefined,
        argoServer: this.#clients.argoServer(hub),
        patchApplications:
          this.#clients.config(hub)?.operations?.patchApplications ?? false,
      }
    );
  }

  /** @throws ServiceUnavailableError naming the hub */
  reachable(object: ProjectedObject): Connections {
    const connections = this.of(object);
    const state = this.#fleet.hub(object.hub);
    const silent = ['unreachable', 'unauthorized', 'misconfigured'];
    if (!connections || !state || silent.includes(state.state)) {
      throw new ServiceUnavailableError(
        `${state?.title ?? object.hub} can't be reached now (${
          state?.state ?? 'not configured'
        })`,
      );
    }
    return connections;
  }
}
