import { readFile } from 'node:fs/promises';

/** @returns undefined when there is no such file. */
export async function readWorkspaceFile(
  path: string,
): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
