import type { ObservedSubject } from './types';

/** Whether every value that a subject of this type had is remembered, and not only the latest. */
export const REMEMBERED_TYPES: ReadonlySet<ObservedSubject['type']> = new Set([
  'state',
  'stage',
  'workflow',
  'blocker',
]);
