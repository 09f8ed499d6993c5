import { jsonOf, LoadEntry, parseEntry } from '../LoadCollection';

/** How a client wants objects: whole, or their metadata alone. */
export class Representation {
  readonly #metadataOnly: boolean;

  constructor(accept: string | undefined) {
    this.#metadataOnly = /as=PartialObjectMetadata/.test(accept ?? '');
  }

  get listKind(): string | undefined {
    return this.#metadataOnly ? 'PartialObjectMetadataList' : undefined;
  }

  get metadataOnly(): boolean {
    return this.#metadataOnly;
  }

  /** An object as JSON. */
  json(entry: LoadEntry): Buffer {
    if (!this.#metadataOnly) {
      return jsonOf(entry);
    }
    const { metadata } = parseEntry(entry);
    return Buffer.from(
      JSON.stringify({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
      }),
    );
  }

  /** A line of a watch. */
  line(type: string, entry: LoadEntry): Buffer {
    return type === 'ADDED' && !this.#metadataOnly
      ? entry.line
      : Buffer.concat([
          Buffer.from(`{"type":"${type}","object":`),
          this.json(entry),
          Buffer.from('}\n'),
        ]);
  }
}
