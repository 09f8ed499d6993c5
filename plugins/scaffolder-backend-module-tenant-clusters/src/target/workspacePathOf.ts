import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { join } from 'node:path';

/**
 * Where the workspace has a file of a repository.
 *
 * @param file - `sourcePath`: the workspace's folder that stands for the repository's root
 * @throws NotAllowedError when it would lie outside of the workspace.
 */
export function workspacePathOf(
  workspacePath: string,
  { path, sourcePath }: { path: string; sourcePath?: string },
): string {
  return resolveSafeChildPath(
    workspacePath,
    sourcePath === undefined ? path : join(sourcePath, path),
  );
}
