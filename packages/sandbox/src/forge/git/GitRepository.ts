import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  GitCommit,
  isSha,
  parseCommit,
  TreeChange,
  TreeEntry,
} from './objects';
import { BoundedCache } from '../../BoundedCache';
import { FileDiff, parseDiff } from './parseDiff';
import { runGit, spawnGit } from './runGit';
import { commitText, NewCommit } from './commitText';
import { GitRefs } from './GitRefs';
import { parseTree } from './parseTree';
import { writeObject } from './writeObject';
import { writeTree } from './writeTree';

export interface LogOptions {
  from: string;
  /** Leaves out what is reachable from here. */
  not?: string;
  path?: string;
  skip?: number;
  max?: number;
  since?: string;
  until?: string;
  author?: string;
  reverse?: boolean;
}

/** What a three-way merge gives: the merged tree, or the paths in conflict. */
export interface MergeResult {
  tree?: string;
  conflicts: string[];
}

/** Larger files are read each time, in bytes. */
const MAX_KEPT_BLOB = 256 * 1024;

const SETTINGS = `[http]
	receivepack = true
	uploadpack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
	fsckObjects = true
	maxInputSize = 512m
[gc]
	auto = 0
[core]
	logAllRefUpdates = false
`;

/** How many commits are only on the head, and only on the base. */
export interface Distance {
  ahead: number;
  behind: number;
}

/**
 * One bare repository, through the git command. Names that people write are only ever looked up as refs, never handed
 * to git's revision syntax. References are read once and kept until `forgetRefs`, so the owner of this object has to
 * be the only one who moves them. Objects are what their names say, for ever: each is asked for once.
 */
export class GitRepository {
  readonly directory: string;
  readonly #refs: GitRefs;
  #size: Promise<number> | undefined;
  readonly #commits = new BoundedCache<GitCommit>(20_000);
  readonly #types = new BoundedCache<string>(20_000);
  readonly #trees = new BoundedCache<Promise<TreeEntry[]>>(2_000);
  readonly #blobs = new BoundedCache<Buffer>(500);
  readonly #merges = new BoundedCache<Promise<MergeResult>>(5_000);
  readonly #diffs = new BoundedCache<Promise<FileDiff[]>>(50);
  readonly #bases = new BoundedCache<Promise<string | undefined>>(20_000);
  readonly #distances = new BoundedCache<Promise<Distance>>(20_000);

  constructor(directory: string) {
    this.directory = directory;
    this.#refs = new GitRefs(directory);
  }

  /** Makes the bare repository on disk. `hooksPath` is where its `update` hook lives. */
  async init(defaultBranch: string, hooksPath: string): Promise<void> {
    await runGit(tmpdir(), [
      'init',
      '--bare',
      '--quiet',
      `--initial-branch=${defaultBranch}`,
      this.directory,
    ]);
    await appendFile(
      join(this.directory, 'config'),
      `${SETTINGS}\thooksPath = ${JSON.stringify(hooksPath)}\n`,
    );
  }

  async setHead(branch: string): Promise<void> {
    await runGit(this.directory, [
      'symbolic-ref',
      'HEAD',
      `refs/heads/${branch}`,
    ]);
  }

  forgetRefs(): void {
    this.#refs.forget();
    this.#size = undefined;
  }

  /** All references by full name; annotated tags are peeled to their commit. */
  refs(): Promise<Map<string, string>> {
    return this.#refs.all();
  }

  async branch(name: string): Promise<string | undefined> {
    return (await this.refs()).get(`refs/heads/${name}`);
  }

  async branches(): Promise<{ name: string; sha: string }[]> {
    return [...(await this.refs())]
      .filter(([name]) => name.startsWith('refs/heads/'))
      .map(([name, sha]) => ({ name: name.slice('refs/heads/'.length), sha }));
  }

