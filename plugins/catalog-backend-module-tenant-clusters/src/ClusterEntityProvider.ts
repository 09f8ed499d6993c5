import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  CLUSTER_ANNOTATION,
  DefaultApiClient,
  parseClusterRef,
  type ClusterList,
  type ClusterSummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { clusterEntities } from './clusterEntity';

const PAGE_SIZE = 500;

/**
 * Keeps a Resource entity for every cluster of every hub, from the tenant-clusters plugin's memory: no hub is called.
 *
 * A hub that is not heard deletes nothing: while any hub is silent only changes of the others are told, and a full
 * comparison waits until all are heard.
 */
export class ClusterEntityProvider implements EntityProvider {
  readonly #client: DefaultApiClient;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  #connection: EntityProviderConnection | undefined;
  /** What was told so far, by entity ref; empty after a restart. */
  #known = new Map<string, ResourceEntity>();
  #failing = false;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#taskRunner = options.taskRunner;
    this.#client = new DefaultApiClient({ discoveryApi: options.discovery });
  }

  getProviderName(): string {
    return 'tenant-clusters';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: 'tenant-clusters-refresh-entities',
      fn: () => this.refresh(),
    });
  }

  /** Compares the clusters with the catalog once. A failure is said once and leaves the catalog as it is. */
  async refresh(): Promise<void> {
    try {
      await this.#refresh();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        this.#logger.warn(
          `Clusters could not be read for the catalog, which stays as it is: ${error}`,
        );
      }
      this.#failing = true;
    }
  }

  async #refresh(): Promise<void> {
    if (!this.#connection) {
      return;
    }
    const { clusters, silentHubs } = await this.#readClusters();
    const entities = clusterEntities(clusters);
    const locationKey = this.getProviderName();
    const defer = (entity: ResourceEntity) => ({ entity, locationKey });

    if (silentHubs.size === 0) {
      await this.#connection.applyMutation({
        type: 'full',
        entities: entities.map(defer),
      });
      this.#known = new Map(
        entities.map(entity => [stringifyEntityRef(entity), entity]),
      );
      return;
    }
    const current = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    const removed = [...this.#known].filter(
      ([ref, entity]) => !current.has(ref) && !silentHubs.has(hubOf(entity)),
    );
    await this.#connection.applyMutation({
      type: 'delta',
      added: entities.map(defer),
      removed: removed.map(([, entity]) => defer(entity)),
    });
    for (const [ref] of removed) {
      this.#known.delete(ref);
    }
    for (const [ref, entity] of current) {
      this.#known.set(ref, entity);
    }
  }

  async #readClusters(): Promise<{
    clusters: ClusterSummary[];
    silentHubs: Set<string>;
  }> {
    const clusters: ClusterSummary[] = [];
    const silentHubs = new Set<string>();
    let cursor: string | undefined;
    do {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'tenant-clusters',
      });
      const response = await this.#client.getClusters(
        { query: { limit: PAGE_SIZE, sort: 'name', cursor } },
        { token },
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const page: ClusterList = await response.json();
      clusters.push(...page.items);
      for (const hub of page.hubs) {
        if (hub.state !== 'live') {
          silentHubs.add(hub.hub);
        }
      }
      cursor = page.nextCursor;
    } while (cursor);
    return { clusters, silentHubs };
  }
}

function hubOf(entity: ResourceEntity): string {
  const ref = entity.metadata.annotations?.[CLUSTER_ANNOTATION] ?? '';
  return parseClusterRef(ref)?.hub ?? '';
}
