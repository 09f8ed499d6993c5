import { InputError } from '@backstage/errors';

/**
 * A text with lines at its end that it lacks. The line ends are those of the text; spaces at the end of a line are no difference.
 *
 * @throws InputError when a line to add is several, or begins or ends with a space.
 */
export function addLines(text: string, lines: string[]): string {
  const broken = lines.find(
    line => /[\r\n]/.test(line) || line !== line.trim(),
  );
  if (broken !== undefined) {
    throw new InputError(`${JSON.stringify(broken)} is no line`);
  }
  const known = new Set(text.split(/\r?\n/).map(line => line.trimEnd()));
  const missing = [...new Set(lines)].filter(line => !known.has(line));
  if (missing.length === 0) {
    return text;
  }
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const open = text === '' || text.endsWith('\n') ? '' : end;
  return `${text}${open}${missing.join(end)}${end}`;
}
