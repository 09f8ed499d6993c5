import type { LoggerService } from '@backstage/backend-plugin-api';
import { REMEMBERED_TYPES } from './rememberedTypes';
import type { RecordedTime } from './RecordedTime';
import type {
  FirstObservation,
  HistoryStore,
  HubPosition,
  Observation,
  ObservedSubject,
  StateClock,
  StoredSubject,
} from './types';

const DEFAULT_FLUSH_MS = 1_000;
const RETRY_MS = 5_000;
/** What waits for a database that is away; beyond it the oldest go, and only the history is poorer for it. */
const MAX_QUEUE = 100_000;

/** A change on a hub that is heard is seen within this time. */
const OBSERVED_SECONDS = 1;
/** Kubernetes writes times to the second. */
const OBJECT_SECONDS = 1;

interface Known {
  value: string;
  since: RecordedTime;
  /** Loaded at the start and not seen by this process yet. */
  loaded: boolean;
}

/** What is asked for only as long as it is there, so that its end is not noticed by asking. */
const ENDING = new Set<ObservedSubject['type']>(['condition', 'blocker']);

const clusterKeyOf = ({
  hub,
  cluster,
}: Pick<ObservedSubject, 'hub' | 'cluster'>) => JSON.stringify([hub, cluster]);

const keyOf = ({ hub, cluster, type, subject }: ObservedSubject) =>
  JSON.stringify([hub, cluster, type, subject]);

/**
 * Remembers since when each subject has had its value, across restarts. Answers from memory at once; what changed is written
 * behind, in batches. A difference between what was stored and what is first seen after a start happened at an unknown time
 * in between: it is marked inferred.
 *
 * While a hub has not been read whole its clusters look emptier than they are. What is asked meanwhile is answered, but
 * neither remembered nor written.
 */
export class HistoryClock implements StateClock {
  readonly #store: HistoryStore;
  readonly #logger: LoggerService;
  readonly #settled: (hub: string) => boolean;
  readonly #position: (hub: string) => HubPosition;
  readonly #silentSince: (hub: string) => number | undefined;
  readonly #onWriteFailure: () => void;
  readonly #now: () => number;
  readonly #flushAfter: number;
  readonly #known = new Map<string, Known>();
  readonly #firsts = new Map<string, Map<string, RecordedTime>>();
  readonly #provisional = new Map<string, Known>();
  /** What was stored of each cluster and may have ended since. */
  readonly #unseen = new Map<string, StoredSubject[]>();
  #queue: Observation[] = [];
  /** How many observations the database has been given and has not taken yet. */
  #given = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #failing = false;
  #stopped = false;

