import { DefaultHubStore, KubeObject, ServedType } from '../store';
import { KubeStatus, StatusError, statusErrors } from '../store/StatusError';
import { objectKey } from '../store/ObjectTable';
import { RequestInfo } from './RequestInfo';
import { selectionOf } from './selectObjects';
import { Snapshots } from './Snapshots';

/** A page of objects with the list's metadata. */
export interface ObjectPage {
  items: KubeObject[];
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
}

/** Where the next page starts. `rv` -1 stands for a list that goes on with what is there now. */
interface ContinueToken {
  v: 'meta.k8s.io/v1';
  rv: number;
  start: string;
}

const tooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** A 410 that offers a token to go on with (apiserver `handleCompactedErrorForPaging`). */
export class ExpiredContinueError extends StatusError {
  readonly continueToken: string;

  constructor(continueToken: string) {
    super(410, 'Expired', tooOld);
    this.continueToken = continueToken;
  }

  override toStatus(): KubeStatus {
    return {
      ...super.toStatus(),
      metadata: { continue: this.continueToken },
    };
  }
}

/** Lists with `limit`, `continue`, selectors, `resourceVersion` and `resourceVersionMatch`. */
export function listObjects(
  store: DefaultHubStore,
  snapshots: Snapshots,
  type: ServedType,
  info: RequestInfo,
  query: URLSearchParams,
): ObjectPage {
  const limit = Math.max(0, Number(query.get('limit') ?? 0) || 0);
  const token = decodeToken(query.get('continue'));
  const selection = selectionOf(type, info, query);
  const { objects, resourceVersion } = token
    ? continued(store, snapshots, type, token, query)
    : started(store, snapshots, type, query, limit);
  const items: KubeObject[] = [];
  let index = token ? firstAfter(objects, token.start) : 0;
  for (; index < objects.length; index += 1) {
    if (selection.matches(objects[index])) {
      if (limit && items.length === limit) {
        break;
      }
      items.push(store.as(type, objects[index]));
    }
  }
  const more = limit > 0 && index < objects.length;
  const last = items.at(-1);
  const narrowed = selection.selective || info.namespace !== undefined;
  return {
    items,
    metadata: {
      resourceVersion: String(resourceVersion),
      ...(more && last
        ? {
            continue: encodeToken(resourceVersion, objectKey(last)),
            // The server counts what remains only where no selector would make it read everything.
            ...(selection.selective
              ? {}
              : {
                  remainingItemCount: narrowed
                    ? countFrom(objects, index, selection.matches)
                    : objects.length - index,
                }),
          }
        : {}),
    },
  };
}

function countFrom(
  objects: readonly KubeObject[],
  start: number,
  matches: (object: KubeObject) => boolean,
): number {
  let count = 0;
  for (let index = start; index < objects.length; index += 1) {
    count += matches(objects[index]) ? 1 : 0;
  }
  return count;
}

interface Consistent {
  objects: readonly KubeObject[];
  resourceVersion: number;
}

function started(
  store: DefaultHubStore,
  snapshots: Snapshots,
  type: ServedType,
  query: URLSearchParams,
  limit: number,
): Consistent {
  const wanted = parseResourceVersion(query.get('resourceVersion'));
  const match = query.get('resourceVersionMatch');
  if (match && !query.get('resourceVersion')) {
    throw listOptionsError(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  const now = {
    objects: store.sorted(type),
    resourceVersion: store.resourceVersion,
  };
  requireReached(store, wanted);
  // Without a match, a version with a limit means exactly that version, for old clients.
  const exact = match ? match === 'Exact' : limit > 0;
  if (!wanted || !exact) {
    return now;
  }
  const objects = snapshots.at(type, wanted);
  if (!objects) {
    throw statusErrors.expired(
      `The resourceVersion for the provided list is too old.`,
    );
  }
  return { objects, resourceVersion: wanted };
}

function continued(
  store: DefaultHubStore,
  snapshots: Snapshots,
  type: ServedType,
  token: ContinueToken,
  query: URLSearchParams,
): Consistent {
  if (parseResourceVersion(query.get('resourceVersion'))) {
    throw statusErrors.badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  if (token.rv < 0) {
    return {
      objects: store.sorted(type),
      resourceVersion: store.resourceVersion,
    };
  }
  const objects = snapshots.at(type, token.rv);
  if (!objects) {
    throw new ExpiredContinueError(encodeToken(-1, token.start));
  }
  return { objects, resourceVersion: token.rv };
}

/** Refuses a version that is still to come, as a server that waited for it in vain. */
export function requireReached(store: DefaultHubStore, wanted: number): void {
  if (wanted > store.resourceVersion) {
    throw new StatusError(
      504,
      'Timeout',
      `Too large resource version: ${wanted}, current: ${store.resourceVersion}`,
      {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    );
  }
}

/** Reads a resourceVersion; absent is 0. */
export function parseResourceVersion(text: string | null): number {
  if (!text) {
    return 0;
  }
  if (!/^\d+$/.test(text)) {
    throw statusErrors.badRequest(
      `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text);
}

export function listOptionsError(message: string): StatusError {
  const [field, ...rest] = message.split(': ');
  return statusErrors.invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, [
    { reason: 'FieldValueForbidden', message: rest.join(': '), field },
  ]);
}

function firstAfter(objects: readonly KubeObject[], start: string): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (objectKey(objects[middle]) > start) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function encodeToken(rv: number, start: string): string {
  const token: ContinueToken = { v: 'meta.k8s.io/v1', rv, start };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function decodeToken(text: string | null): ContinueToken | undefined {
  if (!text) {
    return undefined;
  }
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof token.rv === 'number' && typeof token.start === 'string') {
      return token;
    }
  } catch {
    // Said below, as for a token that says nothing.
  }
  throw statusErrors.badRequest('continue key is not valid');
}
