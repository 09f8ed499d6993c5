import type { LoggerService } from '@backstage/backend-plugin-api';
import { createTwoFilesPatch } from 'diff';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { addToReadRecord } from './readRecord';
import { workspacePathOf } from './workspacePathOf';

/** What an action made of a file. */
export interface FileOutcome {
  outcome: 'created' | 'changed' | 'unchanged';
  /** The change as a unified diff; empty when there is none. */
  diff: string;
}

/**
 * Leaves a file that an action worked on in the workspace, for tenant-clusters:pull-request:open, and logs how it changed.
 *
 * @param file - `sha`: name of the blob that it was made from, where it came from a repository; `before` is undefined when there
 * was no file
 */
export async function leaveFile(
  ctx: { workspacePath: string; logger: Pick<LoggerService, 'info'> },
  file: {
    path: string;
    sourcePath?: string;
    before: string | undefined;
    after: string;
    sha?: string;
  },
): Promise<FileOutcome> {
  const { path, before, after, sha } = file;
  const target = workspacePathOf(ctx.workspacePath, file);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, after);
  if (sha) {
    await addToReadRecord(ctx.workspacePath, path, sha);
  }
  if (after === before) {
    ctx.logger.info(`${path}: nothing changes`);
    return { outcome: 'unchanged', diff: '' };
  }
  const isNew = before === undefined;
  const diff = createTwoFilesPatch(
    isNew ? '/dev/null' : `a/${path}`,
    `b/${path}`,
    before ?? '',
    after,
  ).replace(/^=+\n/, '');
  ctx.logger.info(`${path}:\n${diff}`);
  return { outcome: isNew ? 'created' : 'changed', diff };
}
