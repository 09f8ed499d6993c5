import { TreeChange } from './objects';
import { runGit } from './runGit';
import { writeObject } from './writeObject';

interface FileEntry {
  mode: string;
  sha: string;
}

/** Files by path. Git's paths are bytes, each a character here (latin1), whatever they mean: what nobody changes stays as it is. */
type Files = Map<string, FileEntry>;

const TREE = '040000';

/**
 * Writes a tree: the base, a commit or a tree, with the changes on top. Removing a directory removes what is in it.
 *
 * @returns the tree, or the first path that should have been removed and is not there.
 */
export async function writeTree(
  directory: string,
  base: string | undefined,
  changes: TreeChange[],
): Promise<{ tree: string } | { missing: string }> {
  const files: Files = base ? await readFiles(directory, base) : new Map();
  const existing = [...files.keys()];
  for (const { path, sha } of changes) {
    if (sha) continue;
    const gone = existing.filter(name => isAtOrBelow(name, bytes(path)));
    if (gone.length === 0) return { missing: path };
    gone.forEach(name => files.delete(name));
  }
  for (const { path, mode, sha } of changes) {
    if (!sha || mode === TREE) continue;
    makeRoom(files, bytes(path));
    files.set(bytes(path), { mode, sha });
  }
  for (const { path, mode, sha } of changes) {
    if (!sha || mode !== TREE) continue;
    makeRoom(files, bytes(path));
    for (const [inner, file] of await readFiles(directory, sha)) {
      files.set(`${bytes(path)}/${inner}`, file);
    }
  }
  return { tree: await writeFolder(directory, [...files]) };
}

function bytes(path: string): string {
  return Buffer.from(path).toString('latin1');
}

function isAtOrBelow(name: string, path: string): boolean {
  return name === path || name.startsWith(`${path}/`);
}

/** A file takes the place of a folder, and a folder that of a file. */
function makeRoom(files: Files, path: string): void {
  for (const name of [...files.keys()]) {
    if (isAtOrBelow(name, path) || path.startsWith(`${name}/`)) {
      files.delete(name);
    }
  }
}

async function readFiles(directory: string, treeish: string): Promise<Files> {
  const { stdout } = await runGit(directory, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    treeish,
  ]);
  return new Map(
    stdout
      .toString('latin1')
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode, , sha] = line.slice(0, tab).split(' ');
        return [line.slice(tab + 1), { mode, sha }];
      }),
  );
}

/** Writes a tree of files, with one of its own for each folder (gitformat-pack lists the objects; git sorts a folder as `name/`). */
async function writeFolder(
  directory: string,
  files: [string, FileEntry][],
): Promise<string> {
  const entries: [string, FileEntry][] = [];
  const folders = new Map<string, [string, FileEntry][]>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      entries.push([path, file]);
      continue;
    }
    const inner = folders.get(path.slice(0, slash)) ?? [];
    inner.push([path.slice(slash + 1), file]);
    folders.set(path.slice(0, slash), inner);
  }
  for (const [name, inner] of folders) {
    const sha = await writeFolder(directory, inner);
    entries.push([name, { mode: TREE, sha }]);
  }
  const rank = ([name, { mode }]: [string, FileEntry]) =>
    mode === TREE ? `${name}/` : name;
  entries.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const content = entries.flatMap(([name, { mode, sha }]) => [
    Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`, 'latin1'),
    Buffer.from(sha, 'hex'),
  ]);
  return writeObject(directory, 'tree', Buffer.concat(content));
}
