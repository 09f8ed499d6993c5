import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  DefaultApiClient,
  HUBS_ANNOTATION,
  type ClaimSchema,
  type ClaimSchemaDetail,
  type ClaimSchemaList,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { templateEntities, type XrdFinding } from './templateEntities';
import type { OfferedXrd, TemplateSettings } from './types';

/** XRDs that become templates; a form for each would be a catalog of its own. */
const MAX_TEMPLATES = 500;

/** What people should know of, in the log. */
interface Sentence {
  level: 'warn' | 'info';
  text: string;
}

const warnings = (texts: string[]): Sentence[] =>
  texts.map(text => ({ level: 'warn', text }));

const keyOf = ({ hub, group, kind }: ClaimSchema) =>
  JSON.stringify([hub, group, kind]);

/**
 * Keeps a Template entity for every XRD that is labelled for it. The schemas are read through the tenant-clusters plugin, and
 * only again when an XRD changed.
 *
 * A hub that is not heard, and a schema that cannot be read, remove nothing: what was known of them stays.
 */
export class XrdTemplateProvider implements EntityProvider {
  readonly #client: DefaultApiClient;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #settings: TemplateSettings;
  #connection: EntityProviderConnection | undefined;
  /** XRDs that were read, with the revision that they were read at. */
  readonly #read = new Map<string, { revision: string; xrd: OfferedXrd }>();
  /** Entities that were told so far; empty after a restart. */
  #told = new Map<string, Entity>();
  /** What was said in the log, so that it is said once. */
  #said = new Set<string>();

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
    settings: TemplateSettings;
  }) {
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#taskRunner = options.taskRunner;
    this.#settings = options.settings;
    this.#client = new DefaultApiClient({ discoveryApi: options.discovery });
  }

  getProviderName(): string {
    return 'tenant-clusters-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: 'tenant-clusters-refresh-templates',
      fn: () => this.refresh(),
    });
  }

  /** Compares the labelled XRDs with the catalog once. A failure is said once and leaves the catalog as it is. */
  async refresh(): Promise<void> {
    let news: Sentence[];
    try {
      news = await this.#refresh();
    } catch (error) {
      news = warnings([
        `XRDs could not be read for the catalog, whose templates stay as they are: ${error}`,
      ]);
    }
    for (const { level, text } of news) {
      if (!this.#said.has(text)) {
        this.#logger[level](text);
      }
    }
    this.#said = new Set(news.map(({ text }) => text));
  }

  /** Resolves with what people should know of. */
  async #refresh(): Promise<Sentence[]> {
    const connection = this.#connection;
    if (!connection) {
      return [];
    }
    const { items, hubs } = await this.#list();
    const titles = new Map(hubs.map(({ hub, title }) => [hub, title]));
    const silent = new Set(
      hubs.filter(({ state }) => state !== 'live').map(({ hub }) => hub),
    );
    const labelled = items.filter(
      // One that is known stays while its hub makes up its mind; a new one waits until it can be asked for.
      schema =>
        schema.template && (schema.ready || this.#read.has(keyOf(schema))),
    );
    const wanted = labelled.slice(0, MAX_TEMPLATES);
    const unread = await this.#readChanged(wanted, titles);
    this.#forget(new Set(wanted.map(keyOf)), titles, silent);

    const { entities, findings } = templateEntities(
      [...this.#read.values()].map(({ xrd }) => xrd),
      this.#settings,
    );
    await this.#tell(connection, entities, [...silent, ...unread.hubs]);
    return [
      ...findings.map(sentenceOf),
      ...warnings(unread.sentences),
      ...warnings(
        labelled.length > MAX_TEMPLATES
          ? [
              `Only ${MAX_TEMPLATES} of ${labelled.length} labelled XRDs are templates`,
            ]
          : [],
      ),
    ];
  }

  /** Reads what changed. What cannot be read now stays as it was, and is asked for again. */
  async #readChanged(wanted: ClaimSchema[], titles: Map<string, string>) {
    const unread = { hubs: [] as string[], sentences: [] as string[] };
    for (const schema of wanted) {
      const key = keyOf(schema);
      const { hub, revision, definition } = schema;
      const known = this.#read.get(key);
      const hubTitle = titles.get(hub) ?? hub;
      if (known?.revision === revision) {
        known.xrd = { ...known.xrd, hubTitle };
        continue;
      }
      try {
        const detail = await this.#detail(schema);
        this.#read.set(key, { revision, xrd: offeredXrd(detail, hubTitle) });
      } catch (error) {
        unread.hubs.push(hub);
        unread.sentences.push(
          `The XRD ${definition} of ${hub} could not be read for its template: ${error}`,
        );
      }
    }
    return unread;
  }

  /** Drops what is offered no longer, except on hubs that are silent. */
  #forget(
    wanted: Set<string>,
    titles: Map<string, string>,
    silent: Set<string>,
  ): void {
    for (const [key, { xrd }] of this.#read) {
      const gone = !titles.has(xrd.hub) || !silent.has(xrd.hub);
      if (!wanted.has(key) && gone) {
        this.#read.delete(key);
      }
    }
  }

  /** While a hub is not known as a whole, nothing is removed that may be its. */
  async #tell(
    connection: EntityProviderConnection,
    entities: Entity[],
    unknownHubs: string[],
  ): Promise<void> {
    const locationKey = this.getProviderName();
    const defer = (entity: Entity) => ({ entity, locationKey });
    const current = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    if (unknownHubs.length === 0) {
      await connection.applyMutation({
        type: 'full',
        entities: entities.map(defer),
      });
      this.#told = current;
      return;
    }
    const removed = [...this.#told].filter(
      ([ref, entity]) =>
        !current.has(ref) &&
        !hubsOf(entity).some(hub => unknownHubs.includes(hub)),
    );
    await connection.applyMutation({
      type: 'delta',
      added: entities.map(defer),
      removed: removed.map(([, entity]) => defer(entity)),
    });
    for (const [ref] of removed) {
      this.#told.delete(ref);
    }
    for (const [ref, entity] of current) {
      this.#told.set(ref, entity);
    }
  }

  async #list(): Promise<ClaimSchemaList> {
    const response = await this.#client.getSchemas(
      { query: {} },
      await this.#token(),
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }

  async #detail({ hub, group, kind }: ClaimSchema): Promise<ClaimSchemaDetail> {
    const response = await this.#client.getSchema(
      { path: { hub, group, kind } },
      await this.#token(),
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }

  async #token() {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'tenant-clusters',
    });
  }
}

function sentenceOf({ hub, definition, weight, text }: XrdFinding): Sentence {
  const says = {
    refused: `There is no template for the XRD ${definition} of ${hub}`,
    problem: `Annotations of the XRD ${definition} of ${hub} ask for what cannot be had`,
    note: `The form of the XRD ${definition} of ${hub}`,
  };
  return {
    level: weight === 'note' ? 'info' : 'warn',
    text: `${says[weight]}: ${text}`,
  };
}

function hubsOf(entity: Entity): string[] {
  return (entity.metadata.annotations?.[HUBS_ANNOTATION] ?? '').split(',');
}

function offeredXrd(
  { kind: schema, versions, annotations }: ClaimSchemaDetail,
  hubTitle: string,
): OfferedXrd {
  const { hub, definition, group, kind, plural, form, cluster } = schema;
  return {
    hub,
    hubTitle,
    definition,
    group,
    kind,
    plural,
    form,
    cluster,
    annotations,
    versions,
  };
}
