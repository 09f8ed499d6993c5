import type { HubConnection } from '../connection/HubConnection';
import { HubError } from '../connection/HubError';
import type { KubeObject } from './KubeObject';
import { inSlices } from './readStream';
import { acceptOf, resourcePath, WatchedResource } from './ResourceRequest';

/** Objects a page: of the first, and bounds of all others. */
const FIRST_PAGE = 100;
const PAGE_BOUNDS = [20, 500];
/** What a page should come to, in characters: it is parsed in one go, and nothing else runs meanwhile. */
const PAGE_LENGTH = 2 * 2 ** 20;
const MAX_RESTARTS = 3;

interface ListPage {
  metadata?: { resourceVersion?: unknown; continue?: unknown };
  items?: unknown;
}

/**
 * Reads a whole collection in pages, of as many objects as their size allows. A page whose token has expired begins the list again, a few times.
 *
 * @param options.onBegin - called when the list begins, also when it begins again
 * @returns the resourceVersion of the list
 * @throws HubError
 */
export async function listPages(options: {
  connection: HubConnection;
  resource: WatchedResource;
  signal: AbortSignal;
  onBegin: () => void;
  onItem: (object: KubeObject) => void;
}): Promise<string> {
  for (let restarts = 0; ; restarts++) {
    options.onBegin();
    try {
      return await listOnce(options);
    } catch (error) {
      const expired = error instanceof HubError && error.type === 'expired';
      if (!expired || restarts === MAX_RESTARTS) {
        throw error;
      }
    }
  }
}

async function listOnce(
  options: Parameters<typeof listPages>[0],
): Promise<string> {
  const { connection, resource, signal, onItem } = options;
  let version: string | undefined;
  let token: string | undefined;
  let limit = FIRST_PAGE;
  do {
    let length = 0;
    const page = (await connection.json({
      path: resourcePath(resource, { limit: String(limit), continue: token }),
      accept: acceptOf(resource, 'list'),
      signal,
      onLength: characters => {
        length = characters;
      },
    })) as ListPage | null;
    const { resourceVersion, continue: next } = page?.metadata ?? {};
    if (!Array.isArray(page?.items) || typeof resourceVersion !== 'string') {
      throw new HubError('failing', 'The hub answers with no list.');
    }
    await inSlices(page.items, signal, item => {
      if (typeof item === 'object' && item !== null) {
        onItem(item as KubeObject);
      }
    });
    limit = nextLimit(length / page.items.length);
    // All pages show the state at the first one's version.
    version ??= resourceVersion;
    token = typeof next === 'string' && next !== '' ? next : undefined;
  } while (token !== undefined);
  return version;
}

/** @param length - of an object, in characters; no number when a page had none */
function nextLimit(length: number): number {
  const [least, most] = PAGE_BOUNDS;
  const fitting = Math.floor(PAGE_LENGTH / length) || FIRST_PAGE;
  return Math.min(most, Math.max(least, fitting));
}
