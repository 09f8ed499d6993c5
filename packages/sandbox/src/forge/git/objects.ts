/** A name, an address and a moment, as a commit stores them. */
export interface Signature {
  name: string;
  email: string;
  /** ISO 8601, UTC. */
  date: string;
}

export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export interface TreeEntry {
  path: string;
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes; blobs only. */
  size?: number;
}

/** One entry to write on top of a base tree; `sha` undefined removes the path. */
export interface TreeChange {
  path: string;
  mode: string;
  sha?: string;
}

export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
export const ZERO_SHA = '0'.repeat(40);

export function isSha(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{40}$/.test(text);
}

/**
 * Parses a raw commit object (git's own format: headers, an empty line, the message). Headers that span lines, such as
 * signatures, are passed over.
 */
export function parseCommit(sha: string, raw: string): GitCommit {
  const end = raw.indexOf('\n\n');
  const head = end < 0 ? raw : raw.slice(0, end);
  const message = end < 0 ? '' : raw.slice(end + 2).replace(/\n+$/, '');
  const commit: GitCommit = {
    sha,
    tree: '',
    parents: [],
    author: { name: '', email: '', date: '' },
    committer: { name: '', email: '', date: '' },
    message,
  };
  for (const line of head.split('\n')) {
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    const value = line.slice(space + 1);
    if (key === 'tree') commit.tree = value;
    else if (key === 'parent') commit.parents.push(value);
    else if (key === 'author') commit.author = parseSignature(value);
    else if (key === 'committer') commit.committer = parseSignature(value);
  }
  return commit;
}

function parseSignature(value: string): Signature {
  const match = /^(.*?) ?<([^>]*)> (-?\d+)/.exec(value);
  if (!match) return { name: value, email: '', date: '' };
  const date = new Date(Number(match[3]) * 1000);
  return {
    name: match[1],
    email: match[2],
    date: Number.isNaN(date.getTime()) ? '' : isoSeconds(date),
  };
}

/** GitHub writes times without fractions of a second. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Whether git accepts the path in a tree: relative, no empty, dot or `.git` part, no control character. */
export function isSafePath(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || path.length > 4096) {
    return false;
  }
  // eslint would be right about control characters in a pattern, hence the code points.
  if ([...path].some(c => c.charCodeAt(0) < 32)) return false;
  return path
    .split('/')
    .every(
      part =>
        part !== '' &&
        part !== '.' &&
        part !== '..' &&
        !/^\.git[ .]*$/i.test(part) &&
        part.length <= 255,
    );
}

/** The rules of git-check-ref-format for a branch or tag name, without a process. */
export function isSafeRefName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= 240 &&
    !name.startsWith('-') &&
    !name.startsWith('/') &&
    !name.endsWith('/') &&
    !name.endsWith('.') &&
    !name.endsWith('.lock') &&
    name !== '@' &&
    !name.includes('..') &&
    !name.includes('//') &&
    !name.includes('@{') &&
    ![...name].some(
      c => c.charCodeAt(0) <= 32 || '~^:?*[\\\u007f'.includes(c),
    ) &&
    name
      .split('/')
      .every(part => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}
