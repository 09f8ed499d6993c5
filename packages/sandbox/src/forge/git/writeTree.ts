import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_TREE, TreeChange, ZERO_SHA } from './objects';
import { runGit } from './runGit';

/** Runs git on an index of its own. */
type Run = (args: string[], input?: string) => Promise<string>;

/**
 * Writes a tree: the base with the changes on top. Removing a directory removes what is in it.
 *
 * @returns the tree, or the first path that should have been removed and is not there.
 */
export async function writeTree(
  directory: string,
  base: string | undefined,
  changes: TreeChange[],
): Promise<{ tree: string } | { missing: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  const run: Run = async (args, input) => {
    const { stdout } = await runGit(directory, args, { env, input });
    return stdout.toString();
  };
  try {
    await run(['read-tree', base ?? EMPTY_TREE]);
    const removals = await removalLines(run, changes);
    if (typeof removals === 'string') return { missing: removals };
    const lines = changes
      .filter(({ sha, mode }) => sha && mode !== '040000')
      .map(({ path, mode, sha }) => `${mode} ${sha}\t${path}\0`);
    await run(
      ['update-index', '--replace', '-z', '--index-info'],
      [...removals, ...lines].join(''),
    );
    await graftTrees(run, changes);
    return { tree: (await run(['write-tree'])).trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removalLines(
  run: Run,
  changes: TreeChange[],
): Promise<string[] | string> {
  const removals = changes.filter(change => !change.sha);
  if (removals.length === 0) return [];
  const existing = (await run(['ls-files', '-z'])).split('\0');
  const lines: string[] = [];
  for (const { path } of removals) {
    const gone = existing.filter(
      name => name === path || name.startsWith(`${path}/`),
    );
    if (gone.length === 0) return path;
    lines.push(...gone.map(name => `0 ${ZERO_SHA}\t${name}\0`));
  }
  return lines;
}

async function graftTrees(run: Run, changes: TreeChange[]): Promise<void> {
  for (const { path, mode, sha } of changes) {
    if (sha && mode === '040000') {
      await run(['rm', '-r', '-q', '--cached', '--ignore-unmatch', '--', path]);
      await run(['read-tree', `--prefix=${path}/`, sha]);
    }
  }
}
