import { createHash } from 'node:crypto';

/** Hash of what is shown; two equal views have the same. The order of keys counts, and is the same for the same code. */
export function viewRevision(shown: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(shown))
    .digest('base64url')
    .slice(0, 16);
}
