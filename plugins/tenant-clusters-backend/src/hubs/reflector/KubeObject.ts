import { dropManagedFields } from './dropManagedFields';

/** An object as it comes over the wire. Only what a reflector needs is named, and none of it is believed to be there. */
export interface KubeObject {
  metadata?: {
    uid?: unknown;
    name?: unknown;
    namespace?: unknown;
    resourceVersion?: unknown;
    annotations?: Record<string, unknown>;
  };
  [field: string]: unknown;
}

/** One line of a watch. */
export interface WatchLine {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject;
}

const TYPES = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

/** @throws SyntaxError for anything that is no event of a watch: it must not be skipped, or a change is lost */
export function parseWatchLine(line: Buffer): WatchLine {
  const value = JSON.parse(dropManagedFields(line).toString('utf8'));
  if (
    typeof value !== 'object' ||
    value === null ||
    !TYPES.has(value.type) ||
    typeof value.object !== 'object' ||
    value.object === null
  ) {
    throw new SyntaxError('Not an event of a watch');
  }
  return value;
}

export function resourceVersionOf(object: KubeObject): string | undefined {
  const version = object.metadata?.resourceVersion;
  return typeof version === 'string' && version !== '' ? version : undefined;
}
