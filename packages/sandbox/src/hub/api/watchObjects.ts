import { DefaultHubStore, ServedType } from '../store';
import { listOptionsError, parseResourceVersion } from './listObjects';
import { View } from './represent';
import { RequestInfo } from './RequestInfo';
import { ResponseWriter } from './ResponseWriter';
import { selectionOf } from './selectObjects';
import { WatchHub } from './WatchHub';
import { WatchStream } from './WatchStream';

interface WatchRequest {
  store: DefaultHubStore;
  hub: WatchHub;
  type: ServedType;
  info: RequestInfo;
  query: URLSearchParams;
  view: View;
  writer: ResponseWriter;
  bookmarkIntervalMs: number;
}

/** Serves a watch: from a version, or from the beginning, or as a streamed list (`sendInitialEvents`). */
export function watchObjects(request: WatchRequest): void {
  const { store, hub, type, info, query, view, writer } = request;
  const initialEvents = requireWatchOptions(query);
  const from = parseResourceVersion(query.get('resourceVersion'));
  const selection = selectionOf(type, info, query);
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const response = writer.stream();
  const watch = new WatchStream({
    store,
    view,
    selection,
    response,
    bookmarks,
  });
  const missed =
    initialEvents !== true && from > 0 ? store.window.since(from) : [];
  if (!missed) {
    watch.expire(`too old resource version: ${from} (${store.window.start})`);
    return;
  }
  const remove = hub.add(type.key, watch);
  const bookmark = setInterval(
    () => watch.bookmark(store.resourceVersion),
    request.bookmarkIntervalMs,
  );
  const timeout = setTimeout(() => {
    watch.bookmark(store.resourceVersion);
    watch.end();
  }, timeoutMs(query));
  response.once('close', () => {
    remove();
    clearInterval(bookmark);
    clearTimeout(timeout);
  });
  const startsEmpty = initialEvents === false && from === 0;
  if (initialEvents !== true && (from > 0 || startsEmpty)) {
    watch.release();
    missed
      .filter(change => change.key === type.key)
      .forEach(change => watch.change(change));
    return;
  }
  const version = store.resourceVersion;
  void watch.initial(store.sorted(type), () => {
    if (initialEvents) {
      watch.bookmark(version, true);
    }
  });
}

// ValidateListOptions of apimachinery pkg/apis/meta/internalversion/validation.
function requireWatchOptions(query: URLSearchParams): boolean | undefined {
  const text = query.get('sendInitialEvents');
  const match = query.get('resourceVersionMatch');
  if (text === null) {
    if (match) {
      throw listOptionsError(
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
    return undefined;
  }
  if (match !== 'NotOlderThan') {
    throw listOptionsError(
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  return text === 'true' || text === '1';
}

// Without a timeout the API server takes 30 to 60 minutes (--min-request-timeout).
function timeoutMs(query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  return (seconds > 0 ? seconds : 1800 * (1 + Math.random())) * 1000;
}
