import { createHash, randomInt } from 'node:crypto';

// The alphabet of k8s.io/apimachinery/pkg/util/rand: no vowels, nothing that looks like another sign.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five signs as a real API server appends to `generateName`. */
export function randomSuffix(length = 5): string {
  return Array.from(
    { length },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

/** Like {@link randomSuffix}, but always the same for the same text. */
export function stableSuffix(text: string, length = 5): string {
  const digest = createHash('sha256').update(text).digest();
  return Array.from(
    digest.subarray(0, length),
    byte => ALPHABET[byte % ALPHABET.length],
  ).join('');
}

export function hexDigest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** 32-bit FNV-1a: what Argo Workflows makes node ids of (argoproj/argo-workflows:workflow NodeID). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}
