import type { KubeObject } from './KubeObject';

/** Where a reflector's objects go. Calls are synchronous and in order; whatever they throw is counted, and no more. */
export interface ReflectorSink {
  put(object: KubeObject): void;
  delete(uid: string): void;
}

/**
 * Remembers which objects a sink holds: uid by namespace and name, nothing else. The same name with a new uid is a deletion
 * and an addition.
 */
export class ObjectKeys {
  readonly #sink: ReflectorSink;
  #uids = new Map<string, string>();
  #listed: Map<string, string> | undefined;
  /** Handlers that threw, and objects without a uid or a name. */
  faults = 0;
  /** Changes that were told outside of lists. */
  events = 0;
  /** Complete lists. */
  lists = 0;

  constructor(sink: ReflectorSink) {
    this.#sink = sink;
  }

  get size(): number {
    return this.#uids.size;
  }

  /** Begins a complete list: what is not put before {@link ObjectKeys.endList} is gone. */
  beginList(): void {
    this.#listed = new Map();
  }

  /** Deletes what a complete list did not name. */
  endList(): void {
    const listed = this.#listed;
    this.#listed = undefined;
    if (!listed) {
      return;
    }
    this.lists += 1;
    this.#keepOnly(listed);
  }

  #keepOnly(listed: Map<string, string>): void {
    for (const [key, uid] of this.#uids) {
      if (!listed.has(key)) {
        this.#uids.delete(key);
        this.#tell(() => this.#sink.delete(uid));
      }
    }
  }

  /** Forgets a list that broke off: it proves nothing about what it did not name. */
  dropList(): void {
    this.#listed = undefined;
  }

  put(object: KubeObject): void {
    const { uid, key } = identify(object);
    if (!uid || !key) {
      this.faults += 1;
      return;
    }
    this.#count();
    const previous = this.#uids.get(key);
    if (previous !== undefined && previous !== uid) {
      this.#tell(() => this.#sink.delete(previous));
    }
    this.#uids.set(key, uid);
    this.#listed?.set(key, uid);
    this.#tell(() => this.#sink.put(object));
  }

  delete(object: KubeObject): void {
    const { uid, key } = identify(object);
    if (!uid || !key) {
      this.faults += 1;
      return;
    }
    this.#count();
    if (this.#uids.get(key) === uid) {
      this.#uids.delete(key);
      this.#listed?.delete(key);
      this.#tell(() => this.#sink.delete(uid));
    }
  }

  /** Deletes everything: the kind is gone. */
  clear(): void {
    this.#listed = undefined;
    this.#keepOnly(new Map());
  }

  #count(): void {
    if (!this.#listed) {
      this.events += 1;
    }
  }

  #tell(action: () => void): void {
    try {
      action();
    } catch {
      this.faults += 1;
    }
  }
}

function identify(object: KubeObject): { uid?: string; key?: string } {
  const { uid, name, namespace } = object.metadata ?? {};
  return typeof uid === 'string' && uid && typeof name === 'string' && name
    ? {
        uid,
        key: typeof namespace === 'string' ? `${namespace}/${name}` : name,
      }
    : {};
}
