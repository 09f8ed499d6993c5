import { randomUUID } from 'node:crypto';
import { dropUnapplied } from './appliedFields';
import { decodeObject, requireValid } from './admitObject';
import { CRD_KEY, NAMESPACE_KEY } from './builtinTypes';
import { ChangeFeed } from './ChangeFeed';
import { Clock, kubeTime, systemClock } from './Clock';
import { cloneJson, deepFreeze } from './cloneJson';
import { superviseCrds } from './superviseCrds';
import { CustomResourceDefinition } from './CustomResourceDefinition';
import { EventRecorder } from './EventRecorder';
import { EventWindow, StoredChange } from './EventWindow';
import { collectGarbage } from './collectGarbage';
import { HubStoreOptions } from './HubStoreOptions';
import { jsonEqual } from './jsonEqual';
import { mergeApplied } from './mergeApplied';
import { superviseNamespaces } from './superviseNamespaces';
import { ObjectTable } from './ObjectTable';
import {
  countGeneration,
  finalizerCauses,
  keepServerMetadata,
  requireFresh,
} from './prepareUpdate';
import { finalizersFor, nameCandidate, requireNamespace } from './prepareWrite';
import { HubBackup, restoreDifferences } from './restoreDifferences';
import { seedObjects } from './seedObjects';
import { ServedType } from './ServedType';
import { statusErrors } from './StatusError';
import { StoreLog } from './StoreLog';
import { TypeRegistry } from './TypeRegistry';
import {
  HubStore,
  KubeObject,
  ListOptions,
  ObjectRef,
  ResourceType,
  WatchEvent,
} from './types';
import { requireDecodableMetadata } from './validateMetadata';
import { DeleteOptions, WriteOptions } from './WriteOptions';

/** What a deletion did: the object as it was last, and whether it is gone or waits for its finalisers. */
export interface DeleteResult {
  object: KubeObject;
  removed: boolean;
}

// Writes of the last moment may be lost when the process is killed; their versions must never be given out again.
const versionsSkippedOnOpen = 10_000;

/** {@link HubStore} in memory, with a log on disk when it is given a directory. */
export class DefaultHubStore implements HubStore {
  readonly registry = new TypeRegistry();
  readonly window: EventWindow;
  readonly #table = new ObjectTable();
  readonly #clock: Clock;
  readonly #recorder: EventRecorder;
  readonly #feed = new ChangeFeed();
  readonly #restored = new Set<() => void>();
  readonly #log?: StoreLog;
  #resourceVersion: number;

  /**
   * Opens a store, from its directory if one is given.
   *
   * @throws Error when the directory cannot be read or written, or when a file of it is damaged elsewhere than at its end
   */
  static async open(options: HubStoreOptions = {}): Promise<DefaultHubStore> {
    const log = options.dir
      ? await StoreLog.open({ ...options, dir: options.dir })
      : undefined;
    return new DefaultHubStore(options, log);
  }

  /** A store that lives and ends with the process. */
  static inMemory(options: Omit<HubStoreOptions, 'dir'> = {}): DefaultHubStore {
    return new DefaultHubStore(options);
  }

