import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { readFile, writeFile } from 'node:fs/promises';

/**
 * Beside the files of a workspace: which version of a repository's file each was made from. Who proposes them sees by it that the
 * file changed meanwhile, and does not undo that change by proposing an older file with an edit in it. Never proposed itself.
 */
export const READ_RECORD = '.spokeport-read.json';

/** Names of blobs by path in the repository. */
export type ReadRecord = Record<string, string>;

export async function readReadRecord(
  workspacePath: string,
): Promise<ReadRecord> {
  try {
    const path = resolveSafeChildPath(workspacePath, READ_RECORD);
    return JSON.parse(await readFile(path, 'utf8')) as ReadRecord;
  } catch {
    return {};
  }
}

export async function addToReadRecord(
  workspacePath: string,
  path: string,
  sha: string,
): Promise<void> {
  const record = await readReadRecord(workspacePath);
  await writeFile(
    resolveSafeChildPath(workspacePath, READ_RECORD),
    JSON.stringify({ ...record, [path]: sha }),
  );
}
