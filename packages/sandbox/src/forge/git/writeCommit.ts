import { Signature } from './objects';
import { runGit } from './runGit';

export interface NewCommit {
  tree: string;
  parents: string[];
  message: string;
  author: Signature;
  committer: Signature;
}

/** Writes a commit object and answers its sha; no reference moves. */
export async function writeCommit(
  directory: string,
  commit: NewCommit,
): Promise<string> {
  const { author, committer } = commit;
  const { stdout } = await runGit(
    directory,
    [
      'commit-tree',
      ...commit.parents.flatMap(parent => ['-p', parent]),
      '-F',
      '-',
      commit.tree,
    ],
    {
      input: commit.message,
      env: {
        GIT_AUTHOR_NAME: printable(author.name),
        GIT_AUTHOR_EMAIL: printable(author.email),
        GIT_AUTHOR_DATE: gitDate(author.date),
        GIT_COMMITTER_NAME: printable(committer.name),
        GIT_COMMITTER_EMAIL: printable(committer.email),
        GIT_COMMITTER_DATE: gitDate(committer.date),
      },
    },
  );
  return stdout.toString().trim();
}

/** Git refuses identities that are empty once its own separators are gone. */
function printable(text: string): string {
  const kept = [...text]
    .filter(c => c.charCodeAt(0) >= 32 && c !== '<' && c !== '>')
    .join('')
    .trim();
  return kept === '' ? 'unknown' : kept;
}

function gitDate(iso: string): string {
  return `@${Math.floor(new Date(iso).getTime() / 1000)} +0000`;
}
