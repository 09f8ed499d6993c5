import { createHash } from 'node:crypto';

/** Git's name of a blob with this content, so that what has not changed is known without reading it. */
export function blobSha(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
