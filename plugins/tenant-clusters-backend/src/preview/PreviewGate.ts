import { ConflictError, ServiceUnavailableError } from '@backstage/errors';

interface Ticket {
  person: string;
  admit(): void;
  refuse(error: unknown): void;
}

/**
 * Lets one preview at a time run for each person, and a few in all. Of those of one person that wait, the newest takes the place of
 * the one before it: nobody wants a preview of what they have typed over.
 */
export class PreviewGate {
  readonly #total: number;
  readonly #queue: number;
  readonly #running = new Set<string>();
  readonly #waiting = new Map<string, Ticket>();

  /** @param limits - how many may run, and how many may wait */
  constructor(limits: { total: number; queue: number }) {
    this.#total = limits.total;
    this.#queue = limits.queue;
  }

  /**
   * Runs `work` once it is this person's turn.
   *
   * @throws ConflictError when a newer one took its place; ServiceUnavailableError when too many wait; the signal's reason
   */
  async pass<T>(
    person: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    await this.#turn(person, signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#running.delete(person);
      this.#admit();
    }
  }

  #turn(person: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#waiting
      .get(person)
      ?.refuse(
        new ConflictError(
          'A newer preview of yours took the place of this one',
        ),
      );
    if (this.#waiting.size >= this.#queue) {
      throw new ServiceUnavailableError(
        'Too many previews are asked for at once; the request can be sent without one',
      );
    }
    return new Promise<void>((resolve, reject) => {
      const over = new AbortController();
      const leave = () => {
        this.#waiting.delete(person);
        over.abort();
      };
      signal.addEventListener(
        'abort',
        () => {
          leave();
          reject(signal.reason);
        },
        { signal: over.signal },
      );
      this.#waiting.set(person, {
        person,
        admit: () => {
          leave();
          this.#running.add(person);
          resolve();
        },
        refuse: error => {
          leave();
          reject(error);
        },
      });
      this.#admit();
    });
  }

  #admit(): void {
    for (const ticket of [...this.#waiting.values()]) {
      if (this.#running.size >= this.#total) {
        return;
      }
      if (!this.#running.has(ticket.person)) {
        ticket.admit();
      }
    }
  }
}
