import { ControllerClock } from './ControllerClock';

/** What began together ends together. */
const ROUNDING_SECONDS = 0.05;

/**
 * When operations began, to the millisecond, so that waits shortened to fractions of a second stay true. After a
 * restart the objects' own timestamps, whole seconds, take over.
 */
export class StartTimes {
  readonly #clock: ControllerClock;
  readonly #begun = new Map<string, number>();

  constructor(clock: ControllerClock) {
    this.#clock = clock;
  }

  begin(key: string) {
    this.#begun.set(key, this.#clock.uptime());
  }

  known(key: string) {
    return this.#begun.has(key);
  }

  /** Seconds at speed 1 until `seconds` have passed since the begin; 0 once they have. Forgets what has ended. */
  secondsLeft(
    key: string,
    recorded: string | undefined,
    seconds: number,
  ): number {
    const uptime = this.#clock.uptime();
    let begun = this.#begun.get(key);
    if (begun === undefined) {
      begun = recorded ? uptime - secondsSince(recorded, this.#clock) : uptime;
      this.#begun.set(key, begun);
    }
    const left = seconds - (uptime - begun);
    if (left > ROUNDING_SECONDS) return left;
    this.#begun.delete(key);
    return 0;
  }
}

/** Seconds at speed 1 since a timestamp of an object, which has whole seconds only. */
export function secondsSince(recorded: string, clock: ControllerClock): number {
  const real = (clock.now().getTime() - Date.parse(recorded)) / 1000;
  return real * clock.speed;
}
