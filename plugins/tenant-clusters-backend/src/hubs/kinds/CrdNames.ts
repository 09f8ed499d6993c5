import { Reflector, ReflectorOptions } from '../reflector/Reflector';
import type { ServedResource } from './ServedResource';

/** The names (`plural.group`) of a hub's CRDs: only metadata is read, since the CRDs of one provider are hundreds of MB. */
export class CrdNames {
  readonly #names = new Map<string, string>();
  readonly #uids = new Map<string, string>();
  readonly #reflector: Reflector;

  constructor(
    options: Omit<ReflectorOptions, 'resource' | 'sink'> & {
      onChange: () => void;
    },
  ) {
    this.#reflector = new Reflector({
      ...options,
      resource: {
        group: 'apiextensions.k8s.io',
        version: 'v1',
        kind: 'CustomResourceDefinition',
        plural: 'customresourcedefinitions',
        metadataOnly: true,
      },
      sink: {
        put: ({ metadata }) => {
          const uid = String(metadata?.uid);
          const name = String(metadata?.name);
          this.#names.set(uid, name);
          this.#uids.set(name, uid);
          options.onChange();
        },
        delete: uid => {
          const name = this.#names.get(uid);
          this.#names.delete(uid);
          if (name !== undefined && this.#uids.get(name) === uid) {
            this.#uids.delete(name);
          }
          options.onChange();
        },
        uidAt: (_, name) => this.#uids.get(name),
      },
    });
  }

  start(signal: AbortSignal): void {
    void this.#reflector.run(signal);
  }

  relist(): void {
    this.#reflector.relist();
  }

  /** Whether the list is complete; never where the role may not read CRDs. */
  get known(): boolean {
    return this.#reflector.state === 'live';
  }

  has({ group, plural }: Pick<ServedResource, 'group' | 'plural'>): boolean {
    return this.#uids.has(`${plural}.${group}`);
  }
}
