/**
 * Runs one read at a time: asked while one runs, it runs once more after it, after a pause that gathers what comes at once.
 * The last answer wins, and none is delivered after `stop`.
 */
export class Refresher<T> {
  readonly #options: {
    read: () => Promise<T>;
    onData: (data: T) => void;
    onError: (error: Error) => void;
    /** Milliseconds. */
    pause: number;
  };
  #running = false;
  #again = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: {
    read: () => Promise<T>;
    onData: (data: T) => void;
    onError: (error: Error) => void;
    pause: number;
  }) {
    this.#options = options;
  }

  /** Reads now, or after the read that runs. */
  now() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#run();
  }

  /** Reads after the pause; asking again meanwhile changes nothing. */
  soon() {
    this.#timer ??= setTimeout(() => this.now(), this.#options.pause);
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      const data = await this.#options.read();
      if (!this.#stopped) {
        this.#options.onData(data);
      }
    } catch (error) {
      if (!this.#stopped) {
        this.#options.onError(
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    } finally {
      this.#running = false;
    }
    if (this.#again && !this.#stopped) {
      this.#again = false;
      this.soon();
    }
  }
}
