import { createHash } from 'node:crypto';

/** Fields that move without anything having changed for the reader. */
const VOLATILE = new Set(['streamPosition', 'heardAt', 'readAt']);

/** The part of an Express answer that is used here. */
export interface CacheableResponse<T> {
  json(body: T): unknown;
  setHeader(name: string, value: string): unknown;
}

/**
 * Sends JSON with an ETag of what the reader sees, so that an unchanged answer is a 304. Times of hearing from a hub and
 * stream positions do not count: with them no answer would ever be unchanged.
 */
export function sendCacheable<T>(
  response: CacheableResponse<T>,
  body: T,
): void {
  const text = JSON.stringify(body, (key, value) =>
    VOLATILE.has(key) ? undefined : value,
  );
  const digest = createHash('sha256').update(text).digest('base64url');
  response.setHeader('ETag', `W/"${digest.slice(0, 27)}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Authorization');
  // Express compares the ETag with If-None-Match and answers 304 by itself.
  response.json(body);
}
