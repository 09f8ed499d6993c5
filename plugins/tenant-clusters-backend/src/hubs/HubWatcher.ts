import { setMaxListeners } from 'node:events';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FleetWriter, HubState } from '../fleet';
import type { HubConfig } from './config/HubConfig';
import { HubConnection } from './connection/HubConnection';
import { HubError, isHubWide } from './connection/HubError';
import { toHubError } from './connection/toHubError';
import { HubPosition } from './HubPosition';
import { HubStatus } from './HubStatus';
import { DEFAULT_HUB_TIMINGS, HubTimings } from './HubTimings';
import { KindSupervisor } from './kinds/KindSupervisor';
import { probeHub } from './probeHub';
import { Gate } from './reflector/Gate';
import { Alarm, wait } from './reflector/wait';

/** Looks in a row that may fail for reasons of their own before kinds are watched without. */
const PATIENT_FAILURES = 3;

/**
 * Watches one hub into the fleet. Whatever is wrong with the hub or its configuration becomes a state with a sentence, and it
 * goes on trying, so that it recovers by itself once it is mended.
 */
export class HubWatcher {
  #config: HubConfig;
  readonly #timings: HubTimings;
  readonly #connection: HubConnection;
  readonly #status: HubStatus;
  readonly #kinds: KindSupervisor;
  readonly #position = new HubPosition();
  readonly #gate = new Gate({ open: false });
  readonly #alarm = new Alarm();
  readonly #startAfter: number;
  /** Counts up whenever the hub may have become another one by configuration. */
  #moves = 0;
  #movesSeen = 0;
  /** Counts up whenever a connection breaks. */
  #troubles = 0;
  #failures = 0;
  #wasLive = false;

  /**
   * @param options.timings - replaces some of the defaults
   * @param options.random - replaces Math.random in jitter
   * @param options.startAfter - milliseconds that it waits before it begins
   */
  static create(options: {
    config: HubConfig;
    fleet: FleetWriter;
    logger: LoggerService;
    timings?: Partial<HubTimings>;
    random?: () => number;
    startAfter?: number;
  }): HubWatcher {
    return new HubWatcher(options);
  }

