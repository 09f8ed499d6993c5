/** Waits for so many milliseconds; ends early, without an error, when the signal aborts. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timers: ReturnType<typeof setTimeout>[] = [];
    const end = () => {
      timers.forEach(clearTimeout);
      signal.removeEventListener('abort', end);
      resolve();
    };
    timers.push(setTimeout(end, milliseconds));
    signal.addEventListener('abort', end);
  });
}

/** A wait that someone else can end. */
export class Alarm {
  #controller = new AbortController();

  /** Waits for the time, the alarm or the signal. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    await wait(
      milliseconds,
      AbortSignal.any([signal, this.#controller.signal]),
    );
    if (this.#controller.signal.aborted) {
      this.#controller = new AbortController();
    }
  }

  /** Ends the wait, or the next one where none is under way. */
  ring(): void {
    this.#controller.abort();
  }
}
