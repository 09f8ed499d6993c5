import type { KubeObject } from './KubeObject';

/** Where a reflector's objects go. Calls are synchronous and in order; whatever they throw is counted, and no more. */
export interface ReflectorSink {
  put(object: KubeObject): void;
  delete(uid: string): void;
  /** The uid of the object that was put under this name last, as far as the sink still has it. */
  uidAt(namespace: string | undefined, name: string): string | undefined;
}

/**
 * Remembers which objects a sink holds: their uids, nothing else. The same name with a new uid is a deletion and an
 * addition.
 */
export class ObjectKeys {
  readonly #sink: ReflectorSink;
  readonly #uids: Set<string>;
  /** While a list is read: what it has not named yet of what was there before. */
  #unlisted: Set<string> | undefined;
  /** Changes that were told outside of lists. */
  events = 0;
  /** Complete lists. */
  lists = 0;
  /** Handlers that threw, and objects without a uid or a name. */
  faults = 0;

  /** @param held - uids of what the sink has already, of a reflector before this one */
  constructor(sink: ReflectorSink, held: Iterable<string> = []) {
    this.#sink = sink;
    this.#uids = new Set(held);
  }

  get size(): number {
    return this.#uids.size;
  }

  uids(): Iterable<string> {
    return this.#uids;
  }

  /** Begins a complete list: what is not put before {@link ObjectKeys.endList} is gone. */
  beginList(): void {
    this.#unlisted = new Set(this.#uids);
  }

  /** Deletes what a complete list did not name. */
  endList(): void {
    const unlisted = this.#unlisted;
    this.#unlisted = undefined;
    if (unlisted) {
      this.lists += 1;
      unlisted.forEach(uid => this.#remove(uid));
    }
  }

  /** Forgets a list that broke off: it proves nothing about what it did not name. */
  dropList(): void {
    this.#unlisted = undefined;
  }

  put(object: KubeObject): void {
    const { uid, name, namespace } = object.metadata ?? {};
    if (typeof uid !== 'string' || !uid || typeof name !== 'string' || !name) {
      this.faults += 1;
      return;
    }
    this.#count();
    if (!this.#uids.has(uid)) {
      const previous = this.#sink.uidAt(
        typeof namespace === 'string' ? namespace : undefined,
        name,
      );
      if (previous !== undefined && previous !== uid) {
        this.#remove(previous);
      }
      this.#uids.add(uid);
    }
    this.#unlisted?.delete(uid);
    this.#tell(() => this.#sink.put(object));
  }

  delete(object: KubeObject): void {
    const uid = object.metadata?.uid;
    if (typeof uid !== 'string' || !uid) {
      this.faults += 1;
      return;
    }
    this.#count();
    this.#remove(uid);
  }

  /** Deletes everything: the kind is gone. */
  clear(): void {
    this.#unlisted = undefined;
    this.#uids.forEach(uid => this.#remove(uid));
  }

  #count(): void {
    if (!this.#unlisted) {
      this.events += 1;
    }
  }

  #remove(uid: string): void {
    this.#unlisted?.delete(uid);
    if (this.#uids.delete(uid)) {
      this.#tell(() => this.#sink.delete(uid));
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
