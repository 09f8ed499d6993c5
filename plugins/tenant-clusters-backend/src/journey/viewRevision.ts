import { hash } from 'node:crypto';

/** Hash of a text, of 16 characters. */
export function textRevision(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}

/** Hash of what is shown; two equal views have the same. The order of keys counts, and is the same for the same code. */
export function viewRevision(shown: unknown): string {
  return textRevision(JSON.stringify(shown));
}
