import { HubStore, WatchEvent } from '../../store/types';
import { Controller } from './Controller';
import { ControllerClock } from './ControllerClock';
import { isStatic } from './objects';
import { WorkQueue } from './WorkQueue';

/** Told of each failed reconcile; the key is tried again whatever it does. */
export type ReconcileErrorHandler = (
  controller: string,
  key: string,
  error: unknown,
) => void;

/**
 * Runs controllers on a store until stopped. Each sees every object once as ADDED, then each change. Objects annotated
 * as static (a large filled fleet, for instance) are left alone.
 */
export function runControllers(options: {
  store: HubStore;
  clock: ControllerClock;
  controllers: Controller[];
  onError?: ReconcileErrorHandler;
}): { enqueue(controller: string, key: string): void; stop(): Promise<void> } {
  const { store, clock, controllers, onError } = options;
  const queues = new Map(
    controllers.map(controller => [
      controller.name,
      new WorkQueue({
        clock,
        work: key => controller.reconcile(key),
        onError: (key, error) => onError?.(controller.name, key, error),
      }),
    ]),
  );

  const dispatch = (event: WatchEvent) => {
    if (isStatic(event.object)) return;
    for (const controller of controllers) {
      const queue = queues.get(controller.name)!;
      for (const key of controller.keysFor(event)) queue.add(key);
    }
  };
  const unsubscribe = store.subscribe(dispatch);
  for (const object of everyObject(store)) dispatch({ type: 'ADDED', object });

  return {
    enqueue: (controller, key) => queues.get(controller)?.add(key),
    stop: async () => {
      unsubscribe();
      await Promise.all([...queues.values()].map(queue => queue.stop()));
    },
  };
}

function* everyObject(store: HubStore) {
  const seen = new Set<string>();
  for (const type of store.resourceTypes()) {
    // Two served versions of one kind hold the same objects; Events are never anyone's cause.
    const id = `${type.group}/${type.kind}`;
    if (seen.has(id) || type.kind === 'Event') continue;
    seen.add(id);
    const apiVersion = type.group
      ? `${type.group}/${type.version}`
      : type.version;
    yield* store.list({ apiVersion, kind: type.kind });
  }
}
