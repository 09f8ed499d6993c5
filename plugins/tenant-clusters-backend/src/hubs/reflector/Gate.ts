/** Holds everyone up while it is shut. */
export class Gate {
  #open: boolean;
  #waiting: (() => void)[] = [];

  constructor(options: { open: boolean }) {
    this.#open = options.open;
  }

  open(): void {
    this.#open = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach(go => go());
  }

  shut(): void {
    this.#open = false;
  }

  /** Resolves once it is open, or the signal aborts. */
  pass(signal: AbortSignal): Promise<void> {
    if (this.#open || signal.aborted) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const go = () => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', go);
    });
  }
}
