/** The one source of time of all controllers: wall-clock stamps, and waits that a factor shortens. */
export interface ControllerClock {
  /** Wall-clock time: what goes into timestamps of objects. */
  now(): Date;
  /** How many times faster than real time waits pass; 1 is the default. */
  readonly speed: number;
  /** Seconds at speed 1 that have passed since some moment; never goes back, whatever `now` does. */
  uptime(): number;
  /**
   * Calls `callback` after `seconds` at speed 1, sooner at a higher speed. Returns a function that cancels.
   * The timer never keeps the process alive.
   */
  after(seconds: number, callback: () => void): () => void;
}

/** A {@link ControllerClock} on the timers of the process; its speed may change while it runs. */
export class DefaultControllerClock implements ControllerClock {
  readonly #now: () => Date;
  #speed: number;
  #passed = 0;
  #measuredAt = performance.now();

  constructor(options: { speed?: number; now?: () => Date } = {}) {
    this.#speed = Math.max(options.speed ?? 1, 0.001);
    this.#now = options.now ?? (() => new Date());
  }

  get speed() {
    return this.#speed;
  }

  /** Takes effect for waits that begin later; the ones under way keep their end. */
  setSpeed(speed: number) {
    this.#passed = this.uptime();
    this.#measuredAt = performance.now();
    this.#speed = Math.max(speed, 0.001);
  }

  now() {
    return this.#now();
  }

  uptime() {
    const real = (performance.now() - this.#measuredAt) / 1000;
    return this.#passed + real * this.#speed;
  }

  after(seconds: number, callback: () => void) {
    const timer = setTimeout(
      callback,
      Math.max(0, (seconds * 1000) / this.#speed),
    );
    timer.unref();
    return () => clearTimeout(timer);
  }
}

/** Kubernetes' timestamp format: RFC 3339 with whole seconds. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
