import { createHash } from 'node:crypto';

/** Length of the tables' string columns, in characters. */
const MAX_LENGTH = 255;
const KEPT = 200;

/** Text without what PostgreSQL refuses to store. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}

/**
 * A text that fits into a string column and still differs from every other: what is too long ends in a digest of the whole.
 * One that did not fit would be refused, and with it everything that is written in the same statement.
 */
export function storableKey(text: string): string {
  const clean = storableText(text);
  if (clean.length <= MAX_LENGTH) {
    return clean;
  }
  const digest = createHash('sha256').update(text).digest('base64url');
  return `${clean.slice(0, KEPT)}…${digest}`;
}
