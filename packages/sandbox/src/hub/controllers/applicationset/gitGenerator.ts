import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { glob } from '../runtime/FailurePlan';
import { normalizeName } from '../runtime/goTemplate';
import { flatten, GeneratorContext, Parameters } from './generators';

/** The git generator: one set a folder, or one a file with the file's own fields. */
export async function gitParameters(
  options: Record<string, any>,
  context: GeneratorContext,
): Promise<Parameters[]> {
  const { repoURL, revision = 'HEAD', directories, files } = options;
  const sha = await context.git.resolveRevision(repoURL, revision);
  const paths = await context.git.listFiles(repoURL, sha, '.');
  const finish = (sets: Parameters[]) =>
    context.goTemplate ? sets : sets.map(legacy);
  if (directories) return finish(directorySets(directories, paths));
  const sets: Parameters[] = [];
  for (const { path } of files ?? []) {
    for (const file of paths.filter(name => matches(path, name))) {
      const text = (await context.git.readFile(repoURL, sha, file)) ?? '';
      const contents = parseAllDocuments(text).flatMap(document =>
        document.toJS(),
      );
      for (const content of contents) {
        sets.push({
          ...content,
          path: pathParameters(posix.dirname(file), file),
        });
      }
    }
  }
  return finish(sets);
}

function directorySets(
  directories: { path: string; exclude?: boolean }[],
  paths: string[],
): Parameters[] {
  const folders = new Set<string>();
  for (const path of paths) {
    let folder = posix.dirname(path);
    while (folder !== '.') {
      folders.add(folder);
      folder = posix.dirname(folder);
    }
  }
  const chosen = [...folders]
    .sort()
    .filter(
      folder =>
        directories.some(
          ({ path, exclude }) => !exclude && matches(path, folder),
        ) &&
        !directories.some(
          ({ path, exclude }) => exclude && matches(path, folder),
        ),
    );
  return chosen.map(folder => ({ path: pathParameters(folder) }));
}

/** A `*` never crosses a slash; `**` does. */
function matches(pattern: string, path: string): boolean {
  if (pattern.includes('**'))
    return glob(pattern.replace(/\*\*\/?/g, '*'), path);
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => glob(part, given[index]))
  );
}

function pathParameters(folder: string, file?: string) {
  const basename = posix.basename(folder);
  return {
    path: folder,
    basename,
    basenameNormalized: normalizeName(basename),
    segments: folder.split('/'),
    ...(file
      ? {
          filename: posix.basename(file),
          filenameNormalized: normalizeName(posix.basename(file)),
        }
      : {}),
  };
}

/** Without Go templates the folder itself is `{{path}}`, its parts `{{path[0]}}`, `{{path.basename}}`. */
function legacy({ path: place, ...set }: Parameters): Record<string, string> {
  const { path: folder, segments, ...rest } = place;
  return {
    ...flatten(set),
    ...flatten({ path: rest }),
    path: folder,
    ...Object.fromEntries(
      segments.map((segment: string, index: number) => [
        `path[${index}]`,
        segment,
      ]),
    ),
  };
}
