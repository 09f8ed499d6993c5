/** Waits for so many milliseconds; ends early, without an error, when the signal aborts. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      ended.abort();
      resolve();
    }, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { signal: ended.signal },
    );
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
