import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An object of any kind, of which only the test knows what is in it. */
export type Recorded = Record<string, any>;

/** An object as a real controller wrote it, without its managed fields. */
export function recorded(name: string): Recorded {
  return JSON.parse(
    readFileSync(join(__dirname, '..', '__fixtures__', `${name}.json`), 'utf8'),
  );
}
