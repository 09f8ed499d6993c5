import { posix } from 'node:path';
import { KubeObject } from '../../store/types';
import { parseManifests } from './parseManifests';
import { SourceFiles } from './SourceFiles';

/** Renders a plain directory: every YAML and JSON file, by Argo CD's include, exclude and recurse options. */
export async function renderDirectory(
  files: SourceFiles,
  path: string,
  options: { recurse?: boolean; include?: string; exclude?: string } = {},
): Promise<KubeObject[]> {
  const manifests: KubeObject[] = [];
  for (const file of await files.list(path)) {
    const relative = posix.relative(path, file);
    if (!/\.(ya?ml|json)$/.test(file)) continue;
    if (!options.recurse && relative.includes('/')) continue;
    if (options.include && !matches(options.include, relative)) continue;
    if (options.exclude && matches(options.exclude, relative)) continue;
    const text = (await files.read(file)) ?? '';
    if (text.startsWith('# +argocd:skip-file-rendering')) continue;
    manifests.push(...parseManifests(text, relative));
  }
  return manifests;
}

/** Argo CD's globs: `{a,b}`, `**`, `*` and `?`, over the path below the source's. */
function matches(pattern: string, path: string): boolean {
  const alternatives = /^\{(.*)\}$/.exec(pattern)?.[1].split(',') ?? [pattern];
  return alternatives.some(alternative => {
    const source = alternative
      .trim()
      .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replace(/\*\*\/|\*\*|\*|\?/g, token => {
        if (token === '**/') return '(?:.*/)?';
        if (token === '**') return '.*';
        return token === '?' ? '[^/]' : '[^/]*';
      });
    return new RegExp(`^${source}$`).test(path);
  });
}
