import { ServerResponse } from 'node:http';
import { LoadCollection, LoadEntry } from '../LoadCollection';
import { LoadHub } from '../LoadHub';
import { apiVersionOf } from '../LoadKind';
import { Representation } from './Representation';
import { writeAll } from './writeAll';

/** What the pages of one list show, while somebody turns them. */
export interface ListSnapshot {
  version: number;
  entries: LoadEntry[];
}

const KEPT_MS = 60_000;

/** Serves a list, in pages where the client asks for a limit; all pages show the state at the first one's version. */
export async function listCollection(options: {
  hub: LoadHub;
  collection: LoadCollection;
  matches: (entry: LoadEntry) => boolean;
  representation: Representation;
  query: URLSearchParams;
  response: ServerResponse;
  snapshots: Map<string, ListSnapshot>;
}): Promise<void> {
  const { hub, collection, representation, query, response, snapshots } =
    options;
  const [id, offset] = (query.get('continue') ?? '').split(':');
  const known = snapshots.get(id);
  const { version, entries } = known ?? {
    version: hub.resourceVersion,
    entries: collection.entries().filter(options.matches),
  };
  const begin = known ? Number(offset) : 0;
  const limit = Number(query.get('limit') ?? 0) || entries.length;
  const end = Math.min(entries.length, begin + limit);
  let token: string | undefined;
  if (end < entries.length) {
    const key = known ? id : `${collection.kind.plural}-${snapshots.size}`;
    if (!known) {
      snapshots.set(key, { version, entries });
      setTimeout(() => snapshots.delete(key), KEPT_MS).unref();
    }
    token = `${key}:${end}`;
  }
  const { kind } = collection;
  const head = JSON.stringify({
    kind: representation.listKind ?? `${kind.kind}List`,
    apiVersion: representation.metadataOnly
      ? 'meta.k8s.io/v1'
      : apiVersionOf(kind),
    metadata: {
      resourceVersion: String(version),
      ...(token && {
        continue: token,
        remainingItemCount: entries.length - end,
      }),
    },
  });
  response.writeHead(200, { 'content-type': 'application/json' });
  await writeAll(
    response,
    pieces(head, entries.slice(begin, end), representation),
  );
  response.end();
}

function* pieces(
  head: string,
  entries: LoadEntry[],
  representation: Representation,
): Iterable<Buffer> {
  yield Buffer.from(`${head.slice(0, -1)},"items":[`);
  const comma = Buffer.from(',');
  let first = true;
  for (const entry of entries) {
    if (!first) {
      yield comma;
    }
    first = false;
    yield representation.json(entry);
  }
  yield Buffer.from(']}\n');
}
