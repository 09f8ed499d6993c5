import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { FleetReader, HubLook } from '../fleet/types';
import {
  laterVersion,
  orderedVersion,
  plainVersion,
} from './resourceVersionOrder';
import type { HubPosition } from './types';

const REFRESH_MS = 15_000;

/** A row of the table `hub_positions`. */
interface PositionRow {
  hub: string;
  epoch: number;
  version: string;
  identity: string | null;
  heard_at: string | null;
}

interface Agreed {
  epoch: number;
  /** Ordered text. */
  version: string;
  identity?: string;
  /** Milliseconds of `performance.now()`: what is said here had been seen by then. */
  readAt: number;
  /** Milliseconds of `performance.now()`: looks that began by then may be of the epoch before. */
  toldAt?: number;
}

/**
 * How far each hub has come: its epoch, which counts restores, and the highest resourceVersion of any object. A hub's versions
 * are one sequence (its etcd's), so that together they order what two replicas derived from different moments. Events may
 * live in an etcd of their own and do not count.
 *
 * The epoch is agreed on through the database. What stands there was seen by somebody before it was read; a look at the hub
 * that began after that and finds a lower version, or another cluster, proves a restore, also one that happened while no
 * portal ran. Whoever notices counts up by compare-and-set; who notices later finds the new position, which is below what
 * it sees, and counts no second time.
 */
export class HubPositions {
  readonly #client: Knex;
  readonly #fleet: FleetReader;
  readonly #logger: LoggerService;
  readonly #onWriteFailure: () => void;
  readonly #now: () => number;
  readonly #agreed = new Map<string, Agreed>();
  readonly #highest = new Map<string, string>();
  /** The watcher's own count, whose change means that what was seen of the hub is void. */
  readonly #watcherEpochs = new Map<string, number>();
  /** When each hub was last heard before this process began, milliseconds. */
  readonly #heardBefore = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  /** Reads what was agreed on before. */
  static async create(options: {
    client: Knex;
    fleet: FleetReader;
    logger: LoggerService;
    /** Told of each write that the database did not take. */
    onWriteFailure?: () => void;
    /** Milliseconds that only grow, as `performance.now()`. */
    now?: () => number;
  }): Promise<HubPositions> {
    const positions = new HubPositions(options);
    await positions.#takeOver();
    for (const row of await positions.#read()) {
      const heardAt = Date.parse(row.heard_at ?? '');
      if (!Number.isNaN(heardAt)) {
        positions.#heardBefore.set(row.hub, heardAt);
      }
    }
    return positions;
  }

  private constructor(options: Parameters<typeof HubPositions.create>[0]) {
    this.#client = options.client;
    this.#fleet = options.fleet;
    this.#logger = options.logger;
    this.#onWriteFailure = options.onWriteFailure ?? (() => {});
    this.#now = options.now ?? (() => performance.now());
  }

