import { HubStore, KubeObject, WatchEvent } from '../../store/types';
import { Controller } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import {
  addFinalizer,
  isKind,
  keyOf,
  listIfServed,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import { EventJournal } from './EventJournal';
import {
  concerns,
  contentHash,
  EventType,
  ResourceWatch,
  watchesOf,
} from './resourceEvents';
import {
  executeTrigger,
  firedTriggers,
  passesFilters,
  SensorEvent,
} from './triggers';

const API_VERSION = 'argoproj.io/v1alpha1';
const FINALIZERS: Record<string, string> = {
  EventBus: 'eventbus-controller',
  EventSource: 'eventsource-controller',
  Sensor: 'sensor-controller',
};
/** Conditions describe deployment only; they never tell whether events flow. */
const CONDITIONS: Record<string, Record<string, string>[]> = {
  EventBus: [
    { status: 'True', type: 'Configured' },
    { status: 'True', type: 'Deployed' },
  ],
  EventSource: [
    { status: 'True', type: 'Deployed' },
    { status: 'True', type: 'SourcesProvided' },
  ],
  Sensor: [
    { status: 'True', type: 'DependenciesProvided' },
    { status: 'True', type: 'Deployed' },
    { status: 'True', type: 'TriggersProvided' },
  ],
};
const TYPES: Record<WatchEvent['type'], EventType> = {
  ADDED: 'ADD',
  MODIFIED: 'UPDATE',
  DELETED: 'DELETE',
};
const DELIVERY = 'delivery:';

interface Delivery {
  watch: ResourceWatch;
  type: EventType;
  object: KubeObject;
}

/** Plays Argo Events: EventSources of type resource, the bus, and Sensors that create objects. */
export class ArgoEventsController implements Controller {
  readonly name = 'argo-events';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #journal: EventJournal;
  readonly #deliveries = new Map<string, Delivery>();
  #watches: ResourceWatch[] | undefined;

  constructor(options: { store: HubStore; clock: ControllerClock }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#journal = new EventJournal(options.store);
  }

  keysFor(event: WatchEvent): string[] {
    const { object, type } = event;
    const own = Object.keys(FINALIZERS).some(kind =>
      isKind(object, 'argoproj.io', kind),
    );
    if (own) {
      if (object.kind === 'EventSource') this.#watches = undefined;
      return [keyOf(object)];
    }
    if (object.kind === 'Event') return [];
    return this.#watching()
      .filter(watch => concerns(this.#store, watch, object))
      .map(watch => this.#queue({ watch, type: TYPES[type], object }));
  }

  #watching(): ResourceWatch[] {
    this.#watches ??= listIfServed(this.#store, {
      apiVersion: API_VERSION,
      kind: 'EventSource',
    }).flatMap(watchesOf);
    return this.#watches;
  }

  #queue(delivery: Delivery): string {
    const { watch, type, object } = delivery;
    const { source, eventName } = watch;
    const key = `${DELIVERY}${source.metadata.uid}/${eventName}/${type}/${object.metadata.uid}/${object.metadata.resourceVersion}`;
    this.#deliveries.set(key, delivery);
    return key;
  }

  reconcile(key: string) {
    const delivery = this.#deliveries.get(key);
    if (delivery) {
      this.#deliver(delivery);
      this.#deliveries.delete(key);
    } else if (!key.startsWith(DELIVERY)) this.#deploy(key);
    return undefined;
  }

  #deploy(key: string) {
    const found = this.#store.get(refOf(key));
    if (!found) return;
    const finalizer = FINALIZERS[found.kind];
    if (found.metadata.deletionTimestamp) {
      removeFinalizer(this.#store, found, finalizer);
      return;
    }
    const object = addFinalizer(this.#store, found, finalizer);
    const now = timestamp(this.#clock.now());
    const isNew = !object.status?.conditions;
    mutateStatus(this.#store, refTo(object), status => {
      status.conditions ??= CONDITIONS[object.kind].map(condition => ({
        lastTransitionTime: now,
        ...condition,
      }));
    });
    if (object.kind === 'EventSource' && isNew) this.#deliverExisting(object);
  }

  /** A new EventSource tells of what is there already, as an informer does; `afterStart` keeps older objects out. */
  #deliverExisting(source: KubeObject) {
    for (const watch of watchesOf(source)) {
      const { group = '', version = 'v1', resource } = watch.options;
      const type = this.#store
        .resourceTypes()
        .find(
          served =>
            served.group === group &&
            served.version === version &&
            served.plural === resource,
        );
      if (!type) continue;
      const apiVersion = group ? `${group}/${version}` : version;
      for (const object of this.#store.list({ apiVersion, kind: type.kind })) {
        if (concerns(this.#store, watch, object)) {
          this.#deliver({ watch, type: 'ADD', object });
        }
      }
    }
  }

  /** Tells the Sensors first and the journal afterwards: a crash between repeats the event, and its object has its name already. */
  #deliver({ watch, type, object }: Delivery) {
    const uid = object.metadata.uid!;
    const hash = contentHash(object);
    const known = this.#journal.read(watch, uid);
    if (type === 'DELETE') {
      this.#publish(watch, type, object, 'deleted');
      this.#journal.write(watch, uid, undefined);
      return;
    }
    if (known === hash) return;
    // After a restart everything is ADDED once more; what changed meanwhile is an update.
    this.#publish(watch, known === undefined ? type : 'UPDATE', object, hash);
    this.#journal.write(watch, uid, hash);
  }

  #publish(
    watch: ResourceWatch,
    type: EventType,
    object: KubeObject,
    hash: string,
  ) {
    if (!(watch.options.eventTypes ?? []).includes(type)) return;
    const { source, eventName, options } = watch;
    const id = `${eventName}/${type}/${object.metadata.uid}/${hash}`;
    const event: SensorEvent = {
      id,
      context: {
        id,
        source: source.metadata.name,
        subject: eventName,
        type: 'resource',
        specversion: '1.0',
        time: timestamp(this.#clock.now()),
      },
      data: {
        type,
        body: object,
        group: options.group ?? '',
        version: options.version,
        resource: options.resource,
      },
    };
    for (const sensor of listIfServed(this.#store, {
      apiVersion: API_VERSION,
      kind: 'Sensor',
      namespace: source.metadata.namespace,
    })) {
      this.#notify(sensor, watch, event);
    }
  }

  #notify(sensor: KubeObject, watch: ResourceWatch, event: SensorEvent) {
    for (const dependency of sensor.spec?.dependencies ?? []) {
      const { name, eventSourceName, eventName } = dependency;
      if (
        eventSourceName !== watch.source.metadata.name ||
        eventName !== watch.eventName ||
        !passesFilters(dependency, event)
      ) {
        continue;
      }
      for (const template of firedTriggers(sensor, name)) {
        executeTrigger(
          this.#store,
          sensor,
          template,
          name,
          event,
          this.#clock.now(),
        );
      }
    }
  }
}
