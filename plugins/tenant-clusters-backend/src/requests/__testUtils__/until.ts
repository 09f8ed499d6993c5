const PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/** Resolves with the first value of `read` that is neither undefined, false nor an error; fails with what it saw last. */
export async function until<T>(
  read: () => T | undefined | false,
): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    let problem: unknown;
    try {
      const value = read();
      if (value !== undefined && value !== false) {
        return value as Exclude<T, undefined | false>;
      }
    } catch (error) {
      problem = error;
    }
    if (Date.now() > deadline) {
      throw problem ?? new Error(`It did not come true: ${read}`);
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
