/** What was started, to be closed in the reverse order. */
export class Closer {
  readonly #steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.#steps.unshift(step);
  }

  /** Closes all of it, even when a part fails; then throws the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) {
      await step().catch(error => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
