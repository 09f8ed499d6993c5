import { isBuiltInGroup } from '../../projections';
import type { HubConnection } from '../connection/HubConnection';
import { isHubWide } from '../connection/HubError';
import { Limiter } from '../reflector/Limiter';
import {
  METADATA_LIST_ACCEPT,
  resourcePath,
  WatchedResource,
} from '../reflector/ResourceRequest';
import type { ServedResources } from './ServedResource';

const CONCURRENT_PROBES = 16;

/**
 * Finds out which managed kinds have any object, one object of metadata each: a provider brings hundreds of kinds, of which a
 * platform uses a dozen. A kind that cannot be asked is left out.
 *
 * @param options.onFound - told at once of each kind that has objects
 * @throws HubError when it is the hub that does not answer; the signal's reason
 */
export async function probeManagedKinds(options: {
  connection: HubConnection;
  resources: ServedResources;
  /** Kinds that are watched already. */
  isWatched: (key: string) => boolean;
  onFound: (key: string) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { connection, resources, isWatched, onFound, signal } = options;
  const limiter = new Limiter(CONCURRENT_PROBES);
  const candidates = Array.from(resources).filter(
    ([key, { group, categories }]) =>
      categories.includes('managed') &&
      !isBuiltInGroup(group) &&
      !isWatched(key),
  );
  await Promise.all(
    candidates.map(async ([key, resource]) => {
      const release = await limiter.acquire(signal);
      try {
        // Meanwhile something may have referred to it.
        if (
          !isWatched(key) &&
          (await hasObjects(connection, resource, signal))
        ) {
          onFound(key);
        }
      } catch (error) {
        signal.throwIfAborted();
        if (isHubWide(error)) {
          throw error;
        }
      } finally {
        release();
      }
    }),
  );
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
