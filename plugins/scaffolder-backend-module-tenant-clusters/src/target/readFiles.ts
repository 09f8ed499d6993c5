import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import type { ProposedFile } from '../pullRequest/types';
import { READ_RECORD, readReadRecord } from './readRecord';

/**
 * The files of a folder of the workspace as they are to be in a repository, and those to delete there. Links are left out: they
 * could lead out of the workspace.
 */
export async function readFiles(
  workspacePath: string,
  input: { sourcePath?: string; targetPath?: string; deletePaths?: string[] },
): Promise<ProposedFile[]> {
  const prefix = input.targetPath?.replace(/^\.?\/+|\/+$/g, '') ?? '';
  const at = (path: string) => (prefix ? `${prefix}/${path}` : path);
  const source = resolveSafeChildPath(workspacePath, input.sourcePath ?? '.');
  const contents = await serializeDirectoryContents(source, {
    gitignore: false,
  });
  const deletions = (input.deletePaths ?? []).map(path => ({ path: at(path) }));
  const record = await readReadRecord(workspacePath);
  return [
    ...contents
      .filter(file => !file.symlink && file.path !== READ_RECORD)
      .map(({ path, content, executable }) => ({
        path: at(path),
        content,
        executable,
        madeFrom: record[at(path)],
      })),
    ...deletions,
  ];
}