  /** Starts following the fleet; returns the function that stops it and writes a last time. */
  start(): () => Promise<void> {
    const timer = setInterval(() => void this.refresh(), REFRESH_MS);
    timer.unref();
    const unsubscribe = this.#fleet.subscribe(change => {
      if (change.type === 'hub') {
        this.#lookAt(change.hub);
      } else if (change.object.role !== 'warning-event') {
        this.#saw(change.object.hub, change.object.resourceVersion);
      }
    });
    return async () => {
      clearInterval(timer);
      unsubscribe();
      await this.refresh();
    };
  }

  position(hub: string): HubPosition {
    const highest = this.#highest.get(hub);
    return {
      epoch: this.#agreed.get(hub)?.epoch ?? 0,
      ...(highest && { resourceVersion: plainVersion(highest) }),
    };
  }

  /** When any replica last heard the hub before this process began, milliseconds since the epoch. */
  heardBefore(hub: string): number | undefined {
    return this.#heardBefore.get(hub);
  }

  /** Tells the other replicas how far this one has seen each hub, and learns the same of them. */
  async refresh(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        for (const { name } of this.#fleet.hubs()) {
          this.#lookAt(name);
          await this.#write(name);
        }
        await this.#read();
        this.#failing = false;
      } catch (error) {
        this.#onWriteFailure();
        if (!this.#failing) {
          this.#logger.warn(
            'How far the hubs have come cannot be written; it is tried again',
            error as Error,
          );
        }
        this.#failing = true;
      }
    });
    await this.#writing;
  }

  #saw(hub: string, resourceVersion: string | undefined): void {
    this.#highest.set(
      hub,
      laterVersion(this.#highest.get(hub), orderedVersion(resourceVersion)),
    );
  }

  #lookAt(hub: string): void {
    const state = this.#fleet.hub(hub);
    const watcherEpoch = state?.epoch ?? 0;
    const before = this.#watcherEpochs.get(hub);
    this.#watcherEpochs.set(hub, watcherEpoch);
    if (before !== undefined && before !== watcherEpoch) {
      this.#highest.delete(hub);
    }
    const look = state?.look;
    if (!look) {
      return;
    }
    const agreed = this.#agreed.get(hub);
    if (agreed && isAnother(look, agreed)) {
      this.#highest.delete(hub);
      this.#agreed.set(hub, {
        epoch: agreed.epoch + 1,
        version: orderedVersion(look.version),
        identity: look.identity ?? agreed.identity,
        // Nothing that was read stands behind it: it proves nothing before it was written and read again.
        readAt: Infinity,
      });
      this.#saw(hub, look.version);
      void this.refresh();
      return;
    }
    if (agreed?.toldAt !== undefined && look.begunAt <= agreed.toldAt) {
      return;
    }
    this.#saw(hub, look.version);
    if (!agreed) {
      void this.refresh();
    }
  }

  /** What was observed may be newer than what was last said of the hub: it is written sooner. */
  async #takeOver(): Promise<void> {
    const observed: Pick<PositionRow, 'hub' | 'epoch' | 'version'>[] =
      await this.#client('cluster_state_latest')
        .groupBy('hub', 'epoch')
        .select('hub', 'epoch', this.#client.raw('max(version) as version'));
    for (const { hub, epoch, version } of observed) {
      await this.#client<PositionRow>('hub_positions')
        .where({ hub, epoch })
        .where('version', '<', version)
        .update({ version });
    }
  }

  /** Writes a new epoch, unless somebody else has; else how far the hub has come in this one. */
  async #write(hub: string): Promise<void> {
    const agreed = this.#agreed.get(hub);
    const state = this.#fleet.hub(hub);
    const heard = {
      ...(state?.look?.identity && { identity: state.look.identity }),
      ...(state?.heardAt && { heard_at: state.heardAt }),
    };
    const version = this.#highest.get(hub) ?? orderedVersion(undefined);
    const table = () => this.#client<PositionRow>('hub_positions');
    if (!agreed) {
      if (state?.look) {
        await table()
          .insert({ hub, epoch: 0, version, ...heard })
          .onConflict('hub')
          .ignore();
      }
      return;
    }
    if (agreed.readAt === Infinity) {
      await table()
        .where({ hub })
        .where('epoch', '<', agreed.epoch)
        .update({ epoch: agreed.epoch, version, ...heard });
      return;
    }
    const own = () => table().where({ hub, epoch: agreed.epoch });
    if (heard.heard_at) {
      // A replica that does not hear the hub must not take back what one that does has written.
      await own()
        .where(older =>
          older.whereNull('heard_at').orWhere('heard_at', '<', heard.heard_at!),
        )
        .update(heard);
    }
    await own().where('version', '<', version).update({ version });
  }

  async #read(): Promise<PositionRow[]> {
    const rows: PositionRow[] = await this.#client<PositionRow>(
      'hub_positions',
    ).select();
    const readAt = this.#now();
    for (const row of rows) {
      const known = this.#agreed.get(row.hub);
      const isTold = known && row.epoch > known.epoch;
      if (isTold) {
        // Another replica noticed a restore first: what was seen up to now may be from before it.
        this.#highest.delete(row.hub);
      }
      const toldAt = isTold ? readAt : known?.toldAt;
      if (!known || row.epoch >= known.epoch) {
        this.#agreed.set(row.hub, {
          epoch: row.epoch,
          version: row.version,
          ...(row.identity && { identity: row.identity }),
          readAt,
          ...(toldAt !== undefined && { toldAt }),
        });
      }
    }
    return rows;
  }
}

function isAnother(look: HubLook, agreed: Agreed): boolean {
  if (look.begunAt <= agreed.readAt) {
    return false;
  }
  return (
    (look.identity !== undefined &&
      agreed.identity !== undefined &&
      look.identity !== agreed.identity) ||
    (look.version !== undefined &&
      orderedVersion(look.version) < agreed.version)
  );
}
