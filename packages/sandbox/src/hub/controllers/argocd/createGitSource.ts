import { spawn } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isSafeRefName, isSha } from '../../../forge/git/objects';
import { GitSource, GitSourceError } from './GitSource';

/** Commits kept in memory: the newest, and those that are compared with it. */
const KEPT_COMMITS = 40;

type Tree = Map<string, string>;

/**
 * A {@link GitSource} on bare repositories of this machine, by the git command line.
 *
 * `resolveRepository` gives the directory of the bare repository behind an address, or undefined when there is none.
 */
export function createGitSource(options: {
  resolveRepository(repoURL: string): string | undefined;
}): GitSource {
  const trees = new Map<string, Promise<Tree>>();

  const directory = (repoURL: string) => {
    const dir = options.resolveRepository(repoURL);
    if (!dir) {
      throw new GitSourceError(
        `failed to list refs: repository not found: ${repoURL}`,
      );
    }
    return dir;
  };
  const treeOf = (repoURL: string, sha: string) => {
    const key = `${repoURL}@${sha}`;
    const known = trees.get(key) ?? readTree(directory(repoURL), sha);
    // The one used last stays longest.
    trees.delete(key);
    trees.set(key, known);
    known.catch(() => trees.delete(key));
    if (trees.size > KEPT_COMMITS) trees.delete([...trees.keys()][0]);
    return known;
  };

  return {
    resolveRevision: async (repoURL, revision) => {
      const dir = directory(repoURL);
      const wanted = revision || 'HEAD';
      const known = await readBranch(dir, wanted);
      if (known) return known;
      try {
        const out = await git(dir, [
          'rev-parse',
          '--verify',
          '--quiet',
          '--end-of-options',
          `${wanted}^{commit}`,
        ]);
        return out.toString().trim();
      } catch {
        throw new GitSourceError(
          `unable to resolve '${wanted}' to a commit SHA`,
        );
      }
    },
    listFiles: async (repoURL, sha, path) => {
      const folder = normalize(path);
      const tree = await treeOf(repoURL, sha);
      return [...tree.keys()]
        .filter(file => folder === '.' || file.startsWith(`${folder}/`))
        .sort();
    },
    readFile: async (repoURL, sha, path) =>
      (await treeOf(repoURL, sha)).get(normalize(path)),
  };
}

function normalize(path: string) {
  return posix.normalize(path).replace(/^\/+|\/+$/g, '') || '.';
}

/**
 * The commit of a branch, or of HEAD, that git keeps in a file of its own, as it does once the branch moved; undefined where only git
 * can tell what a name means, as for a tag. Each Application asks at each push, and a process for each answer would be most of what
 * playing Argo CD costs.
 */
async function readBranch(
  dir: string,
  name: string,
): Promise<string | undefined> {
  if (!isSafeRefName(name) || isSha(name)) return undefined;
  const read = (path: string) =>
    readFile(join(dir, path), 'utf8').then(
      text => text.trim(),
      () => '',
    );
  const exists = (path: string) =>
    access(join(dir, path)).then(
      () => true,
      () => false,
    );
  // To git a tag of the same name comes first; packed references are in one file with others.
  if (
    (await exists('packed-refs')) ||
    (await exists(join('refs/tags', name)))
  ) {
    return undefined;
  }
  const ref =
    name === 'HEAD'
      ? (await read('HEAD')).replace(/^ref: /, '')
      : join('refs/heads', name);
  const sha = await read(ref);
  return isSha(sha) ? sha : undefined;
}

/** All files of a commit, read by two git processes. */
async function readTree(dir: string, sha: string): Promise<Tree> {
  const listing = await git(dir, ['ls-tree', '-r', '-z', sha]);
  const entries = listing
    .toString()
    .split('\0')
    .map(line => /^100\d{3} blob (\w+)\t(.*)$/s.exec(line))
    .filter(match => match !== null)
    .map(([, id, path]) => ({ id, path }));
  const blobs = await git(
    dir,
    ['cat-file', '--batch'],
    entries.map(({ id }) => `${id}\n`).join(''),
  );
  const tree: Tree = new Map();
  let at = 0;
  for (const { path } of entries) {
    const end = blobs.indexOf(0x0a, at);
    const size = Number(blobs.subarray(at, end).toString().split(' ')[2]);
    tree.set(path, blobs.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return tree;
}

function git(dir: string, args: string[], input = ''): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', dir, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(Buffer.concat(chunks))
        : reject(new GitSourceError(`git ${args[0]} failed with ${code}`)),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
