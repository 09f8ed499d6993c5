import { createTwoFilesPatch } from 'diff';
import type { GitData } from './GitData';
import type { ProposedFile, Tree } from './types';

const isText = (content: Buffer) => !content.includes(0);

/** The change as `git diff` would show it; binary files are named only. */
export async function unifiedDiff(options: {
  files: ProposedFile[];
  tree: Tree;
  git: GitData;
}): Promise<string> {
  const parts: string[] = [];
  const files = [...options.files].sort((left, right) =>
    left.path.localeCompare(right.path),
  );
  for (const { path, content } of files) {
    const entry = options.tree.get(path);
    const before = entry ? await options.git.content(entry.sha) : undefined;
    if ((before && !isText(before)) || (content && !isText(content))) {
      parts.push(`Binary file ${path} ${content ? 'changes' : 'goes'}\n`);
    } else {
      parts.push(
        createTwoFilesPatch(
          before ? `a/${path}` : '/dev/null',
          content ? `b/${path}` : '/dev/null',
          before?.toString('utf8') ?? '',
          content?.toString('utf8') ?? '',
        ).replace(/^=+\n/, ''),
      );
    }
  }
  return parts.join('');
}
