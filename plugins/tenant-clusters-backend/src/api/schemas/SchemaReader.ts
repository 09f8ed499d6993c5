import type { ClaimSchemaVersion } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ObjectReference, ProjectedXrd } from '../../projections/types';

/** Reads single objects of a hub, with the account that reads. */
export interface HubReaders {
  reader(hub: string):
    | {
        get(
          reference: ObjectReference,
          options?: { limit?: number },
        ): Promise<object>;
      }
    | undefined;
}

/** The schemas of an XRD, and when they were read. */
export interface ReadSchemas {
  versions: ClaimSchemaVersion[];
  /** RFC 3339. */
  readAt: string;
}

const KEPT_MS = 60_000;
/** Bytes; etcd takes no larger object. */
const MAX_XRD = 2 * 1024 * 1024;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** `spec.versions[]` of a CompositeResourceDefinition (crossplane/crossplane:apis/apiextensions/v1/xrd_types.go). */
function versionsOf(object: object): ClaimSchemaVersion[] {
  const { versions } = record(record(object).spec);
  return (Array.isArray(versions) ? versions : []).map(record).flatMap(item => {
    const { name, served, referenceable, schema } = item;
    const { openAPIV3Schema } = record(schema);
    return typeof name === 'string' && served === true
      ? [
          {
            name,
            served,
            ...(referenceable === true && { referenceable }),
            schema: record(openAPIV3Schema),
          },
        ]
      : [];
  });
}

/**
 * Reads the schemas of XRDs when somebody asks: they are too large to be kept for all kinds. Each is kept for a minute, and
 * asked for once however many ask at the same time.
 */
export class SchemaReader {
  readonly #readers: HubReaders;
  readonly #now: () => number;
  readonly #kept = new Map<
    string,
    { at: number; read: Promise<ReadSchemas> }
  >();

  /** @param options.now - milliseconds since the epoch, for tests */
  constructor(options: { readers: HubReaders; now?: () => number }) {
    this.#readers = options.readers;
    this.#now = options.now ?? Date.now;
  }

  /** Rejects with what the hub's client says where the hub does not answer. */
  read(xrd: ProjectedXrd): Promise<ReadSchemas> {
    const now = this.#now();
    for (const [key, { at }] of this.#kept) {
      if (now - at >= KEPT_MS) {
        this.#kept.delete(key);
      }
    }
    const key = JSON.stringify([xrd.hub, xrd.uid, xrd.generation]);
    const known = this.#kept.get(key);
    if (known) {
      return known.read;
    }
    const read = this.#fetch(xrd, now);
    this.#kept.set(key, { at: now, read });
    // What failed is no answer to keep.
    read.catch(() => this.#kept.delete(key));
    return read;
  }

  async #fetch(xrd: ProjectedXrd, now: number): Promise<ReadSchemas> {
    const reader = this.#readers.reader(xrd.hub);
    if (!reader) {
      throw new ServiceUnavailableError(`Hub '${xrd.hub}' cannot be asked`);
    }
    const { apiVersion, kind, name } = xrd;
    const object = await reader.get(
      { apiVersion, kind, name },
      { limit: MAX_XRD },
    );
    return {
      versions: versionsOf(object),
      readAt: new Date(now).toISOString(),
    };
  }
}
