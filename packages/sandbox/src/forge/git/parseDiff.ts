/** One file of a comparison, with GitHub's words for what happened to it. */
export interface FileDiff {
  path: string;
  previousPath?: string;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change, or before it when the file was removed. */
  sha: string;
  additions: number;
  deletions: number;
  binary: boolean;
  /** From the first `@@`; undefined for binary files and pure renames. */
  patch?: string;
  /** The whole of git's own text for the file, headers included. */
  raw: string;
}

const STATUS: Record<string, FileDiff['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** Reads what `git diff-tree --raw --numstat -p -z` says of two trees: three parts, which list the files in the same order. */
export function parseDiff(text: string): FileDiff[] {
  const parts = text.split('\0');
  const { files, end } = parseRaw(parts);
  const numstat = parseNumstat(parts, end);
  const patch = parts.slice(numstat.end + 1).join('\0');
  const patches = patch === '' ? [] : patch.split(/^(?=diff --git )/m);
  files.forEach((file, index) => {
    Object.assign(file, numstat.counts[index]);
    file.raw = patches[index] ?? '';
    const start = file.raw.search(/^@@ /m);
    if (start >= 0) file.patch = file.raw.slice(start).replace(/\n$/, '');
  });
  return files;
}

function parseRaw(parts: string[]): { files: FileDiff[]; end: number } {
  const files: FileDiff[] = [];
  let i = 0;
  while (i < parts.length && parts[i].startsWith(':')) {
    const [, , oldSha, newSha, code] = parts[i].split(' ');
    const two = code[0] === 'R' || code[0] === 'C';
    files.push({
      path: two ? parts[i + 2] : parts[i + 1],
      previousPath: two ? parts[i + 1] : undefined,
      status: STATUS[code[0]] ?? 'changed',
      sha: code[0] === 'D' ? oldSha : newSha,
      additions: 0,
      deletions: 0,
      binary: false,
      raw: '',
    });
    i += two ? 3 : 2;
  }
  return { files, end: i };
}

function parseNumstat(parts: string[], begin: number) {
  const counts: Pick<FileDiff, 'additions' | 'deletions' | 'binary'>[] = [];
  let i = begin;
  while (i < parts.length && parts[i] !== '') {
    const [added, deleted, path] = parts[i].split('\t');
    const binary = added === '-';
    counts.push({
      additions: binary ? 0 : Number(added),
      deletions: binary ? 0 : Number(deleted),
      binary,
    });
    // A rename has an empty path here, and its two paths as the next two parts.
    i += path === '' ? 3 : 1;
  }
  return { counts, end: i };
}
