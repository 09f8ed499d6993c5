import type { ConnectionConfig } from '../../hubs/config/HubConfig';
import { JsonClient } from './JsonClient';
import { openConnection } from './openConnection';

/** Names an Application as Argo CD's API wants it. */
export interface ApplicationAddress {
  namespace: string;
  name: string;
  project: string;
}

export interface SyncRequest {
  revision?: string;
  prune?: boolean;
  dryRun?: boolean;
  resources?: {
    group?: string;
    kind: string;
    namespace?: string;
    name: string;
  }[];
  /** Kept with the operation. */
  infos?: { name: string; value: string }[];
}

/** One item of `GET /applications/{name}/managed-resources`; states are JSON texts, empty or "null" where there is none. */
export interface ManagedResource {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  targetState?: string;
  liveState?: string;
  normalizedLiveState?: string;
  predictedLiveState?: string;
  hook?: boolean;
  modified?: boolean;
}

const pathOf = ({ name }: ApplicationAddress) =>
  `/api/v1/applications/${encodeURIComponent(name)}`;

const queryOf = ({ namespace, project }: ApplicationAddress) =>
  new URLSearchParams({ appNamespace: namespace, project }).toString();

/**
 * What is used of Argo CD's API (argoproj/argo-cd:server/application/application.proto). Its own roles decide what the token
 * may do.
 */
export class ArgocdClient {
  readonly #client: JsonClient;

  constructor(options: { title: string; connection: ConnectionConfig }) {
    this.#client = new JsonClient({
      title: options.title,
      open: () => openConnection(options.connection),
    });
  }

  /** Asks for a sync; the answer comes before it begins. @throws RemoteError */
  async sync(app: ApplicationAddress, options: SyncRequest): Promise<void> {
    await this.#client.json({
      method: 'POST',
      path: `${pathOf(app)}/sync`,
      body: {
        name: app.name,
        appNamespace: app.namespace,
        project: app.project,
        revision: options.revision ?? '',
        prune: options.prune ?? false,
        dryRun: options.dryRun ?? false,
        strategy: { hook: {} },
        ...(options.resources && { resources: options.resources }),
        ...(options.infos && { infos: options.infos }),
      },
    });
  }

  /** Ends the running operation. @throws RemoteError */
  async terminate(app: ApplicationAddress): Promise<void> {
    await this.#client.json({
      method: 'DELETE',
      path: `${pathOf(app)}/operation?${queryOf(app)}`,
    });
  }

  /** Compares with Git anew. Answers once that is done, which takes as long as it takes. @throws RemoteError */
  async refresh(
    app: ApplicationAddress,
    kind: 'normal' | 'hard',
    timeout: number,
  ): Promise<void> {
    await this.#client.json({
      method: 'GET',
      path: `${pathOf(app)}?refresh=${kind}&${queryOf(app)}`,
      timeout,
    });
  }

  /** What Git wants and what is there. @throws RemoteError */
  async managedResources(
    app: ApplicationAddress,
    only: {
      group?: string;
      kind?: string;
      namespace?: string;
      name?: string;
    } = {},
  ): Promise<ManagedResource[]> {
    const query = new URLSearchParams({
      appNamespace: app.namespace,
      project: app.project,
      ...Object.fromEntries(
        Object.entries(only).filter(([, value]) => value !== undefined),
      ),
    });
    const list = await this.#client.json<{ items?: ManagedResource[] }>({
      method: 'GET',
      path: `${pathOf(app)}/managed-resources?${query}`,
      limit: 32 * 1024 * 1024,
    });
    return list.items ?? [];
  }

  /** Whether the token is let in. @throws RemoteError */
  async isLoggedIn(): Promise<boolean> {
    const info = await this.#client.json<{ loggedIn?: boolean }>({
      method: 'GET',
      path: '/api/v1/session/userinfo',
    });
    return info.loggedIn === true;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
