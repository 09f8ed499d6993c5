import { setMaxListeners } from 'node:events';
import type { ClusterKind } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetWriter, HubKindState } from '../../fleet';
import type {
  ProjectedEventSource,
  ProjectedObject,
  ProjectedXrd,
} from '../../projections';
import type { HubConnection } from '../connection/HubConnection';
import type { HubError } from '../connection/HubError';
import type { HubTimings } from '../HubTimings';
import { Gate } from '../reflector/Gate';
import { Limiter } from '../reflector/Limiter';
import { Alarm, wait } from '../reflector/wait';
import { CrdNames } from './CrdNames';
import { discover } from './discover';
import { FIXED_KINDS } from './fixedKinds';
import { KindReferences } from './KindReferences';
import { KindPlan, planKinds } from './planKinds';
import { probeManagedKinds } from './probeManagedKinds';
import { kindKey, ServedResources } from './ServedResource';
import { WatchedKind } from './WatchedKind';

const CONCURRENT_LISTS = 8;

export interface KindSupervisorOptions {
  hub: string;
  clusterKinds: ClusterKind[];
  connection: HubConnection;
  fleet: FleetWriter;
  timings: HubTimings;
  gate: Gate;
  random?: () => number;
  onVersion: (version: string) => void;
  onState: () => void;
  onTrouble: (error: HubError) => void;
}

/**
 * Starts and stops the watches of a hub's kinds, as CRDs, XRDs and references come and go. A kind stops, and its objects are
 * deleted, only when both discovery and the list of CRDs say that it is gone: an API server that has just started may not
 * know its CRDs yet.
 */
export class KindSupervisor {
  readonly #options: KindSupervisorOptions;
  readonly #watched = new Map<string, WatchedKind>();
  readonly #xrds = new Map<string, ProjectedXrd>();
  readonly #eventSources = new Map<string, ProjectedEventSource>();
  readonly #references = new KindReferences();
  readonly #populated = new Set<string>();
  readonly #limiter = new Limiter(CONCURRENT_LISTS);
  readonly #changed = new Alarm();
  readonly #crds: CrdNames;
  /** Open once it is known what the hub serves. */
  readonly #served = new Gate({ open: false });
  /** When to discover, in milliseconds of performance.now(). */
  #discoverAt = 0;
  /** Whether CRDs have changed since the last discovery began. */
  #discoveryIsOld = false;
  /** Whether something was seen that may ask for other kinds than are watched. */
  #planIsOld = true;
  #clusterKinds: ClusterKind[];
  #resources: ServedResources = new Map();
  #discovered = false;
  #signal: AbortSignal | undefined;

