import type { HubConnection } from '../connection/HubConnection';
import { HubError } from '../connection/HubError';
import type { KubeObject } from './KubeObject';
import { inSlices } from './readStream';
import { acceptOf, resourcePath, WatchedResource } from './ResourceRequest';

const PAGE_SIZE = '250';
const MAX_RESTARTS = 3;

interface ListPage {
  metadata?: { resourceVersion?: unknown; continue?: unknown };
  items?: unknown;
}

/**
 * Reads a whole collection in pages. A page whose token has expired begins the list again, a few times.
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
  do {
    const page = (await connection.json({
      path: resourcePath(resource, { limit: PAGE_SIZE, continue: token }),
      accept: acceptOf(resource, 'list'),
      signal,
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
    // All pages show the state at the first one's version.
    version ??= resourceVersion;
    token = typeof next === 'string' && next !== '' ? next : undefined;
  } while (token !== undefined);
  return version;
}
