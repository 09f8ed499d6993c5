import { Signature } from './objects';

export interface NewCommit {
  tree: string;
  parents: string[];
  message: string;
  author: Signature;
  committer: Signature;
}

/** The text of a commit object, as git writes one. */
export function commitText(commit: NewCommit): string {
  const { tree, parents, author, committer, message } = commit;
  return [
    `tree ${tree}`,
    ...parents.map(parent => `parent ${parent}`),
    `author ${identity(author)}`,
    `committer ${identity(committer)}`,
    '',
    message.replaceAll('\0', ''),
  ].join('\n');
}

function identity({ name, email, date }: Signature): string {
  const seconds = Math.floor(new Date(date).getTime() / 1000);
  if (Number.isNaN(seconds)) {
    throw new Error(`a commit cannot be of ${date}`);
  }
  return `${printable(name)} <${printable(email)}> ${seconds} +0000`;
}

/** Without git's own separators, and without what git cuts off at both ends (`strbuf_addstr_without_crud` of its ident.c). */
function printable(text: string): string {
  const kept = [...text]
    .filter(c => c.charCodeAt(0) >= 32 && c !== '<' && c !== '>')
    .join('')
    .replace(/^[\s.,:;"\\']+|[\s.,:;"\\']+$/g, '');
  return kept === '' ? 'unknown' : kept;
}