  private constructor(options: HubStoreOptions, log?: StoreLog) {
    this.#clock = options.clock ?? systemClock;
    this.#log = log;
    this.#resourceVersion = log?.loaded.resourceVersion
      ? log.loaded.resourceVersion + versionsSkippedOnOpen
      : 1;
    for (const { key, object } of log?.takeLoaded() ?? []) {
      this.#table.set(key, deepFreeze(object));
    }
    for (const crd of this.#table.objects(CRD_KEY)) {
      this.registry.setCrd(crd as CustomResourceDefinition);
    }
    this.window = new EventWindow(
      options.windowSize ?? 5_000,
      this.#resourceVersion,
    );
    this.#recorder = new EventRecorder(this, this.#clock);
    superviseCrds(this, this.#table);
    superviseNamespaces(this, this.#table);
    collectGarbage(this, this.#table);
    seedObjects(options.crds).forEach(object => this.apply(object));
    log?.start(() => ({
      resourceVersion: this.#resourceVersion,
      entries: this.#table.entries(),
    }));
  }

  /** The version of the last change. */
  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  resourceTypes(): ResourceType[] {
    return this.registry.all();
  }

  resourceType(ref: {
    apiVersion: string;
    kind: string;
  }): ServedType | undefined {
    return this.registry.byKind(ref);
  }

  get(ref: ObjectRef): KubeObject | undefined {
    const type = this.#type(ref);
    const namespace = type.namespaced ? ref.namespace : undefined;
    const object = this.#table.get(type.key, namespace, ref.name);
    return object && this.as(type, object);
  }

  list(options: ListOptions): KubeObject[] {
    const type = this.#type(options);
    const wanted = Object.entries(options.labels ?? {});
    const found: KubeObject[] = [];
    const namespace = type.namespaced ? options.namespace : undefined;
    for (const object of this.#table.objects(type.key, namespace)) {
      const labels = object.metadata.labels;
      if (wanted.every(([key, value]) => labels?.[key] === value)) {
        found.push(this.as(type, object));
      }
    }
    return found;
  }

  /** All objects of a type in storage order, as they are now. The array must not be changed. */
  sorted(type: ServedType): readonly KubeObject[] {
    return this.#table.sorted(type.key);
  }

  /** How many objects a type has. */
  size(type: ServedType): number {
    return this.#table.size(type.key);
  }

  /** The stored object in the apiVersion of `type`; versions differ in nothing else here (conversion strategy None). */
  as(type: ServedType, object: KubeObject): KubeObject {
    return object.apiVersion === type.apiVersion
      ? object
      : Object.freeze({ ...object, apiVersion: type.apiVersion });
  }

  create(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.#type(object);
    requireDecodableMetadata(object);
    const candidate = cloneJson(object);
    const meta = candidate.metadata;
    if (meta.resourceVersion) {
      throw statusErrors.badRequest(
        'resourceVersion should not be set on objects to be created',
      );
    }
    nameCandidate(type, candidate, this.#table);
    decodeObject(type, candidate, options);
    meta.uid = randomUUID();
    meta.creationTimestamp = kubeTime(this.#clock);
    delete meta.deletionTimestamp;
    delete meta.deletionGracePeriodSeconds;
    delete meta.generation;
    if (type.counted) {
      meta.generation = 1;
    }
    if (type.custom && type.statusSubresource) {
      delete candidate.status;
    }
    requireNamespace(type, candidate, this.#table);
    requireValid(type, candidate);
    if (this.#table.get(type.key, meta.namespace, meta.name)) {
      throw statusErrors.alreadyExists({ ...type, name: meta.name });
    }
    return this.#commit('ADDED', type, candidate, undefined, options);
  }

  update(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.#type(object);
    requireDecodableMetadata(object);
    const stored = this.#stored(type, object.metadata);
    const candidate = cloneJson(object);
    if (!type.namespaced) {
      delete candidate.metadata.namespace;
    }
    requireFresh(type, candidate, stored);
    decodeObject(type, candidate, options);
    keepServerMetadata(candidate, stored);
    if (type.statusSubresource) {
      delete candidate.status;
      if (stored.status !== undefined) {
        candidate.status = stored.status;
      }
    }
    requireValid(type, candidate, finalizerCauses(candidate, stored));
    countGeneration(type, candidate, stored);
    return this.#replace(type, candidate, stored, options);
  }

  updateStatus(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.#type(object);
    if (!type.statusSubresource) {
      throw statusErrors.noSuchResource();
    }
    requireDecodableMetadata(object);
    const stored = this.#stored(type, object.metadata);
    requireFresh(type, object, stored);
    const candidate: KubeObject = cloneJson({
      ...stored,
      apiVersion: type.apiVersion,
    });
    delete candidate.status;
    if (object.status !== undefined) {
      candidate.status = cloneJson(object.status);
    }
    decodeObject(type, candidate, options);
    requireValid(type, candidate);
    return this.#replace(type, candidate, stored, options);
  }

  apply(
    object: KubeObject,
    options: WriteOptions & { fieldManager?: string } = {},
  ): { object: KubeObject; result: 'created' | 'configured' | 'unchanged' } {
    const type = this.#type(object);
    requireDecodableMetadata(object);
    const { name } = object.metadata;
    const namespace = type.namespaced ? object.metadata.namespace : undefined;
    const stored = this.#table.get(type.key, namespace, name);
    const manager = options.fieldManager
      ? { name: options.fieldManager, time: kubeTime(this.#clock) }
      : undefined;
    if (!stored) {
      const first = cloneJson(object);
      if (manager) {
        dropUnapplied(first, object, manager);
      }
      return { object: this.create(first, options), result: 'created' };
    }
    const merged = mergeApplied(type, stored, object, manager);
    const updated = this.update(merged, options);
    const unchanged =
      updated.metadata.resourceVersion === stored.metadata.resourceVersion;
    return { object: updated, result: unchanged ? 'unchanged' : 'configured' };
  }

  delete(ref: ObjectRef, options: DeleteOptions = {}): DeleteResult {
    const type = this.#type(ref);
    const stored = this.#stored(type, ref);
    const { preconditions, propagationPolicy, dryRun } = options;
    requireFresh(
      type,
      {
        ...stored,
        metadata: {
          ...stored.metadata,
          uid: preconditions?.uid,
          resourceVersion: preconditions?.resourceVersion,
        },
      },
      stored,
    );
    const finalizers = finalizersFor(stored, propagationPolicy);
    const waits =
      finalizers.length > 0 ||
      (type.key === NAMESPACE_KEY && stored.spec?.finalizers?.length > 0);
    if (!waits) {
      return {
        object: this.#remove(type, stored, stored, dryRun),
        removed: true,
      };
    }
    const going = cloneJson(stored);
    going.metadata.finalizers = finalizers;
    if (!finalizers.length) {
      delete going.metadata.finalizers;
    }
    if (!going.metadata.deletionTimestamp) {
      going.metadata.deletionTimestamp = kubeTime(this.#clock);
      going.metadata.deletionGracePeriodSeconds = 0;
      if (going.metadata.generation) {
        going.metadata.generation += 1;
      }
    }
    if (type.key === NAMESPACE_KEY) {
      going.status = { ...going.status, phase: 'Terminating' };
    }
    const object = jsonEqual(going, stored)
      ? stored
      : this.#commit('MODIFIED', type, going, stored, { dryRun });
    return { object, removed: false };
  }

  /** Removes a namespace whose content is gone (the `finalize` subresource in a real API server). */
  finalizeNamespace(name: string): void {
    const type = this.#type({ apiVersion: 'v1', kind: 'Namespace' });
    const stored = this.#table.get(type.key, undefined, name);
    if (stored?.metadata.deletionTimestamp) {
      this.#remove(type, stored, { ...stored, spec: {} });
    }
  }

  recordEvent(options: Parameters<HubStore['recordEvent']>[0]): void {
    this.#recorder.record(options);
  }

  /** Removes Events that are older than an hour. Called each minute by itself when the store is on a disk. */
  expireEvents(): void {
    this.#recorder.expire();
  }

  subscribe(handler: (event: WatchEvent) => void): () => void {
    return this.#feed.subscribe(handler);
  }

  /** As {@link subscribe}, with the resource key and version of each change. */
  subscribeChanges(handler: (change: StoredChange) => void): () => void {
    return this.#feed.subscribe(handler);
  }

  /** Everything as it is now, for {@link restore}. Cheap: objects are shared, not copied. */
  backup(): HubBackup {
    return {
      resourceVersion: this.#resourceVersion,
      entries: this.#table.entries(),
    };
  }

  /**
   * Goes back to a backup, resourceVersions included, as a hub restored from etcd's snapshot does. Open watches are told to
   * end; subscribers see the differences as changes.
   */
  restore(backup: HubBackup): void {
    const differences = restoreDifferences(this.#table.entries(), backup);
    this.#resourceVersion = backup.resourceVersion;
    this.window.reset(this.#resourceVersion);
    for (const { type, key, object } of differences) {
      if (type === 'DELETED') {
        this.#table.remove(key, object);
        this.#log?.remove(this.#resourceVersion, object.metadata.uid!);
      } else {
        this.#table.set(key, object);
        this.#log?.put(this.#resourceVersion, key, object);
      }
      if (key === CRD_KEY && type === 'DELETED') {
        this.registry.removeCrd(object.metadata.name);
      } else if (key === CRD_KEY) {
        this.registry.setCrd(object as CustomResourceDefinition);
      }
    }
    this.#restored.forEach(handler => handler());
    this.#feed.announce(differences);
  }

  /** Calls `handler` when the store has gone back to a backup. Returns the unsubscribe function. */
  onRestored(handler: () => void): () => void {
    this.#restored.add(handler);
    return () => {
      this.#restored.delete(handler);
    };
  }

  /** Writes what is still in memory and ends the timers. The store must not be written to afterwards. */
  async close(): Promise<void> {
    this.#recorder.stop();
    await this.#log?.close();
  }

  #type(ref: { apiVersion: string; kind: string }): ServedType {
    const type = this.registry.byKind(ref);
    if (!type) {
      throw statusErrors.noSuchResource();
    }
    return type;
  }

  #stored(
    type: ServedType,
    ref: { namespace?: string; name: string },
  ): KubeObject {
    const namespace = type.namespaced ? ref.namespace : undefined;
    const stored = this.#table.get(type.key, namespace, ref.name);
    if (!stored) {
      throw statusErrors.notFound({ ...type, name: ref.name });
    }
    return stored;
  }

  #replace(
    type: ServedType,
    candidate: KubeObject,
    stored: KubeObject,
    options: WriteOptions,
  ): KubeObject {
    candidate.apiVersion = type.storageApiVersion;
    if (jsonEqual(candidate, stored)) {
      return this.as(type, stored);
    }
    const going = stored.metadata.deletionTimestamp !== undefined;
    const held =
      candidate.metadata.finalizers?.length ||
      (type.key === NAMESPACE_KEY && candidate.spec?.finalizers?.length);
    return going && !held
      ? this.#remove(type, stored, candidate, options.dryRun)
      : this.#commit('MODIFIED', type, candidate, stored, options);
  }

  #commit(
    event: 'ADDED' | 'MODIFIED',
    type: ServedType,
    candidate: KubeObject,
    previous: KubeObject | undefined,
    options: WriteOptions,
  ): KubeObject {
    candidate.apiVersion = type.storageApiVersion;
    if (options.dryRun) {
      return this.as(type, deepFreeze(candidate));
    }
    this.#resourceVersion += 1;
    candidate.metadata.resourceVersion = String(this.#resourceVersion);
    const object = deepFreeze(candidate);
    this.#table.set(type.key, object);
    this.#log?.put(this.#resourceVersion, type.key, object);
    if (type.key === CRD_KEY) {
      this.registry.setCrd(object as CustomResourceDefinition);
    }
    this.#announce(event, type.key, object, previous);
    return this.as(type, object);
  }

  #remove(
    type: ServedType,
    stored: KubeObject,
    last: KubeObject,
    dryRun?: boolean,
  ): KubeObject {
    if (dryRun) {
      return this.as(type, stored);
    }
    this.#resourceVersion += 1;
    const object = deepFreeze(cloneJson(last));
    const gone = deepFreeze({
      ...object,
      metadata: {
        ...object.metadata,
        resourceVersion: String(this.#resourceVersion),
      },
    });
    this.#table.remove(type.key, stored);
    this.#log?.remove(this.#resourceVersion, stored.metadata.uid!);
    if (type.key === CRD_KEY) {
      this.registry.removeCrd(stored.metadata.name);
    }
    this.#announce('DELETED', type.key, gone, stored);
    return this.as(type, object);
  }

  #announce(
    event: WatchEvent['type'],
    key: string,
    object: KubeObject,
    previous: KubeObject | undefined,
  ): void {
    const change: StoredChange = {
      type: event,
      key,
      object,
      resourceVersion: this.#resourceVersion,
      ...(previous ? { previous } : {}),
    };
    this.window.push(change);
    this.#feed.announce([change]);
  }
}
