import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemplateRenderer, TemplateContext } from 'nunjitsu';

/** Files by path, relative to the root of what was rendered. */
export type RenderedFiles = Record<string, string>;

/**
 * Renders a template's skeleton as the scaffolder's `fetch:template` does: the same engine, in file names and contents,
 * with `${{ values.x }}` (`@backstage/plugin-scaffolder-backend:builtin/fetch/templateActionHandler`). So what the sandbox
 * starts from is what a run of the template gives.
 *
 * @param directory - the skeleton's root
 * @param options - `copied`: files that are taken as they are (`copyWithoutTemplating` of `fetch:template`)
 * @throws when the folder cannot be read or a file does not parse as a template; the message names the file
 */
export async function renderSkeleton(
  directory: string,
  values: TemplateContext,
  options: { copied?: (path: string) => boolean } = {},
): Promise<RenderedFiles> {
  const renderer = createTemplateRenderer({ allowRegexExecution: true });
  const context = renderer.prepareContext({ values });
  const files: RenderedFiles = {};
  for (const path of await listFiles(directory)) {
    try {
      const source = await readFile(join(directory, path), 'utf8');
      files[renderer.render(path, context)] = options.copied?.(path)
        ? source
        : renderer.render(source, context);
    } catch (error) {
      throw new Error(`${join(directory, path)}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  return files;
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => path.slice(directory.length + 1))
    .sort();
}
