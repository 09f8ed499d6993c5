import type { KindCounts } from '../../fleet';
import type { HubConnection } from '../connection/HubConnection';
import { HubError, isHubWide } from '../connection/HubError';
import { toHubError } from '../connection/toHubError';
import type { HubTimings } from '../HubTimings';
import { Backoff } from './Backoff';
import { Gate } from './Gate';
import { Limiter } from './Limiter';
import { ObjectKeys, ReflectorSink } from './ObjectKeys';
import type { WatchedResource } from './ResourceRequest';
import { Alarm } from './wait';
import { WatchSession } from './WatchSession';

/** Failures in a row after which a kind that was never listed is said to be failing. */
const PATIENT_FAILURES = 5;

export type ReflectorState = 'connecting' | 'live' | 'absent' | 'failing';

export interface ReflectorOptions {
  connection: HubConnection;
  resource: WatchedResource;
  sink: ReflectorSink;
  /** uids of what the sink has already, of a reflector of the same objects that was stopped. */
  held?: Iterable<string>;
  timings: HubTimings;
  /** Shut while the hub as a whole is known to be out of reach. */
  gate?: Gate;
  /** Caps how many kinds are listed at a time. */
  limiter?: Limiter;
  random?: () => number;
  /** Told of each resourceVersion that the hub mentions for this kind. */
  onVersion?: (version: string) => void;
  /** Told when the state or the object count may have changed. */
  onState?: () => void;
  /** Told of a failure that is about the hub, not about this kind. */
  onTrouble?: (error: HubError) => void;
  /** Asked after a 404 whether the kind is really gone, which deletes its objects. Default: it is. */
  confirmAbsent?: () => Promise<boolean>;
}

/**
 * Keeps a sink equal to one collection of a hub, by a list and a watch, through every fault: k8s.io/client-go's reflector
 * (tools/cache/reflector.go) with two things more, namely full trust in a complete list, so that a hub that was restored to
 * an older state leaves nothing stale, and a stream that is dropped, never guessed at, when a line of it cannot be read.
 */
export class Reflector {
  readonly #options: ReflectorOptions;
  readonly #keys: ObjectKeys;
  readonly #session: WatchSession;
  readonly #backoff: Backoff;
  readonly #alarm = new Alarm();
  #attempt = new AbortController();
  #state: ReflectorState = 'connecting';
  #message: string | undefined;
  #failures = 0;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.#keys = new ObjectKeys(options.sink, options.held);
    this.#backoff = new Backoff({
      ...options.timings.backoff,
      random: options.random,
    });
    this.#session = new WatchSession({
      ...options,
      limiter: options.limiter ?? new Limiter(1),
      keys: this.#keys,
      onSynced: () => this.#enter('live'),
    });
  }

  get state(): ReflectorState {
    return this.#state;
  }

  /** One sentence about a failure, while there is one. */
  get message(): string | undefined {
    return this.#message;
  }

  /** uids of the objects that the sink holds. */
  uids(): Iterable<string> {
    return this.#keys.uids();
  }

  get objects(): number {
    return this.#keys.size;
  }

  /** Handlers that threw and objects that were no objects, so far. */
  get faults(): number {
    return this.#keys.faults;
  }

  /** What came so far. */
  get counts(): KindCounts {
    const { events, lists, faults } = this.#keys;
    return { events, lists, faults };
  }

  /** Runs until the signal aborts; after that nothing is emitted. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    const { gate } = this.#options;
    while (!signal.aborted) {
      await gate?.pass(signal);
      if (signal.aborted) {
        return;
      }
      this.#attempt = new AbortController();
      const attempt = AbortSignal.any([signal, this.#attempt.signal]);
      const begun = performance.now();
      let delay = 0;
      try {
        const spoke = await this.#session.follow(attempt);
        const short =
          performance.now() - begun < this.#options.timings.shortestWatch;
        delay = short && !spoke ? this.#backoff.next() : 0;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        delay = this.#attempt.signal.aborted
          ? 0
          : await this.#failed(error, performance.now() - begun);
      }
      if (
        performance.now() - begun >
        this.#options.timings.backoff.resetAfter
      ) {
        this.#backoff.reset();
      }
      if (delay > 0) {
        await this.#alarm.wait(delay, signal);
      }
    }
  }

  /** Lists everything anew, at once. */
  relist(): void {
    this.#session.forget();
    this.#attempt.abort();
    this.#alarm.ring();
  }

  /** Tries again at once where it waits. */
  retry(): void {
    this.#alarm.ring();
  }

  /** Emits the deletion of every object. */
  purge(): void {
    this.#session.forget();
    this.#keys.clear();
  }

  /** @returns milliseconds to wait before the next attempt */
  async #failed(cause: unknown, lasted: number): Promise<number> {
    const { timings, onTrouble, confirmAbsent } = this.#options;
    const error = toHubError(cause);
    if (lasted > timings.backoff.resetAfter) {
      this.#backoff.reset();
    }
    if (error.type === 'absent') {
      const gone = await (confirmAbsent?.() ?? Promise.resolve(true)).catch(
        () => false,
      );
      if (gone) {
        this.purge();
        this.#enter('absent');
        return timings.absent;
      }
    }
    if (isHubWide(error)) {
      onTrouble?.(error);
    }
    const backoff = this.#backoff.next();
    if (error.type === 'throttled') {
      return Math.min(timings.retryAfterCap, (error.retryAfter ?? 0) + backoff);
    }
    if (error.type !== 'expired') {
      this.#enter(this.#failedState(error), error.message);
    }
    return Math.max(
      backoff,
      Math.min(error.retryAfter ?? 0, timings.retryAfterCap),
    );
  }

  /** A kind that was never listed goes on connecting through what may pass, but not for ever: its webhook may be broken. */
  #failedState(error: HubError): ReflectorState {
    const passing = isHubWide(error) || error.type === 'failing';
    this.#failures += 1;
    return this.#state === 'connecting' &&
      passing &&
      this.#failures < PATIENT_FAILURES
      ? 'connecting'
      : 'failing';
  }

  #enter(state: ReflectorState, message?: string): void {
    if (state === 'live') {
      this.#failures = 0;
    }
    this.#state = state;
    this.#message = message;
    this.#options.onState?.();
  }
}