  private constructor(options: Parameters<typeof HubWatcher.create>[0]) {
    const { config, fleet, logger, random = Math.random } = options;
    this.#config = config;
    this.#startAfter = options.startAfter ?? 0;
    this.#timings = { ...DEFAULT_HUB_TIMINGS, ...options.timings };
    this.#connection = new HubConnection({
      kubernetes: config.kubernetes,
      headersTimeout: this.#timings.headers,
      onHeard: () => this.#status.heard(),
    });
    this.#status = new HubStatus({
      name: config.name,
      title: config.title,
      fleet,
      logger,
      interval: this.#timings.heard,
      kinds: () => this.#kinds.states(),
    });
    this.#kinds = new KindSupervisor({
      hub: config.name,
      clusterKinds: config.clusterKinds,
      connection: this.#connection,
      fleet,
      timings: this.#timings,
      gate: this.#gate,
      random,
      onVersion: version => this.#position.saw(version),
      onState: () => this.#kindsChanged(),
      onTrouble: () => this.#trouble(),
    });
  }

  /** Watches until the signal aborts. Resolves at once, whatever the hub is like; nothing is written after the signal. */
  async start(signal: AbortSignal): Promise<void> {
    setMaxListeners(0, signal);
    this.#status.publish();
    signal.addEventListener(
      'abort',
      () => {
        this.#status.stop();
        void this.#connection.close();
      },
      { once: true },
    );
    void this.#run(signal);
  }

  /** Takes over another configuration of the same hub. Its objects stay until the hub itself says otherwise. */
  reconfigure(config: HubConfig): void {
    const moved =
      JSON.stringify(config.kubernetes) !==
      JSON.stringify(this.#config.kubernetes);
    this.#config = config;
    this.#status.rename(config.title);
    this.#kinds.setClusterKinds(config.clusterKinds);
    this.#connection.configure(config.kubernetes);
    if (moved) {
      this.#moves += 1;
      // Nothing is asked of the new address before it is known whether the same hub is there.
      this.#gate.shut();
      this.#alarm.ring();
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    await wait(this.#startAfter, signal);
    void this.#kinds.run(signal);
    await this.#watchHub(signal);
  }

  async #watchHub(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const delay = await this.#look(signal);
      await this.#alarm.wait(delay, signal);
    }
  }

  /** @returns milliseconds until the next look */
  async #look(signal: AbortSignal): Promise<number> {
    const { probe: calm, probeRetry, retryAfterCap } = this.#timings;
    const expected = this.#position.expectation();
    const moves = this.#moves;
    const troubles = this.#troubles;
    try {
      if (this.#failures > 0 || moves !== this.#movesSeen) {
        // A file may have been written, a token rotated, a certificate replaced.
        await this.#connection.reload();
      }
      const begunAt = performance.now();
      const probe = await probeHub(this.#connection, signal);
      if (moves !== this.#moves) {
        // It may be the former hub that answered.
        return 0;
      }
      this.#failures = 0;
      this.#status.look = { begunAt, ...probe };
      if (this.#position.isAnother(probe, expected)) {
        this.#restart();
      } else if (moves !== this.#movesSeen) {
        this.#kinds.relist();
      }
      this.#movesSeen = moves;
      this.#position.accept(probe);
      if (troubles !== this.#troubles) {
        // What broke since may be the hub that went away to be restored.
        return 0;
      }
      this.#gate.open();
      if (this.#status.state !== 'live') {
        this.#kinds.retry();
      }
      this.#kindsChanged();
      return calm;
    } catch (cause) {
      if (signal.aborted) {
        return 0;
      }
      const error = toHubError(cause);
      this.#failed(error);
      const [least, most] = probeRetry;
      const asked = Math.min(error.retryAfter ?? 0, retryAfterCap);
      const growing = least * 2 ** Math.min(this.#failures - 1, 10);
      return Math.max(asked, Math.min(most, growing));
    }
  }

  /** The hub is another one, or an older one of the same: what was known of it proves nothing. */
  #restart(): void {
    this.#status.epoch += 1;
    // Before any object of the new epoch.
    this.#status.publish();
    this.#position.forget();
    this.#kinds.relist();
  }

  /**
   * A hub that is restored breaks its connections. Nothing goes on from a version of before until a look at the hub has told
   * whether that version still means what it did.
   */
  #trouble(): void {
    this.#troubles += 1;
    this.#gate.shut();
    this.#alarm.ring();
  }

  #failed(error: HubError): void {
    this.#failures += 1;
    if (!isHubWide(error) && this.#failures > PATIENT_FAILURES) {
      // Only the look fails; the kinds may fare better.
      this.#gate.open();
    }
    const state = this.#stateOf(error);
    if (state !== undefined) {
      if (isHubWide(error)) {
        this.#gate.shut();
      }
      this.#status.enter(state, error.message);
    }
  }

  /** @returns undefined while the failure may be a passing one */
  #stateOf(error: HubError): HubState['state'] | undefined {
    switch (error.type) {
      case 'misconfigured':
      case 'unauthorized':
        return error.type;
      case 'silent':
      case 'throttled':
        return this.#isOverdue() ? this.#silentState() : undefined;
      default:
        // A restarting API server breaks connections, and is there again a moment later.
        return this.#failures > 1 || !this.#wasLive ? 'unreachable' : undefined;
    }
  }

  #silentState(): HubState['state'] {
    return this.#wasLive ? 'stale' : 'unreachable';
  }

  #isOverdue(): boolean {
    const { heardAt } = this.#status;
    return (
      heardAt === undefined || Date.now() - heardAt > this.#config.staleAfter
    );
  }

  /** Enters live once the hub answers and all of its kinds are listed. */
  #kindsChanged(): void {
    if (this.#failures === 0 && this.#position.known) {
      if (this.#wasLive || this.#kinds.settled) {
        this.#wasLive = true;
        if (this.#status.state !== 'live') {
          this.#status.enter('live');
          return;
        }
      } else if (this.#status.state !== 'connecting') {
        this.#status.enter('connecting');
        return;
      }
    }
    this.#status.touch();
  }
}
