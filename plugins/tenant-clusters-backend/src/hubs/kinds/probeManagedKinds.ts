import type { HubConnection } from '../connection/HubConnection';
import { isHubWide } from '../connection/HubError';
import { Limiter } from '../reflector/Limiter';
import {
  METADATA_LIST_ACCEPT,
  resourcePath,
  WatchedResource,
} from '../reflector/ResourceRequest';
import { isBuiltInGroup } from './fixedKinds';
import type { ServedResources } from './ServedResource';

const CONCURRENT_PROBES = 4;

/**
 * Finds out which managed kinds have any object, one object of metadata each: a provider brings hundreds of kinds, of which a
 * platform uses a dozen.
 *
 * @returns keys of the kinds that have objects; those that could not be asked are left out
 */
export async function probeManagedKinds(options: {
  connection: HubConnection;
  resources: ServedResources;
  /** Kinds that are watched already. */
  isWatched: (key: string) => boolean;
  signal: AbortSignal;
}): Promise<string[]> {
  const { connection, resources, isWatched, signal } = options;
  const limiter = new Limiter(CONCURRENT_PROBES);
  const candidates = Array.from(resources).filter(
    ([key, { group, categories }]) =>
      categories.includes('managed') &&
      !isBuiltInGroup(group) &&
      !isWatched(key),
  );
  const found = await Promise.all(
    candidates.map(async ([key, resource]) => {
      const release = await limiter.acquire(signal);
      try {
        return (await hasObjects(connection, resource, signal)) ? key : [];
      } catch (error) {
        signal.throwIfAborted();
        if (isHubWide(error)) {
          throw error;
        }
        return [];
      } finally {
        release();
      }
    }),
  );
  return found.flat();
}

async function hasObjects(
  connection: HubConnection,
  resource: WatchedResource,
  signal: AbortSignal,
): Promise<boolean> {
  const list = (await connection.json({
    path: resourcePath(resource, { limit: '1' }),
    accept: METADATA_LIST_ACCEPT,
    signal,
  })) as { items?: unknown } | null;
  return Array.isArray(list?.items) && list.items.length > 0;
}
