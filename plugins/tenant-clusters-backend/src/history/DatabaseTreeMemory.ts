import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { storableKey } from './storable';
import type { RememberedNode, TreeMemory } from './TreeMemory';

const FLUSH_MS = 1_000;
const RETRY_MS = 5_000;
/** SQLite takes at most 500 rows in one insert (SQLITE_MAX_COMPOUND_SELECT). */
const BATCH = 500;

/** A row of the table `claim_trees`. */
interface TreeRow {
  hub: string;
  claim: string;
  uid: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  /** SQLite has no booleans. */
  orphaned: boolean | number;
  seen_at: string;
}

type Tree = Map<string, RememberedNode>;

/** What of one claim is to be written: first its rows go, where it was forgotten, then these nodes come. */
interface Unwritten {
  forgotten: boolean;
  uids: Set<string>;
}

const keyOf = (hub: string, claimUid: string) =>
  JSON.stringify([hub, storableKey(claimUid)]);

/** The trees of claims in memory, written behind to the plugin's database and read from it at the start. */
export class DatabaseTreeMemory implements TreeMemory {
  readonly #client: Knex;
  readonly #logger: LoggerService;
  readonly #onWriteFailure: () => void;
  readonly #trees = new Map<string, Tree>();
  #unwritten = new Map<string, Unwritten>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #failing = false;
  #stopped = false;

  /** Reads what was remembered before. */
  static async create(options: {
    client: Knex;
    logger: LoggerService;
    /** Told of each write that the database did not take. */
    onWriteFailure?: () => void;
  }): Promise<DatabaseTreeMemory> {
    const memory = new DatabaseTreeMemory(options);
    const rows = await options
      .client<TreeRow>('claim_trees')
      .orderBy(['seen_at', 'uid']);
    for (const row of rows) {
      memory.#tree(keyOf(row.hub, row.claim)).set(row.uid, fromRow(row));
    }
    return memory;
  }

  private constructor(
    options: Parameters<typeof DatabaseTreeMemory.create>[0],
  ) {
    this.#client = options.client;
    this.#logger = options.logger;
    this.#onWriteFailure = options.onWriteFailure ?? (() => {});
  }

  remember(hub: string, claimUid: string, nodes: RememberedNode[]): void {
    const key = keyOf(hub, claimUid);
    const tree = this.#tree(key);
    for (const node of nodes) {
      const known = tree.get(node.uid);
      if (!known || known.orphaned !== node.orphaned) {
        tree.set(node.uid, node);
        this.#unwrittenOf(key).uids.add(node.uid);
        this.#schedule(FLUSH_MS);
      }
    }
  }

  remembered(hub: string, claimUid: string): RememberedNode[] {
    return [...(this.#trees.get(keyOf(hub, claimUid))?.values() ?? [])];
  }

  claims(hub: string): string[] {
    return [...this.#trees.keys()].flatMap(key => {
      const [ofHub, claimUid] = JSON.parse(key);
      return ofHub === hub ? [claimUid] : [];
    });
  }

  forget(hub: string, claimUid: string): void {
    const key = keyOf(hub, claimUid);
    if (this.#trees.delete(key)) {
      this.#unwritten.set(key, { forgotten: true, uids: new Set() });
      this.#schedule(FLUSH_MS);
    }
  }

  /** Forgets trees of claims that are not among `keep` and of which nothing new was seen since a time. */
  async purge(options: {
    before: string;
    keep: { hub: string; cluster: string }[];
  }): Promise<number> {
    const kept = new Set(
      options.keep.map(({ hub, cluster }) => keyOf(hub, cluster)),
    );
    const old = await this.#client<TreeRow>('claim_trees')
      .groupBy('hub', 'claim')
      .havingRaw('max(seen_at) < ?', [options.before])
      .select('hub', 'claim');
    let rows = 0;
    for (const { hub, claim } of old) {
      const key = keyOf(hub, claim);
      if (!kept.has(key)) {
        this.#trees.delete(key);
        rows += await this.#client<TreeRow>('claim_trees')
          .where({ hub, claim })
          .delete();
      }
    }
    return rows;
  }

  /** Writes what waits; resolves when it is written or the database refused. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#unwritten.size > 0) {
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  /** Writes what waits for a last time. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.flush();
  }

  #tree(key: string): Tree {
    const tree = this.#trees.get(key) ?? new Map();
    this.#trees.set(key, tree);
    return tree;
  }

  #unwrittenOf(key: string): Unwritten {
    const unwritten = this.#unwritten.get(key) ?? {
      forgotten: false,
      uids: new Set(),
    };
    this.#unwritten.set(key, unwritten);
    return unwritten;
  }

  #schedule(delay: number): void {
    if (this.#timer || this.#stopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, delay);
    this.#timer.unref();
  }

  async #write(): Promise<void> {
    const unwritten = this.#unwritten;
    this.#unwritten = new Map();
    const seenAt = new Date().toISOString();
    const rows: TreeRow[] = [];
    const gone: Pick<TreeRow, 'hub' | 'claim'>[] = [];
    for (const [key, { forgotten, uids }] of unwritten) {
      const [hub, claim] = JSON.parse(key);
      if (forgotten) {
        gone.push({ hub, claim });
      }
      for (const uid of uids) {
        const node = this.#trees.get(key)?.get(uid);
        if (node) {
          rows.push(toRow({ hub, claim, seenAt }, node));
        }
      }
    }
    try {
      for (const where of gone) {
        await this.#client<TreeRow>('claim_trees').where(where).delete();
      }
      for (let start = 0; start < rows.length; start += BATCH) {
        await this.#client<TreeRow>('claim_trees')
          .insert(rows.slice(start, start + BATCH))
          .onConflict(['hub', 'claim', 'uid'])
          .merge(['orphaned']);
      }
      this.#failing = false;
    } catch (error) {
      this.#takeBack(unwritten);
      this.#onWriteFailure();
      if (!this.#failing) {
        this.#logger.warn(
          'What claims own cannot be written; it is tried again',
          error as Error,
        );
      }
      this.#failing = true;
      this.#schedule(RETRY_MS);
    }
  }

  /** What was not written waits again, before what came since. */
  #takeBack(unwritten: Map<string, Unwritten>): void {
    for (const [key, { forgotten, uids }] of unwritten) {
      const newer = this.#unwrittenOf(key);
      newer.forgotten ||= forgotten;
      uids.forEach(uid => newer.uids.add(uid));
    }
  }
}

function toRow(
  of: { hub: string; claim: string; seenAt: string },
  node: RememberedNode,
): TreeRow {
  return {
    hub: of.hub,
    claim: of.claim,
    uid: storableKey(node.uid),
    api_version: storableKey(node.apiVersion),
    kind: storableKey(node.kind),
    namespace: storableKey(node.namespace ?? ''),
    name: storableKey(node.name),
    orphaned: node.orphaned,
    seen_at: of.seenAt,
  };
}

function fromRow(row: TreeRow): RememberedNode {
  return {
    uid: row.uid,
    apiVersion: row.api_version,
    kind: row.kind,
    ...(row.namespace && { namespace: row.namespace }),
    name: row.name,
    orphaned: Boolean(row.orphaned),
  };
}
