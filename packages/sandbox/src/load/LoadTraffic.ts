import { LoadFleet } from './buildFleet';
import { LoadEntry, LoadObject } from './LoadCollection';
import { LoadHub } from './LoadHub';
import { KINDS, LoadKind } from './LoadKind';
import { SeededRandom } from './SeededRandom';

/** When something was sent, in milliseconds of this machine's monotonic clock, which all of its processes share. */
export interface SentMark {
  hub: string;
  resourceVersion: number;
  at: number;
  change: TrafficChange;
  /** For `claim`: the version that the claim asks for since, which is shown and so can be recognised anywhere. */
  kubernetesVersion?: string;
}

export type TrafficChange =
  | 'reconciled'
  | 'application'
  | 'managed'
  | 'composite'
  | 'claim'
  | 'workflow'
  | 'warning';

/**
 * What a hub sends all day. Argo CD writes `reconciledAt` of every Application every three minutes, which at 20,000 of them
 * is 111 events a second that change nothing anybody shows.
 */
const MIX: [TrafficChange, number][] = [
  ['reconciled', 0.44],
  ['application', 0.08],
  ['managed', 0.34],
  ['composite', 0.04],
  ['claim', 0.02],
  ['workflow', 0.04],
  ['warning', 0.04],
];

/** Changes that turn something into its opposite. */
const FLIPS = new Set<TrafficChange>(['application', 'managed', 'composite']);

/** So many events later at the earliest it is turned back: ten seconds at 250 a second. */
const FLIPPED_FOR = 2_500;
/** How many of these events turn something back once there is something to turn back. Half of them keep the balance. */
const TURNED_BACK = 0.5;

const TICK_MS = 20;

