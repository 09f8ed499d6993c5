import { ConflictError, InputError } from '@backstage/errors';
import { applyPatch, structuredPatch } from 'diff';
import type { GitData } from './GitData';
import type { PullState } from './PullRequestApi';
import type { ProposedFile, Tree, TreeEntry } from './types';

/** Mode of plain files; links and submodules are taken or left as a whole. */
const isPlain = (entry: TreeEntry | undefined) =>
  entry?.mode.startsWith('100') ?? false;

const isSame = (
  left: TreeEntry | undefined,
  right: TreeEntry | undefined,
): boolean => left?.sha === right?.sha && left?.mode === right?.mode;

/**
 * The base as it was before a merge. A merge commit names it as its first parent, a squash is one commit; a rebase left as many
 * commits as the pull request had, with the same messages in the same order.
 *
 * @returns undefined when the merge began the repository's history.
 */
async function findBefore(
  git: GitData,
  pull: PullState,
  mergeCommit: string,
): Promise<string | undefined> {
  const merge = await git.readCommit(mergeCommit);
  if (merge.parents.length > 1 || pull.commits < 2) {
    return merge.parents[0];
  }
  const messages = await git.pullRequests.commitMessages(pull.number);
  if (messages.length < pull.commits && messages.length >= 250) {
    throw new InputError(
      `${pull.url} has more commits than GitHub lists; revert it by hand`,
    );
  }
  let commit = merge;
  for (const [index, message] of messages.reverse().entries()) {
    if (commit.message.trim() !== message.trim()) {
      return merge.parents[0];
    }
    if (index === messages.length - 1 || commit.parents.length === 0) {
      return commit.parents[0];
    }
    commit = await git.readCommit(commit.parents[0]);
  }
  return merge.parents[0];
}

/** Applies to a text what made one of two others of the other, where the lines around it stand as they did. */
function applyChange(
  text: string,
  from: Buffer,
  to: Buffer,
): string | undefined {
  const patch = structuredPatch(
    'a',
    'b',
    from.toString('utf8'),
    to.toString('utf8'),
  );
  const result = applyPatch(text, patch, {
    fuzzFactor: 0,
    autoConvertLineEndings: false,
  });
  return result === false ? undefined : result;
}

/**
 * A file that was changed since: takes back the lines of the pull request where they stand as it left them.
 *
 * @returns undefined where they do not; the file as it is where somebody has taken them back already.
 */
function takeBack(
  before: Buffer,
  after: Buffer,
  now: Buffer,
): Buffer | undefined {
  if ([before, after, now].some(content => content.includes(0))) {
    return undefined;
  }
  const text = now.toString('utf8');
  const without = applyChange(text, after, before);
  if (without !== undefined) {
    return Buffer.from(without);
  }
  return applyChange(text, before, after) === undefined ? undefined : now;
}

interface ChangedPath {
  path: string;
  before?: TreeEntry;
  after?: TreeEntry;
  now?: TreeEntry;
}

/** Paths that the pull request changed and that are not as they were before it. */
function changedPaths(before: Tree, after: Tree, now: Tree): ChangedPath[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .map(path => ({
      path,
      before: before.get(path),
      after: after.get(path),
      now: now.get(path),
    }))
    .filter(
      entry =>
        !isSame(entry.before, entry.after) && !isSame(entry.before, entry.now),
    );
}

const asBefore = ({ path, before }: ChangedPath): ProposedFile =>
  before ? { path, blob: { sha: before.sha, mode: before.mode } } : { path };

/** What undoes a merged pull request. */
export interface RevertPlan {
  pull: PullState;
  /** Empty when the base has nothing of it any more. */
  files: ProposedFile[];
  /** Blobs on both sides of the change, by path. */
  blobs: { path: string; sha: string }[];
}

/**
 * The files that undo a merged pull request on a branch as it is now: as they were before, or, where somebody changed them since,
 * without the pull request's own lines.
 *
 * @throws InputError when it is not merged; ConflictError naming the files whose lines changed since.
 */
export async function planRevert(
  git: GitData,
  options: { number: number; base?: string },
): Promise<RevertPlan> {
  const pull = await git.pullRequests.read(options.number);
  if (pull.state !== 'merged' || !pull.mergeCommit) {
    throw new InputError(
      `Only what is merged can be undone; pull request #${pull.number} is ${pull.state}`,
    );
  }
  const base = options.base ?? pull.base;
  const head = await git.head(base);
  if (!head) {
    throw new InputError(`There is no branch '${base}' to undo it on`);
  }
  const parent = await findBefore(git, pull, pull.mergeCommit);
  const before: Tree = parent ? await git.tree(parent) : new Map();
  const after = await git.tree(pull.mergeCommit);
  const now = head === pull.mergeCommit ? after : await git.tree(head);
  const changed = changedPaths(before, after, now);
  const mixed = changed.filter(entry => !isSame(entry.after, entry.now));
  const readable = mixed.filter(
    entry =>
      isPlain(entry.before) && isPlain(entry.after) && isPlain(entry.now),
  );
  const contents = await git.contents(
    readable.flatMap(entry => [
      entry.before!.sha,
      entry.after!.sha,
      entry.now!.sha,
    ]),
  );
  const conflicts: string[] = [];
  const files = changed.flatMap(entry => {
    if (!mixed.includes(entry)) {
      return [asBefore(entry)];
    }
    const content = readable.includes(entry)
      ? takeBack(
          contents.get(entry.before!.sha)!,
          contents.get(entry.after!.sha)!,
          contents.get(entry.now!.sha)!,
        )
      : undefined;
    if (!content) {
      conflicts.push(entry.path);
    }
    return content && content === contents.get(entry.now!.sha)
      ? []
      : [
          {
            path: entry.path,
            content,
            executable: entry.now?.mode === '100755',
          },
        ];
  });
  if (conflicts.length > 0) {
    throw new ConflictError(
      `Pull request #${pull.number} cannot be undone by itself: ${conflicts
        .sort()
        .join(', ')} changed since in the same places. Change it by hand`,
    );
  }
  return {
    pull,
    files,
    blobs: changed.flatMap(({ path, before: old, after: merged }) =>
      [old, merged].flatMap(entry =>
        isPlain(entry) ? [{ path, sha: entry!.sha }] : [],
      ),
    ),
  };
}
