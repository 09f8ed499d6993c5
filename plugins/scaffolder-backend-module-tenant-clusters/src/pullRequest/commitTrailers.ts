/** Trailer of our commits: it tells them from those that people push onto the branch. */
const SUBJECT = 'Spokeport-Subject';
/** Who asked for what a commit proposes. Unlike a pull request's body nobody edits it afterwards. */
const REQUESTER = 'Spokeport-Requester';

const valuesOf = (message: string, trailer: string) =>
  message
    .split('\n')
    .filter(line => line.startsWith(`${trailer}: `))
    .map(line => line.slice(trailer.length + 2));

/** A commit's message with whom and what it is for. */
export function commitMessage(options: {
  message: string;
  subject: string;
  requester?: string;
}): string {
  const { message, subject, requester } = options;
  return [
    message,
    '',
    `${SUBJECT}: ${subject}`,
    ...(requester ? [`${REQUESTER}: ${requester}`] : []),
  ].join('\n');
}

/** Whether a commit is ours, for this subject. */
export function isOurs(message: string, subject: string): boolean {
  return valuesOf(message, SUBJECT).includes(subject);
}

/** Who asked for what a commit proposes; undefined where it does not say. */
export function requesterOf(message: string): string | undefined {
  return valuesOf(message, REQUESTER).at(-1);
}
