/** Groups tests that need what is not there everywhere: where it is missing they are skipped, and their name says why. */
export function describeUnless(
  missing: string | undefined,
  name: string,
  tests: () => void,
): void {
  const group = missing ? describe.skip : describe;
  group(missing ? `${name} (skipped: ${missing})` : name, tests);
}
