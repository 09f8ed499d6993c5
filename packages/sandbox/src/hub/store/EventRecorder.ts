import { EVENT_KEY } from './builtinTypes';
import { Clock, kubeTime } from './Clock';
import { DefaultHubStore } from './DefaultHubStore';
import { objectKey } from './ObjectTable';
import { HubStore, KubeObject } from './types';

type Recorded = Parameters<HubStore['recordEvent']>[0];

/** How long a real API server keeps Events (`--event-ttl`), in milliseconds. */
const timeToLive = 60 * 60 * 1000;

/** Writes core/v1 Events as client-go's recorder does: the same event again counts up. */
export class EventRecorder {
  readonly #store: DefaultHubStore;
  readonly #clock: Clock;
  readonly #timer: NodeJS.Timeout;
  readonly #names = new Map<string, string>();
  #last = 0;

  constructor(store: DefaultHubStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#timer = setInterval(() => this.expire(), 60_000).unref();
    for (const event of store.list({ apiVersion: 'v1', kind: 'Event' })) {
      this.#names.set(identityOf(event), objectKey(event));
    }
    store.subscribeChanges(({ type, key, object }) => {
      if (key === EVENT_KEY && type === 'DELETED') {
        this.#names.delete(identityOf(object));
      }
    });
  }

  record(options: Recorded): void {
    const { involvedObject, namespace } = involvedOf(options.object);
    const now = kubeTime(this.#clock);
    const event: KubeObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: this.#name(options.object), namespace },
      involvedObject,
      reason: options.reason,
      message: options.message,
      source: { component: options.component },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type: options.type,
      eventTime: null,
      reportingComponent: options.component,
      reportingInstance: '',
    };
    const identity = identityOf(event);
    const known = this.#known(identity);
    if (known) {
      this.#store.update({
        ...known,
        count: Number(known.count) + 1,
        lastTimestamp: now,
      });
      return;
    }
    const created = this.#store.create(event);
    this.#names.set(identity, objectKey(created));
  }

  /** Removes the Events that were last seen more than an hour ago. */
  expire(): void {
    const oldest = this.#clock.now() - timeToLive;
    for (const event of this.#store.list({ apiVersion: 'v1', kind: 'Event' })) {
      const seen = Date.parse(
        event.lastTimestamp ?? event.metadata.creationTimestamp,
      );
      if (seen < oldest) {
        this.#store.delete({
          apiVersion: 'v1',
          kind: 'Event',
          namespace: event.metadata.namespace,
          name: event.metadata.name,
        });
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #known(identity: string): KubeObject | undefined {
    const [namespace, name] = (this.#names.get(identity) ?? '').split('/');
    return name
      ? this.#store.get({ apiVersion: 'v1', kind: 'Event', namespace, name })
      : undefined;
  }

  // client-go names an event for its object and the nanosecond; here the millisecond and a counter stand for it.
  #name(object: KubeObject): string {
    this.#last = Math.max(this.#last + 1, this.#clock.now() * 1000);
    const stamp = (BigInt(this.#last) * 1000n).toString(16);
    return `${object.metadata.name.slice(0, 236)}.${stamp}`;
  }
}

function involvedOf(object: KubeObject) {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return {
    // Events of cluster-scoped objects are kept in `default`.
    namespace: namespace ?? 'default',
    involvedObject: {
      kind: object.kind,
      ...(namespace ? { namespace } : {}),
      name,
      uid,
      apiVersion: object.apiVersion,
      resourceVersion,
    },
  };
}

function identityOf(event: KubeObject): string {
  const { involvedObject: involved, source } = event;
  return JSON.stringify([
    source?.component,
    involved?.kind,
    involved?.namespace,
    involved?.name,
    involved?.uid,
    involved?.apiVersion,
    event.type,
    event.reason,
    event.message,
  ]);
}
