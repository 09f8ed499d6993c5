/** Long enough for a machine that is busy with other tests. */
const PATIENCE_MS = 20_000;
/** Short beside what is waited for, and long enough to let that happen. */
const PAUSE_MS = 3;

type Read<T> = () => T | undefined | false | Promise<T | undefined | false>;
type Held<T> = Exclude<T, undefined | false>;

/**
 * Resolves with the first value of `read` that is neither undefined, false nor an error.
 *
 * @param what - what is waited for, for the error; without it, the text of `read` stands there
 * @throws what `read` threw last, or an error that says what was waited for and what was there instead
 */
export async function until<T>(read: Read<T>): Promise<Held<T>>;
export async function until<T>(what: string, read: Read<T>): Promise<Held<T>>;
export async function until<T>(
  ...options: [Read<T>] | [string, Read<T>]
): Promise<Held<T>> {
  const read = options[options.length - 1] as Read<T>;
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    let problem: unknown;
    try {
      const value = await read();
      if (value !== undefined && value !== false) {
        return value as Held<T>;
      }
    } catch (error) {
      problem = error;
    }
    if (performance.now() > deadline) {
      throw problem ?? new Error(`Waited in vain: ${options[0]}`);
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
