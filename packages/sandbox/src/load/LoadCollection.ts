import { EventEmitter } from 'node:events';
import { LoadKind } from './LoadKind';

/** What the load's objects have in common. */
export interface LoadObject {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** One stored object, as the bytes that go over the wire. */
export interface LoadEntry {
  uid: string;
  namespace?: string;
  name: string;
  labels: Record<string, string>;
  /** `type` of an Event, by which it is selected. */
  type?: string;
  resourceVersion: number;
  /** A whole line of a watch, of type ADDED. */
  line: Buffer;
}

export type LoadChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface LoadChange {
  type: LoadChangeType;
  entry: LoadEntry;
}

const HEAD = '{"type":"ADDED","object":';
const KEPT_CHANGES = 4_096;

/** Objects of one kind of one hub, kept as bytes: so many of them would be too fat, and too slow to write, as objects. */
export class LoadCollection {
  readonly kind: LoadKind;
  readonly #entries = new Map<string, LoadEntry>();
  readonly #changes: LoadChange[] = [];
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #forgottenUpTo = 0;
  #bytes = 0;

  constructor(kind: LoadKind) {
    this.kind = kind;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of all objects as JSON. */
  get bytes(): number {
    return this.#bytes;
  }

  entries(): LoadEntry[] {
    return [...this.#entries.values()];
  }

  get(uid: string): LoadEntry | undefined {
    return this.#entries.get(uid);
  }

  find(name: string, namespace?: string): LoadEntry | undefined {
    return this.entries().find(
      entry => entry.name === name && entry.namespace === namespace,
    );
  }

  /** Stores an object under a version. Tells nobody: for filling. */
  load(object: LoadObject, resourceVersion: number): LoadEntry {
    object.metadata.resourceVersion = String(resourceVersion);
    const { uid, name, namespace, labels = {} } = object.metadata;
    const entry: LoadEntry = {
      uid,
      namespace,
      name,
      labels,
      type: typeof object.type === 'string' ? object.type : undefined,
      resourceVersion,
      line: Buffer.from(`${HEAD}${JSON.stringify(object)}}\n`),
    };
    this.#bytes += jsonOf(entry).length - this.#size(uid);
    this.#entries.set(uid, entry);
    return entry;
  }

  /** Stores an object and tells those who watch. */
  put(object: LoadObject, resourceVersion: number): void {
    const type = this.#entries.has(object.metadata.uid) ? 'MODIFIED' : 'ADDED';
    this.#tell({ type, entry: this.load(object, resourceVersion) });
  }

  delete(uid: string, resourceVersion: number): void {
    const entry = this.#entries.get(uid);
    if (entry) {
      const last = parseEntry(entry);
      this.load(last, resourceVersion);
      const gone = this.#entries.get(uid)!;
      this.#bytes -= this.#size(uid);
      this.#entries.delete(uid);
      this.#tell({ type: 'DELETED', entry: gone });
    }
  }

  /** Changes after a version; undefined when they are not all known any more. */
  since(resourceVersion: number): LoadChange[] | undefined {
    return resourceVersion < this.#forgottenUpTo
      ? undefined
      : this.#changes.filter(
          ({ entry }) => entry.resourceVersion > resourceVersion,
        );
  }

  subscribe(listener: (change: LoadChange) => void): () => void {
    this.#emitter.on('change', listener);
    return () => this.#emitter.off('change', listener);
  }

  #size(uid: string): number {
    const entry = this.#entries.get(uid);
    return entry ? jsonOf(entry).length : 0;
  }

  #tell(change: LoadChange): void {
    this.#changes.push(change);
    if (this.#changes.length > KEPT_CHANGES) {
      this.#forgottenUpTo = this.#changes.shift()!.entry.resourceVersion;
    }
    this.#emitter.emit('change', change);
  }
}

/** The object's JSON as bytes, without the line around it. */
export function jsonOf({ line }: LoadEntry): Buffer {
  return line.subarray(HEAD.length, line.length - 2);
}

export function parseEntry(entry: LoadEntry): LoadObject {
  return JSON.parse(jsonOf(entry).toString('utf8'));
}
