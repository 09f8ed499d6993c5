import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with its parents, for its owner only. Not `mkdirSync` with `recursive`: where a file system answers ENOENT to
 * a mkdir, as /proc does, Node 24 never returns from it, and on a full disk it says ENOENT for ENOSPC
 * (https://github.com/nodejs/node/issues/42808).
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    return;
  }
  const parent = dirname(path);
  if (parent !== path) {
    makeFolder(parent);
  }
  mkdirSync(path, { mode: 0o700 });
}
