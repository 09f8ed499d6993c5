/**
 * The one time of the whole sandbox. It is the machine's time, except while the first history is made: then it stands at
 * a past moment and runs on from there, faster, so that what is seeded has the dates of a history.
 */
export class SandboxClock {
  #from = 0;
  #startedAt = 0;
  #speed = 1;
  #travelling = false;

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#travelling
      ? Math.round(this.#from + (Date.now() - this.#startedAt) * this.#speed)
      : Date.now();
  }

  /**
   * Goes to a moment before the present and runs on from there, `speed` times as fast as real time. Time never goes
   * back: an earlier moment than the last one is taken as the last one.
   */
  travelTo(moment: number, speed: number): void {
    const now = this.#travelling ? this.now() : 0;
    this.#from = Math.min(Math.max(moment, now), Date.now());
    this.#startedAt = Date.now();
    this.#speed = speed;
    this.#travelling = true;
  }

  /** Back to the machine's time. */
  returnToPresent(): void {
    this.#travelling = false;
  }
}