/** Milliseconds of the clock that all processes of this machine share. */
export function machineTime(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

interface Subject {
  hub: LoadHub;
  kind: LoadKind;
  entries: LoadEntry[];
}

/** One object that can be changed. */
interface Target {
  hub: LoadHub;
  kind: LoadKind;
  entry: LoadEntry;
}

type Conditions = {
  type: string;
  status: string;
  lastTransitionTime: string;
  message?: string;
}[];

/** What is changed in a status, of whatever kind. */
interface ChangedStatus {
  sync: { status: string };
  reconciledAt?: string;
  progress?: string;
  conditions: Conditions;
}

/**
 * Changes objects at a steady rate, as controllers would. What goes off comes back a while later, so that the fleet stays as well
 * as it was however long this goes on.
 */
export class LoadTraffic {
  readonly #random: SeededRandom;
  readonly #subjects = new Map<TrafficChange, Subject[]>();
  readonly #marks: SentMark[] = [];
  /** What is off, or is well for once, the longest first, with the number of the event that made it so. */
  readonly #flipped = new Map<
    TrafficChange,
    { target: Target; since: number }[]
  >();
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #number = 0;

  constructor({ plan, hubs }: LoadFleet) {
    this.#random = new SeededRandom(plan.seed + 1);
    const add = (change: TrafficChange, kinds: LoadKind[]) =>
      this.#subjects.set(
        change,
        hubs.flatMap(hub =>
          kinds
            .map(kind => ({ hub, kind, entries: hub.serve(kind).entries() }))
            .filter(({ entries }) => entries.length > 0),
        ),
      );
    add('reconciled', [KINDS.application]);
    add('application', [KINDS.application]);
    add('managed', plan.managedKinds);
    add('composite', [KINDS.composite]);
    add('claim', [KINDS.claim]);
    add('workflow', [KINDS.workflow]);
    add('warning', [KINDS.event]);
  }

  /** Events that were sent since the last start. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends so many events a second, until it is stopped. */
  start(eventsPerSecond: number): void {
    this.stop();
    this.#sent = 0;
    const begun = machineTime();
    this.#timer = setInterval(() => {
      const due = Math.floor(
        ((machineTime() - begun) / 1_000) * eventsPerSecond,
      );
      while (this.#sent < due) {
        this.#sent += 1;
        this.sendOne();
      }
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Marks of all that was sent since they were last taken. */
  takeMarks(): SentMark[] {
    return this.#marks.splice(0);
  }

  /** Sends one event of the mix. */
  sendOne(change = this.#pickChange()): void {
    this.#number += 1;
    const target = this.#takeFlipped(change) ?? this.#pickTarget(change);
    if (!target) {
      return;
    }
    const { hub, kind, entry } = target;
    let kubernetesVersion: string | undefined;
    // Before the object is written: the way through the sockets is part of what is measured.
    const at = machineTime();
    const resourceVersion = hub.change(kind, entry, object => {
      kubernetesVersion = this.#edit(change, object);
    });
    this.#marks.push({
      hub: hub.name,
      resourceVersion,
      at,
      change,
      ...(kubernetesVersion && { kubernetesVersion }),
    });
  }

  /** What was changed into its opposite long enough ago, and is now to be as it was. */
  #takeFlipped(change: TrafficChange): Target | undefined {
    const flipped = this.#flipped.get(change);
    const isDue =
      flipped?.[0] !== undefined &&
      flipped[0].since <= this.#number - FLIPPED_FOR &&
      this.#random.next() < TURNED_BACK;
    return isDue ? flipped.shift()?.target : undefined;
  }

  #pickTarget(change: TrafficChange): Target | undefined {
    const subjects = this.#subjects.get(change) ?? [];
    if (subjects.length === 0) {
      return undefined;
    }
    const { hub, kind, entries } = this.#random.pick(subjects);
    const target = { hub, kind, entry: this.#random.pick(entries) };
    if (FLIPS.has(change)) {
      const flipped = this.#flipped.get(change) ?? [];
      this.#flipped.set(change, flipped);
      flipped.push({ target, since: this.#number });
    }
    return target;
  }

  #pickChange(): TrafficChange {
    let rest = this.#random.next();
    for (const [change, share] of MIX) {
      rest -= share;
      if (rest < 0) {
        return change;
      }
    }
    return 'reconciled';
  }

  #edit(change: TrafficChange, object: LoadObject): string | undefined {
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const status = object.status as ChangedStatus;
    switch (change) {
      case 'reconciled':
        status.reconciledAt = now;
        return undefined;
      case 'application': {
        const isSynced = status.sync.status === 'Synced';
        status.sync.status = isSynced ? 'OutOfSync' : 'Synced';
        status.reconciledAt = now;
        return undefined;
      }
      case 'managed':
      case 'composite':
        flip(status.conditions, now);
        return undefined;
      case 'claim':
        return this.#upgrade(object);
      case 'workflow':
        status.progress = `${this.#random.below(19)}/19`;
        return undefined;
      default:
        Object.assign(object, {
          count: Number(object.count) + 1,
          lastTimestamp: now,
        });
        return undefined;
    }
  }

  #upgrade(object: LoadObject): string {
    const version = `1.33.${this.#marks.length}-${this.#sent}`;
    const spec = object.spec as Record<string, unknown>;
    const status = object.status as { conditions: Record<string, unknown>[] };
    const generation = Number(object.metadata.generation) + 1;
    spec.kubernetesVersion = version;
    object.metadata.generation = generation;
    for (const condition of status.conditions) {
      condition.observedGeneration = generation;
    }
    return version;
  }
}

/** Synced goes off, or comes back, as at every hiccup of a provider. */
function flip(conditions: Conditions, now: string): void {
  const synced = conditions.find(({ type }) => type === 'Synced');
  if (synced) {
    const isGood = synced.status === 'True';
    synced.status = isGood ? 'False' : 'True';
    synced.lastTransitionTime = now;
    if (isGood) {
      synced.message = 'cannot observe: connection reset by peer';
    } else {
      delete synced.message;
    }
  }
}
