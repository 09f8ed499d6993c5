/** Waits for a condition. @throws Error saying what was waited for */
export async function waitUntil(
  what: string,
  condition: () => boolean,
  timeout = 8_000,
): Promise<void> {
  const end = Date.now() + timeout;
  while (!condition()) {
    if (Date.now() > end) {
      throw new Error(`Waited in vain: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 3));
  }
}
