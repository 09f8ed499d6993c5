import { ControllerClock } from './ControllerClock';
import { Requeue } from './Controller';

const FIRST_RETRY_SECONDS = 0.2;
const LONGEST_RETRY_SECONDS = 30;

/**
 * A queue of keys, each at most once in it and never worked on twice at the same time; a key that arrives while it is
 * worked on is taken again afterwards. Failing keys are retried with growing pauses.
 */
export class WorkQueue {
  readonly #clock: ControllerClock;
  readonly #work: (key: string) => Requeue | Promise<Requeue>;
  readonly #onError: (key: string, error: unknown) => void;
  readonly #waiting = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, () => void>();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: {
    clock: ControllerClock;
    work: (key: string) => Requeue | Promise<Requeue>;
    onError: (key: string, error: unknown) => void;
  }) {
    this.#clock = options.clock;
    this.#work = options.work;
    this.#onError = options.onError;
  }

  add(key: string) {
    if (this.#stopped) return;
    this.#waiting.add(key);
    this.#running ??= this.#drain();
  }

  /** Resolves once nothing is being worked on; no key is taken afterwards. */
  async stop() {
    this.#stopped = true;
    this.#waiting.clear();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#running;
  }

  async #drain() {
    // Never inside the store's own notification: a handler there must return at once.
    await new Promise<void>(resolve => {
      setImmediate(resolve);
    });
    while (this.#waiting.size > 0 && !this.#stopped) {
      const [key] = this.#waiting;
      this.#waiting.delete(key);
      await this.#take(key);
    }
    this.#running = undefined;
  }

  async #take(key: string) {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    try {
      const requeue = await this.#work(key);
      this.#failures.delete(key);
      if (requeue) this.#later(key, requeue.afterSeconds);
    } catch (error) {
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      this.#later(
        key,
        Math.min(FIRST_RETRY_SECONDS * 2 ** failures, LONGEST_RETRY_SECONDS),
      );
      this.#onError(key, error);
    }
  }

  #later(key: string, seconds: number) {
    if (this.#stopped) return;
    this.#timers.get(key)?.();
    this.#timers.set(
      key,
      this.#clock.after(seconds, () => {
        this.#timers.delete(key);
        this.add(key);
      }),
    );
  }
}