  constructor(options: KindSupervisorOptions) {
    this.#options = options;
    this.#clusterKinds = options.clusterKinds;
    this.#crds = new CrdNames({
      ...this.#reflectorOptions(),
      onChange: () => this.#crdsChanged(),
    });
  }

  /** CRDs that change together are looked at together. */
  #crdsChanged(): void {
    const due = performance.now() + this.#options.timings.discovery[0];
    this.#discoverAt = Math.min(this.#discoverAt, due);
    this.#discoveryIsOld = true;
    this.#changed.ring();
  }

  #planChanged(): void {
    this.#planIsOld = true;
    this.#changed.ring();
  }

  /** Whether everything that was found has been listed, or has failed to be. */
  get settled(): boolean {
    return (
      this.#discovered &&
      !this.#planIsOld &&
      Array.from(this.#watched.values()).every(
        kind => kind.state.state !== 'connecting',
      )
    );
  }

  /** Each watched kind, and those that the hub lacks, in a stable order. */
  states(): HubKindState[] {
    const states = Array.from(this.#watched.values(), kind => kind.state);
    for (const { group, kind } of this.#discovered ? FIXED_KINDS : []) {
      if (!this.#watched.has(kindKey(group, kind))) {
        states.push({ group, kind, state: 'absent', objects: 0 });
      }
    }
    return states.sort(
      (left, right) =>
        left.group.localeCompare(right.group) ||
        left.kind.localeCompare(right.kind),
    );
  }

  /** Discovers and watches until the signal aborts. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    setMaxListeners(0, signal);
    this.#crds.start(signal);
    void this.#probeManaged(signal);
    const { timings, gate } = this.#options;
    while (!signal.aborted) {
      await gate.pass(signal);
      await this.#discoverIfDue(signal);
      this.#replan();
      const left = this.#discoverAt - performance.now();
      await this.#changed.wait(Math.max(0, left), signal);
      // What is found together is planned together.
      await wait(timings.replan, signal);
    }
  }

  async #discoverIfDue(signal: AbortSignal): Promise<void> {
    if (performance.now() < this.#discoverAt) {
      return;
    }
    const { discovery, rediscovery, probeRetry } = this.#options.timings;
    const crdsChanged = this.#discoveryIsOld;
    // What changes from here on is due by itself.
    this.#discoveryIsOld = false;
    this.#discoverAt = Infinity;
    let delay = crdsChanged ? discovery[1] : rediscovery;
    if (!(await this.#discover(signal))) {
      delay = probeRetry[0];
      this.#discoveryIsOld ||= crdsChanged;
    }
    this.#discoverAt = Math.min(this.#discoverAt, performance.now() + delay);
  }

  /** Takes over which kinds are clusters by configuration. */
  setClusterKinds(clusterKinds: ClusterKind[]): void {
    if (JSON.stringify(clusterKinds) !== JSON.stringify(this.#clusterKinds)) {
      this.#clusterKinds = clusterKinds;
      this.#planChanged();
    }
  }

  /** Lists every kind anew: the hub is not what it was. */
  relist(): void {
    this.#crds.relist();
    for (const kind of this.#watched.values()) {
      kind.relist();
    }
    this.#crdsChanged();
  }

  /** Tries again at once what waits for better times. */
  retry(): void {
    for (const kind of this.#watched.values()) {
      if (kind.state.state !== 'live') {
        kind.retry();
      }
    }
    this.#changed.ring();
  }

  async #discover(signal: AbortSignal): Promise<boolean> {
    try {
      this.#resources = await discover({
        connection: this.#options.connection,
        signal,
        known: this.#resources,
      });
      this.#discovered = true;
      this.#served.open();
      return true;
    } catch {
      // Whoever probes the hub finds the cause, and says it.
      return false;
    }
  }

  #replan(): void {
    const signal = this.#signal;
    if (!signal || signal.aborted || !this.#discovered) {
      return;
    }
    this.#planIsOld = false;
    const plans = planKinds({
      resources: this.#resources,
      xrds: this.#xrds.values(),
      eventSources: this.#eventSources.values(),
      clusterKinds: this.#clusterKinds,
      wanted: new Set([...this.#references.kinds(), ...this.#populated]),
    });
    for (const [key, kind] of this.#watched) {
      if (!plans.has(key) && !this.#isKept(kind)) {
        this.#watched.delete(key);
        kind.stop({ purge: true });
      }
    }
    for (const [key, plan] of plans) {
      this.#follow(key, plan, signal);
    }
    this.#options.onState();
  }

  /** A kind that is missing from discovery, and is not proved to be gone. */
  #isKept(kind: WatchedKind): boolean {
    if (this.#isServed(kind.plan)) {
      return false;
    }
    if (this.#discoveryIsOld) {
      // The two are only a proof together when discovery is the younger one.
      return true;
    }
    return this.#crds.known
      ? this.#crds.has(kind.plan.resource)
      : kind.state.state !== 'absent';
  }

  #isServed({ resource: { group, kind } }: KindPlan): boolean {
    return this.#resources.has(kindKey(group, kind));
  }

  #follow(key: string, plan: KindPlan, signal: AbortSignal): void {
    const current = this.#watched.get(key);
    const sameResource =
      JSON.stringify(current?.plan.resource) === JSON.stringify(plan.resource);
    if (current && sameResource) {
      if (JSON.stringify(current.plan.plan) !== JSON.stringify(plan.plan)) {
        current.replan(plan);
      } else if (current.state.state === 'absent') {
        current.retry();
      }
      return;
    }
    // Another version of the same kind has the same objects: they are put again, and need not go in between.
    current?.stop({ purge: false });
    const kind = new WatchedKind({
      hub: this.#options.hub,
      plan,
      fleet: this.#options.fleet,
      successorOf: current,
      reflector: {
        ...this.#reflectorOptions(),
        // Events may be kept in an etcd of their own, whose versions mean nothing elsewhere.
        onVersion:
          plan.plan.role === 'warning-event'
            ? undefined
            : this.#options.onVersion,
        confirmAbsent: () => this.#confirmAbsent(plan),
      },
      onObject: object => this.#seen(object),
      onGone: uid => this.#gone(uid),
    });
    this.#watched.set(key, kind);
    kind.start(signal);
  }

  #reflectorOptions() {
    const { connection, timings, gate, random } = this.#options;
    return {
      connection,
      timings,
      gate,
      random,
      limiter: this.#limiter,
      onVersion: this.#options.onVersion,
      onState: this.#options.onState,
      onTrouble: this.#options.onTrouble,
    };
  }

  async #confirmAbsent(plan: KindPlan): Promise<boolean> {
    const signal = this.#signal!;
    const discovered = await this.#discover(signal);
    this.#changed.ring();
    return (
      discovered && !this.#isServed(plan) && !this.#crds.has(plan.resource)
    );
  }

  #seen(object: ProjectedObject): void {
    if (object.role === 'xrd') {
      this.#xrds.set(object.uid, object);
      this.#planChanged();
    } else if (object.role === 'event-source') {
      this.#eventSources.set(object.uid, object);
      this.#planChanged();
    } else if (this.#references.put(object)) {
      this.#planChanged();
    }
  }

  #gone(uid: string): void {
    this.#references.delete(uid);
    if (this.#xrds.delete(uid) || this.#eventSources.delete(uid)) {
      this.#planChanged();
    }
  }

  async #probeManaged(signal: AbortSignal): Promise<void> {
    const { connection, gate, timings } = this.#options;
    await this.#served.pass(signal);
    while (!signal.aborted) {
      await gate.pass(signal);
      this.#dropIdle();
      try {
        await probeManagedKinds({
          connection,
          resources: this.#resources,
          isWatched: key => this.#watched.has(key),
          onFound: key => {
            this.#populated.add(key);
            this.#planChanged();
          },
          signal,
        });
      } catch {
        // The next look will tell.
      }
      this.#planChanged();
      await wait(timings.managedProbe, signal);
    }
  }

  /** Lets go of managed kinds that have had no object for a while. */
  #dropIdle(): void {
    const now = performance.now();
    let dropped = false;
    for (const [key, kind] of this.#watched) {
      if (!this.#populated.has(key)) {
        continue;
      }
      const used =
        kind.objects > 0 ||
        this.#references.has(key) ||
        // What has not been listed yet may have objects.
        kind.state.state === 'connecting';
      if (used) {
        kind.idleSince = undefined;
      } else {
        kind.idleSince ??= now;
        if (now - kind.idleSince > this.#options.timings.managedIdle) {
          this.#populated.delete(key);
          dropped = true;
        }
      }
    }
    if (dropped) {
      // At once: an object that comes before they stop would be reported deleted.
      this.#replan();
    }
  }
}
