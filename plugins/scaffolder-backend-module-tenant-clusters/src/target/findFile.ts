import type { Initiator } from './connectRepository';
import { fetchOwnFile } from './fetchOwnFile';
import { readWorkspaceFile } from './readWorkspaceFile';
import { workspacePathOf } from './workspacePathOf';

/** A file that an action works on. */
export interface FoundFile {
  content: Buffer;
  /** Name of its blob, where it came from the repository. */
  sha?: string;
}

/**
 * Finds a file in the workspace, and where that has none, in the repository that the input names, if it names one.
 *
 * @param input - `path`: in the repository; `sourcePath`: the workspace's folder that stands for the repository's root; more: see
 * `fetchOwnFile`
 * @returns undefined when it is in neither.
 */
export async function findFile(
  services: Parameters<typeof fetchOwnFile>[0],
  ctx: Initiator & { workspacePath: string },
  input: Parameters<typeof fetchOwnFile>[2] & { sourcePath?: string },
): Promise<FoundFile | undefined> {
  const { hub, repoUrl } = input;
  const content = await readWorkspaceFile(
    workspacePathOf(ctx.workspacePath, input),
  );
  if (content) {
    return { content };
  }
  return hub || repoUrl ? fetchOwnFile(services, ctx, input) : undefined;
}