  constructor(options: {
    store: HistoryStore;
    logger: LoggerService;
    /** What the store had at the start. */
    stored: Observation[];
    /** Values that subjects had before. */
    firsts?: FirstObservation[];
    /** Whether a hub, and its requests, have been read whole since the start. */
    settled: (hub: string) => boolean;
    position: (hub: string) => HubPosition;
    /** When a hub was last heard before what it tells now, milliseconds; undefined where it tells what is new. */
    silentSince?: (hub: string) => number | undefined;
    /** Told of each write that the database did not take. */
    onWriteFailure?: () => void;
    /** Milliseconds since the epoch. */
    now?: () => number;
    /** Milliseconds that changes wait for others to be written with. */
    flushAfter?: number;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#settled = options.settled;
    this.#position = options.position;
    this.#silentSince = options.silentSince ?? (() => undefined);
    this.#onWriteFailure = options.onWriteFailure ?? (() => {});
    this.#now = options.now ?? Date.now;
    this.#flushAfter = options.flushAfter ?? DEFAULT_FLUSH_MS;
    for (const observation of options.stored) {
      const { value, since } = observation;
      this.#known.set(keyOf(observation), { value, since, loaded: true });
      if (ENDING.has(observation.type)) {
        const { type, subject } = observation;
        const key = clusterKeyOf(observation);
        const unseen = this.#unseen.get(key) ?? [];
        this.#unseen.set(key, unseen);
        unseen.push({ type, subject });
      }
    }
    for (const first of options.firsts ?? []) {
      this.#remember(first, first.value, first.since);
    }
  }

  since(subject: ObservedSubject, value: string, hint?: string): RecordedTime {
    const key = keyOf(subject);
    const known = this.#known.get(key);
    if (known?.value === value) {
      known.loaded = false;
      return known.since;
    }
    if (!this.#settled(subject.hub)) {
      return this.#provisionally(subject, value, hint, known);
    }
    const early = this.#provisional.get(key);
    this.#provisional.delete(key);
    const since = this.#sinceOfNew(subject.hub, { known, hint, early, value });
    this.#known.set(key, { value, since, loaded: false });
    this.#remember(subject, value, since);
    this.#enqueue({
      ...subject,
      value,
      since,
      position: this.#position(subject.hub),
    });
    return since;
  }

  ever(subject: ObservedSubject, value: string): RecordedTime | undefined {
    return this.#firsts.get(keyOf(subject))?.get(value);
  }

  unseen(cluster: Pick<ObservedSubject, 'hub' | 'cluster'>): StoredSubject[] {
    const key = clusterKeyOf(cluster);
    const stored = this.#unseen.get(key);
    if (!stored || !this.#settled(cluster.hub)) {
      return [];
    }
    this.#unseen.delete(key);
    return stored.filter(
      subject => this.#known.get(keyOf({ ...cluster, ...subject }))?.loaded,
    );
  }

  release(subject: ObservedSubject): void {
    if (this.#settled(subject.hub)) {
      this.#known.delete(keyOf(subject));
    }
  }

  /** How many observations are not written yet. */
  get waiting(): number {
    return this.#queue.length + this.#given;
  }

  /** Drops what is remembered of clusters that are no more. */
  forget(gone: (subject: Pick<ObservedSubject, 'hub' | 'cluster'>) => boolean) {
    for (const subjects of [
      this.#known,
      this.#firsts,
      this.#provisional,
      this.#unseen,
    ]) {
      for (const key of subjects.keys()) {
        const [hub, cluster] = JSON.parse(key);
        if (gone({ hub, cluster })) {
          subjects.delete(key);
        }
      }
    }
  }

  /** Writes what waits; resolves when it is written or the database refused. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#queue.length > 0) {
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

  #remember(
    subject: ObservedSubject,
    value: string,
    since: RecordedTime,
  ): void {
    if (!REMEMBERED_TYPES.has(subject.type)) {
      return;
    }
    const key = keyOf(subject);
    const values = this.#firsts.get(key) ?? new Map<string, RecordedTime>();
    if (!values.has(value)) {
      values.set(value, since);
    }
    this.#firsts.set(key, values);
  }

  #sinceOfNew(
    hub: string,
    sight: { known?: Known; hint?: string; early?: Known; value: string },
  ): RecordedTime {
    const { known, hint, early, value } = sight;
    if (!known) {
      const told = fromHint(hint, this.#now());
      if (told) {
        return told;
      }
      if (early?.value === value) {
        return early.since;
      }
    }
    const now = this.#now();
    const at = new Date(now).toISOString();
    const silentSince = this.#silentSince(hub);
    if (silentSince === undefined && !known?.loaded) {
      return { at, source: 'observed', precisionSeconds: OBSERVED_SECONDS };
    }
    return {
      at,
      source: 'inferred',
      ...(silentSince !== undefined && {
        precisionSeconds: Math.max(
          OBSERVED_SECONDS,
          Math.ceil((now - silentSince) / 1_000),
        ),
      }),
    };
  }

  #provisionally(
    subject: ObservedSubject,
    value: string,
    hint: string | undefined,
    known: Known | undefined,
  ): RecordedTime {
    const key = keyOf(subject);
    const early = this.#provisional.get(key);
    if (early?.value === value) {
      return early.since;
    }
    const since = this.#sinceOfNew(subject.hub, { known, hint, value });
    this.#provisional.set(key, { value, since, loaded: false });
    return since;
  }

  #enqueue(observation: Observation): void {
    this.#queue.push(observation);
    // Not one by one: taking the first out of a long array costs as much as copying it.
    if (this.#queue.length > 2 * MAX_QUEUE) {
      this.#queue = this.#queue.slice(-MAX_QUEUE);
    }
    this.#schedule(this.#flushAfter);
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
    const batch = this.#queue;
    this.#queue = [];
    this.#given = batch.length;
    try {
      await this.#store.record(batch);
      this.#failing = false;
      if (this.#queue.length > 0) {
        this.#schedule(this.#flushAfter);
      }
    } catch (error) {
      this.#queue = [...batch, ...this.#queue].slice(-MAX_QUEUE);
      this.#onWriteFailure();
      if (!this.#failing) {
        this.#logger.warn(
          'The history cannot be written; it is tried again',
          error as Error,
        );
      }
      this.#failing = true;
      this.#schedule(RETRY_MS);
    } finally {
      this.#given = 0;
    }
  }
}

/** An object's own time counts for what is seen for the first time, unless it is none or lies ahead. */
function fromHint(
  hint: string | undefined,
  now: number,
): RecordedTime | undefined {
  const at = Date.parse(hint ?? '');
  return Number.isNaN(at) || at > now
    ? undefined
    : {
        at: new Date(at).toISOString(),
        source: 'object',
        precisionSeconds: OBJECT_SECONDS,
      };
}
