import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A team that has a namespace on the hubs. */
export interface Tenant {
  /** Also the name of its namespace. */
  name: string;
  title: string;
  /** Entity ref of its Group. */
  owner: string;
}

const MAX_AGE_MS = 30_000;
/** A catalog without a single tenant is most likely still reading its own sources. */
const MAX_AGE_EMPTY_MS = 2_000;

const tenantName = ({ metadata }: Entity) =>
  metadata.annotations?.[SPOKEPORT_LABELS.tenant] ??
  metadata.labels?.[SPOKEPORT_LABELS.tenant];

const title = (group: Entity) => {
  const profile = group.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : group.metadata.title ?? group.metadata.name;
};

/**
 * The tenants, as the catalog knows them: Groups with the annotation (or label) `spokeport.dev/tenant`. It is kept in memory
 * and read again at most every half minute, because owners are asked for at every change of a cluster.
 */
export class TenantDirectory {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  #tenants: Tenant[] = [];
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  #failed = false;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
  }

  /** Owner of a tenant's clusters; before the catalog has answered, the Group of the tenant's name. */
  ownerOf(tenant: string): string | undefined {
    void this.#refresh();
    return (
      this.#tenants.find(({ name }) => name === tenant)?.owner ??
      (tenant ? `group:default/${tenant.toLowerCase()}` : undefined)
    );
  }

  /** All tenants by name, read again if they are old. */
  async tenants(): Promise<Tenant[]> {
    await this.#refresh();
    return this.#tenants;
  }

  async #refresh(): Promise<void> {
    const maxAge = this.#tenants.length > 0 ? MAX_AGE_MS : MAX_AGE_EMPTY_MS;
    if (Date.now() - this.#readAt < maxAge) {
      return undefined;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#readAt = Date.now();
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** A catalog that does not answer leaves what was known; it is said once. */
  async #read(): Promise<void> {
    try {
      const { items } = await this.#catalog.getEntities(
        { filter: { kind: 'Group' }, fields: ['kind', 'metadata', 'spec'] },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      this.#tenants = items
        .flatMap(group => {
          const name = tenantName(group);
          return name
            ? [{ name, title: title(group), owner: stringifyEntityRef(group) }]
            : [];
        })
        .sort((left, right) => left.name.localeCompare(right.name));
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) {
        this.#logger.warn(
          `Tenants could not be read from the catalog; going on with those known`,
          error as Error,
        );
      }
      this.#failed = true;
    }
  }
}