  /** The commit that a branch, a tag, a full ref name or a (shortened) sha stands for. */
  async resolve(name: string): Promise<string | undefined> {
    const refs = await this.refs();
    for (const candidate of [
      `refs/heads/${name}`,
      `refs/tags/${name}`,
      name.startsWith('refs/') ? name : `refs/${name}`,
    ]) {
      const sha = refs.get(candidate);
      if (sha) return sha;
    }
    if (name === 'HEAD') {
      const { stdout } = await runGit(this.directory, ['symbolic-ref', 'HEAD']);
      return refs.get(stdout.toString().trim());
    }
    if (!/^[0-9a-f]{7,40}$/i.test(name)) return undefined;
    const id = name.toLowerCase();
    if (this.#commits.get(id) || this.#types.get(id) === 'commit') return id;
    const { code, stdout } = await runGit(
      this.directory,
      ['rev-parse', '--verify', '--quiet', `${id}^{commit}`],
      { accept: [0, 1, 128] },
    );
    if (code !== 0) return undefined;
    const sha = stdout.toString().trim();
    this.#types.set(sha, 'commit');
    return sha;
  }

  /** Moves a reference if it still is at `before` (`ZERO_SHA`: must not exist). Answers whether it did. */
  async updateRef(
    ref: string,
    after: string,
    before: string,
  ): Promise<boolean> {
    const moved = await this.#refs.update(ref, after, before);
    this.#size = undefined;
    return moved;
  }

  async objectType(sha: string): Promise<string | undefined> {
    const known = this.#types.get(sha);
    if (known) return known;
    const { code, stdout } = await runGit(
      this.directory,
      ['cat-file', '-t', sha],
      { accept: [0, 1, 128] },
    );
    if (code !== 0) return undefined;
    const type = stdout.toString().trim();
    if (isSha(sha)) this.#types.set(sha, type);
    return type;
  }

  /** Not to be changed by the caller. */
  async readBlob(sha: string): Promise<Buffer> {
    const known = this.#blobs.get(sha);
    if (known) return known;
    const { stdout } = await runGit(this.directory, ['cat-file', 'blob', sha]);
    if (isSha(sha) && stdout.length <= MAX_KEPT_BLOB) {
      this.#blobs.set(sha, stdout);
    }
    return stdout;
  }

  async readCommit(sha: string): Promise<GitCommit> {
    return (await this.readCommits([sha]))[0];
  }

  async readCommits(shas: string[]): Promise<GitCommit[]> {
    const missing = shas.filter(sha => !this.#commits.get(sha));
    const read = new Map<string, GitCommit>();
    if (missing.length > 0) {
      const { stdout } = await runGit(this.directory, ['cat-file', '--batch'], {
        input: `${missing.join('\n')}\n`,
      });
      let offset = 0;
      for (const sha of missing) {
        const end = stdout.indexOf(10, offset);
        const [, type, size] = stdout.toString('utf8', offset, end).split(' ');
        if (type !== 'commit') throw new Error(`${sha} is not a commit`);
        const start = end + 1;
        const stop = start + Number(size);
        const commit = parseCommit(sha, stdout.toString('utf8', start, stop));
        read.set(sha, commit);
        this.#commits.set(sha, commit);
        offset = stop + 1;
      }
    }
    return shas.map(
      sha => read.get(sha) ?? (this.#commits.get(sha) as GitCommit),
    );
  }

  /** Shas of commits, newest first unless `reverse`. */
  async log(options: LogOptions): Promise<string[]> {
    const { from, not, path, skip, max, since, until, author } = options;
    const args = ['rev-list', options.reverse ? '--reverse' : '--date-order'];
    if (options.reverse) args.push('--topo-order');
    if (skip) args.push(`--skip=${skip}`);
    if (max !== undefined) args.push(`--max-count=${max}`);
    if (since) args.push(`--since=${since}`);
    if (until) args.push(`--until=${until}`);
    if (author) args.push('--fixed-strings', `--author=${author}`);
    args.push(from);
    if (not) args.push(`^${not}`);
    args.push('--', ...(path ? [path] : []));
    const { stdout } = await runGit(this.directory, args);
    return stdout.toString().split('\n').filter(Boolean);
  }

  /** How far two commits, by their full names, are apart. */
  aheadBehind(base: string, head: string): Promise<Distance> {
    return this.#distances.getOrSet(`${base} ${head}`, async () => {
      const { stdout } = await runGit(this.directory, [
        'rev-list',
        '--left-right',
        '--count',
        `${base}...${head}`,
      ]);
      const [behind, ahead] = stdout.toString().trim().split(/\s+/).map(Number);
      return { ahead, behind };
    });
  }

  mergeBase(a: string, b: string): Promise<string | undefined> {
    return this.#bases.getOrSet(`${a} ${b}`, async () => {
      const { code, stdout } = await runGit(
        this.directory,
        ['merge-base', a, b],
        { accept: [0, 1] },
      );
      return code === 0 ? stdout.toString().trim() : undefined;
    });
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.mergeBase(ancestor, descendant)) === ancestor;
  }

  /** What a commit or a tree holds, by its full name. Not to be changed by the caller. */
  listTree(
    sha: string,
    options: { recursive?: boolean; path?: string } = {},
  ): Promise<TreeEntry[]> {
    const args = ['ls-tree', '-z', '-l', '--full-tree'];
    if (options.recursive) args.push('-r', '-t');
    args.push(sha);
    if (options.path) args.push('--', options.path);
    return this.#trees.getOrSet(args.join('\0'), async () => {
      const { stdout } = await runGit(this.directory, args);
      return parseTree(stdout.toString());
    });
  }

  /** What stands at a path of a commit; the root is its tree. */
  async entryAt(commit: string, path: string): Promise<TreeEntry | undefined> {
    if (path === '') {
      const { tree } = await this.readCommit(commit);
      return { path: '', mode: '040000', type: 'tree', sha: tree };
    }
    const entries = await this.listTree(commit, { path });
    return entries.find(entry => entry.path === path);
  }

  async writeBlob(content: Buffer | string): Promise<string> {
    const bytes = Buffer.from(content);
    const sha = await writeObject(this.directory, 'blob', bytes);
    this.#types.set(sha, 'blob');
    if (bytes.length <= MAX_KEPT_BLOB) this.#blobs.set(sha, bytes);
    return sha;
  }

  /** {@link writeTree} in this repository. */
  async writeTree(
    base: string | undefined,
    changes: TreeChange[],
  ): Promise<{ tree: string } | { missing: string }> {
    const written = await writeTree(this.directory, base, changes);
    if ('tree' in written) this.#types.set(written.tree, 'tree');
    return written;
  }

  /** Writes a commit and answers its sha; no reference moves. */
  async writeCommit(commit: NewCommit): Promise<string> {
    const text = commitText(commit);
    const sha = await writeObject(this.directory, 'commit', Buffer.from(text));
    this.#types.set(sha, 'commit');
    this.#commits.set(sha, parseCommit(sha, text));
    return sha;
  }

  /** The files that differ between two commits or trees, with renames found. Not to be changed by the caller. */
  diff(base: string, head: string): Promise<FileDiff[]> {
    return this.#diffs.getOrSet(`${base} ${head}`, async () => {
      const { stdout } = await runGit(this.directory, [
        'diff-tree',
        '-r',
        '-M',
        '--no-ext-diff',
        '--no-textconv',
        '--full-index',
        ...['--raw', '--numstat', '-p', '-z'],
        base,
        head,
      ]);
      return parseDiff(stdout.toString());
    });
  }

  /** The three-way merge of two commits, without touching any reference. */
  merge(ours: string, theirs: string): Promise<MergeResult> {
    return this.#merges.getOrSet(`${ours} ${theirs}`, async () => {
      const { code, stdout } = await runGit(
        this.directory,
        [
          'merge-tree',
          '--write-tree',
          '--name-only',
          '-z',
          '--allow-unrelated-histories',
          ours,
          theirs,
        ],
        { accept: [0, 1] },
      );
      const parts = stdout.toString().split('\0');
      if (code === 0) return { tree: parts[0], conflicts: [] };
      // The list of paths ends with an empty part; the messages for people follow it.
      return { conflicts: parts.slice(1, parts.indexOf('', 1)) };
    });
  }

  /** A tar or zip of a commit; all paths start with `prefix`. */
  archive(sha: string, format: 'tar.gz' | 'zip', prefix: string): Readable {
    const child = spawnGit(this.directory, [
      'archive',
      `--format=${format}`,
      `--prefix=${prefix}`,
      sha,
    ]);
    child.stdin.end();
    child.stderr.resume();
    child.on('error', error => child.stdout.destroy(error));
    child.stdout.on('close', () => child.kill());
    return child.stdout;
  }

  /** How many KiB the objects take, as GitHub's `size` says. */
  size(): Promise<number> {
    this.#size ??= this.#countSize();
    return this.#size;
  }

  async #countSize(): Promise<number> {
    const { stdout } = await runGit(this.directory, ['count-objects', '-v']);
    const values = new Map(
      stdout
        .toString()
        .split('\n')
        .map(line => line.split(': ') as [string, string]),
    );
    return (
      Number(values.get('size') ?? 0) + Number(values.get('size-pack') ?? 0)
    );
  }
}
