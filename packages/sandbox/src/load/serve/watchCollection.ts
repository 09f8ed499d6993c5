import { ServerResponse } from 'node:http';
import { LoadChange, LoadCollection, LoadEntry } from '../LoadCollection';
import { LoadHub } from '../LoadHub';
import { apiVersionOf } from '../LoadKind';
import { Representation } from './Representation';
import { writeAll } from './writeAll';

const BOOKMARK_MS = 60_000;
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

export interface WatchRequest {
  hub: LoadHub;
  collection: LoadCollection;
  matches: (entry: LoadEntry) => boolean;
  representation: Representation;
  query: URLSearchParams;
  response: ServerResponse;
}

/** Serves a watch, with a streamed list before it where the client asks for one. */
export async function watchCollection(request: WatchRequest): Promise<void> {
  const { hub, collection, matches, representation, query, response } = request;
  const streamsList = query.get('sendInitialEvents') === 'true';
  const from = Number(query.get('resourceVersion') ?? hub.resourceVersion);
  const missed = streamsList ? [] : collection.since(from);
  response.writeHead(200, { 'content-type': 'application/json' });
  if (!missed) {
    response.end(`${JSON.stringify(expired())}\n`);
    return;
  }
  const send = ({ type, entry }: LoadChange) => {
    if (matches(entry)) {
      response.write(representation.line(type, entry));
    }
  };
  // What happens during a list comes after it.
  let queue: LoadChange[] | undefined = streamsList ? [] : undefined;
  const unsubscribe = collection.subscribe(change =>
    queue ? queue.push(change) : send(change),
  );
  const bookmark = (initial: boolean) =>
    response.write(bookmarkLine(request, hub.resourceVersion, initial));
  const timers = [setInterval(() => bookmark(false), BOOKMARK_MS)];
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  if (seconds > 0) {
    timers.push(setTimeout(() => response.end(), seconds * 1_000));
  }
  response.once('close', () => {
    unsubscribe();
    timers.forEach(timer => clearTimeout(timer));
  });
  response.flushHeaders();
  if (queue) {
    const version = hub.resourceVersion;
    const entries = collection.entries().filter(matches);
    await writeAll(response, linesOf(entries, representation));
    response.write(bookmarkLine(request, version, true));
    const waiting = queue;
    queue = undefined;
    waiting.forEach(send);
  } else {
    missed.forEach(send);
  }
}

function* linesOf(
  entries: LoadEntry[],
  representation: Representation,
): Iterable<Buffer> {
  for (const entry of entries) {
    yield representation.line('ADDED', entry);
  }
}

function bookmarkLine(
  { collection, representation }: WatchRequest,
  version: number,
  initial: boolean,
): string {
  const { kind } = collection;
  const line = {
    type: 'BOOKMARK',
    object: {
      ...(representation.metadataOnly
        ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
        : { kind: kind.kind, apiVersion: apiVersionOf(kind) }),
      metadata: {
        resourceVersion: String(version),
        creationTimestamp: null,
        ...(initial && { annotations: { [INITIAL_EVENTS_END]: 'true' } }),
      },
    },
  };
  return `${JSON.stringify(line)}\n`;
}

function expired() {
  return {
    type: 'ERROR',
    object: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'too old resource version',
      reason: 'Expired',
      code: 410,
    },
  };
}
