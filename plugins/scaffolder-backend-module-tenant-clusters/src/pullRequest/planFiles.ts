import { ConflictError, InputError } from '@backstage/errors';
import { blobSha } from './blobSha';
import type { ProposedFile, Rename, Tree } from './types';

const isExecutable = (mode: string | undefined) => mode === '100755';

/** Whether a tree already has a file as it is to be. */
function isThere(tree: Tree, file: ProposedFile): boolean {
  const entry = tree.get(file.path);
  if (file.blob) {
    return entry?.sha === file.blob.sha && entry.mode === file.blob.mode;
  }
  if (file.content === undefined) {
    return entry === undefined;
  }
  return (
    entry?.sha === blobSha(file.content) &&
    isExecutable(entry.mode) === Boolean(file.executable)
  );
}

/**
 * The files of a proposal that have to be written onto `tree`. Where the branch already holds a proposal, `ours` is the tree of
 * the last commit that we made there: a file that somebody else has changed since is left alone when our side has not changed,
 * and is never overwritten.
 *
 * @throws ConflictError when both sides changed a file.
 */
export function planFiles(options: {
  files: ProposedFile[];
  tree: Tree;
  ours?: Tree;
  where: string;
}): ProposedFile[] {
  const { files, tree, ours, where } = options;
  const missing = files.filter(file => !isThere(tree, file));
  if (!ours) {
    return missing;
  }
  const toWrite: ProposedFile[] = [];
  const conflicts: string[] = [];
  for (const file of missing) {
    const theirs = tree.get(file.path);
    const last = ours.get(file.path);
    const touchedByOthers =
      theirs?.sha !== last?.sha || theirs?.mode !== last?.mode;
    // Made from what the others left, it has their change in it.
    const onTop = file.madeFrom !== undefined && theirs?.sha === file.madeFrom;
    if (!touchedByOthers || onTop) {
      toWrite.push(file);
    } else if (!isThere(ours, file)) {
      conflicts.push(file.path);
    }
  }
  if (conflicts.length > 0) {
    throw new ConflictError(
      `Somebody else changed ${conflicts
        .sort()
        .join(
          ', ',
        )} in ${where} since it was proposed. Change it there, or close the pull request and send the form again`,
    );
  }
  return toWrite;
}

/** Files as they are, with a folder that is to go (`clusters/old/`) as the files below it. */
export function expandFolders(
  files: ProposedFile[],
  tree: Tree,
): ProposedFile[] {
  return files.flatMap(file =>
    file.path.endsWith('/')
      ? [...tree.keys()]
          .filter(path => path.startsWith(file.path))
          .map(path => ({ path }))
      : [file],
  );
}

/**
 * Renames as the files that they come to. A file that was moved already is left where it is.
 *
 * @throws InputError when there is nothing to move, ConflictError when something else stands where it is to go.
 */
export function planRenames(renames: Rename[], tree: Tree): ProposedFile[] {
  return renames.flatMap(({ from, to }) => {
    const entry = tree.get(from);
    const target = tree.get(to);
    if (!entry) {
      if (!target) {
        throw new InputError(`There is no ${from} to rename to ${to}`);
      }
      return [];
    }
    if (target && target.sha !== entry.sha) {
      throw new ConflictError(
        `${from} cannot be renamed to ${to}: another file is there`,
      );
    }
    const { sha, mode } = entry;
    return [{ path: to, blob: { sha, mode } }, { path: from }];
  });
}

/**
 * Refuses files that were made from another version than the one they would replace: their proposal would undo what somebody
 * merged meanwhile.
 *
 * @throws ConflictError naming them.
 */
export function requireUnmoved(
  files: ProposedFile[],
  tree: Tree,
  where: string,
): void {
  const moved = files
    .filter(
      file =>
        file.madeFrom !== undefined &&
        !isThere(tree, file) &&
        tree.get(file.path)?.sha !== file.madeFrom,
    )
    .map(({ path }) => path);
  if (moved.length > 0) {
    throw new ConflictError(
      `Somebody else changed ${moved
        .sort()
        .join(', ')} in ${where} since it was read; run it again`,
    );
  }
}
