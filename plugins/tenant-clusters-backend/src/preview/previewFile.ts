import type { PreviewFile } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createTwoFilesPatch } from 'diff';

/** Characters of one file's diff; the rest is left out. */
const MAX_DIFF = 100_000;

/** A file of a proposal, with its lines counted. */
export function previewFile(
  file: Pick<PreviewFile, 'path' | 'change' | 'binary' | 'diff'>,
): PreviewFile {
  const { path, change, binary } = file;
  const counts = countLines(file.diff);
  const truncated = file.diff.length > MAX_DIFF;
  return {
    path,
    change,
    binary,
    ...counts,
    // At the end of a line, so that what is shown is lines of the diff.
    diff: truncated
      ? file.diff.slice(0, file.diff.lastIndexOf('\n', MAX_DIFF) + 1)
      : file.diff,
    truncated,
  };
}

/** A file of the workspace, with nothing to compare it with. */
export function workspaceFile(path: string, content: Buffer): PreviewFile {
  const binary = content.includes(0);
  return previewFile({
    path,
    change: 'added',
    binary,
    diff: binary
      ? `Binary file ${path} changes\n`
      : createTwoFilesPatch(
          '/dev/null',
          `b/${path}`,
          '',
          content.toString('utf8'),
        ).replace(/^=+\n/, ''),
  });
}

/** Lines before the first hunk are headers: `+++` there adds nothing. */
function countLines(diff: string) {
  const lines = diff.split('\n');
  const first = lines.findIndex(line => line.startsWith('@@'));
  const hunks = first < 0 ? [] : lines.slice(first);
  return {
    additions: hunks.filter(line => line.startsWith('+')).length,
    deletions: hunks.filter(line => line.startsWith('-')).length,
  };
}
