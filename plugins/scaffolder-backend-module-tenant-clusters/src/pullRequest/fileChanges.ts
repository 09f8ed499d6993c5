import { createTwoFilesPatch } from 'diff';
import type { GitData } from './GitData';
import type { FileChange, ProposedFile, Tree } from './types';

/** Unchanged lines around a change: Git's default. */
const CONTEXT = 3;

const isText = (content: Buffer) => !content.includes(0);

const isLink = (mode: string | undefined) =>
  mode !== undefined && !mode.startsWith('100');

/** Blobs that a diff has to show: those before it, and those that Git has already. */
function shownBlobs(files: ProposedFile[], tree: Tree): string[] {
  return files.flatMap(({ path, blob }) => {
    const entry = tree.get(path);
    return [
      ...(entry && !isLink(entry.mode) ? [entry.sha] : []),
      ...(blob && !isLink(blob.mode) ? [blob.sha] : []),
    ];
  });
}

function modeLines(file: ProposedFile, before: string | undefined): string {
  const after = file.blob?.mode ?? (file.executable ? '100755' : '100644');
  const gone = !file.content && !file.blob;
  return before === undefined || gone || before === after
    ? ''
    : `old mode ${before}\nnew mode ${after}\n`;
}

/** The change of each file as `git diff` would show it; binary files and links are named only. */
export async function fileChanges(options: {
  files: ProposedFile[];
  tree: Tree;
  git: GitData;
}): Promise<FileChange[]> {
  const { tree, git } = options;
  const files = [...options.files].sort((left, right) =>
    left.path.localeCompare(right.path),
  );
  const blobs = await git.contents(shownBlobs(files, tree));
  return files.map(file => {
    const { path, blob } = file;
    const entry = tree.get(path);
    const before = entry && blobs.get(entry.sha);
    const content = file.content ?? (blob && blobs.get(blob.sha));
    const goes = !file.content && !blob;
    const stays = entry ? 'changed' : 'added';
    const change = goes ? 'removed' : stays;
    if (
      isLink(entry?.mode) ||
      isLink(blob?.mode) ||
      (before && !isText(before)) ||
      (content && !isText(content))
    ) {
      const diff = `Binary file ${path} ${goes ? 'goes' : 'changes'}\n`;
      return { path, change, binary: true, diff };
    }
    const modes = modeLines(file, entry?.mode);
    const same = before && content && before.equals(content);
    const diff = same
      ? `diff --git a/${path} b/${path}\n${modes}`
      : modes +
        createTwoFilesPatch(
          before ? `a/${path}` : '/dev/null',
          goes ? '/dev/null' : `b/${path}`,
          before?.toString('utf8') ?? '',
          content?.toString('utf8') ?? '',
          undefined,
          undefined,
          { context: CONTEXT },
        ).replace(/^=+\n/, '');
    return { path, change, binary: false, diff };
  });
}
