import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../__golden__');

/** Files as one text, each below its path: what a template renders is kept, and looked at in reviews, in one piece. */
export function asGolden(files: Record<string, string>): string {
  return Object.keys(files)
    .sort()
    .map(path => `===== ${path}\n${files[path]}`)
    .join('');
}

/**
 * What a template rendered when somebody last looked at it, from `__golden__`. With `UPDATE_GOLDEN` in the environment the files
 * that are given become it.
 */
export async function readGolden(
  name: string,
  files: Record<string, string>,
): Promise<string> {
  const path = resolve(FOLDER, `${name}.txt`);
  if (process.env.UPDATE_GOLDEN) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, asGolden(files));
  }
  return existsSync(path) ? readFile(path, 'utf8') : '';
}
