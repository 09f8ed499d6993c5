import { HubStore, KubeObject } from '../../store/types';
import { mutate } from '../runtime/objects';
import { ResourceWatch } from './resourceEvents';

const NAME = 'sandbox-delivered-events';

/**
 * Remembers, across restarts, which content of which object each EventSource has told of: what the real event bus keeps
 * in its stream. A ConfigMap beside the EventSource holds it.
 */
export class EventJournal {
  readonly #store: HubStore;

  constructor(store: HubStore) {
    this.#store = store;
  }

  /** The digest of the content told of last, or undefined. */
  read(watch: ResourceWatch, uid: string): string | undefined {
    return this.#store.get(ref(watch))?.data?.[entry(watch, uid)];
  }

  write(watch: ResourceWatch, uid: string, hash: string | undefined) {
    const name = entry(watch, uid);
    const place = ref(watch);
    if (!this.#store.get(place)) {
      if (hash === undefined) return;
      this.#store.create(journal(place.namespace, { [name]: hash }));
      return;
    }
    mutate(this.#store, place, copy => {
      copy.data = { ...copy.data };
      if (hash === undefined) delete copy.data[name];
      else copy.data[name] = hash;
    });
  }
}

function ref({ source }: ResourceWatch) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: source.metadata.namespace,
    name: NAME,
  };
}

function entry({ source, eventName }: ResourceWatch, uid: string) {
  return `${source.metadata.name}.${eventName}.${uid}`;
}

function journal(
  namespace: string | undefined,
  data: Record<string, string>,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: NAME,
      namespace,
      labels: { 'sandbox.spokeport.dev/part': 'event-journal' },
    },
    data,
  };
}
