import { hash } from 'node:crypto';
import type { ProjectedBase, ProjectedObject } from './types';

/** A projection before its fingerprint is taken. */
export type Unsealed<T extends ProjectedBase> = Omit<T, 'fingerprint'>;

/**
 * Adds the fingerprint. Projections are built with their keys in one order and their records sorted, so that the plain
 * JSON is the same for the same content.
 */
export function seal<T extends ProjectedObject>(projection: Unsealed<T>): T {
  const text = JSON.stringify({ ...projection, resourceVersion: undefined });
  return { ...projection, fingerprint: hash('sha1', text, 'base64') } as T;
}
