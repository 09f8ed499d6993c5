import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An object as a real controller wrote it, without its managed fields. */
export function recorded(name: string): Record<string, any> {
  return JSON.parse(
    readFileSync(join(__dirname, '..', '__fixtures__', `${name}.json`), 'utf8'),
  );
}
