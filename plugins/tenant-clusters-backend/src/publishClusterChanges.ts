import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ChangeFeed } from './api';

/** Topic on which other plugins hear that clusters came, went or changed hands. It carries no names: they ask the API. */
export const CLUSTERS_CHANGED_TOPIC = 'tenant-clusters.changed';

/** Tells other plugins, for example the catalog's module, when the set of clusters or their owners changed. */
export function publishClusterChanges(options: {
  feed: ChangeFeed;
  events: EventsService;
  logger: LoggerService;
}): () => void {
  const { feed, events, logger } = options;
  let seen = feed.sequence;
  return feed.subscribe(async () => {
    const entries = feed.after(seen) ?? [];
    seen = feed.sequence;
    const changed = entries
      .flatMap(({ clusters }) => clusters)
      .some(
        ({ before, after }) => JSON.stringify(before) !== JSON.stringify(after),
      );
    if (!changed) {
      return;
    }
    try {
      await events.publish({ topic: CLUSTERS_CHANGED_TOPIC, eventPayload: {} });
    } catch (error) {
      logger.warn('Other plugins were not told of a change', error as Error);
    }
  });
}
