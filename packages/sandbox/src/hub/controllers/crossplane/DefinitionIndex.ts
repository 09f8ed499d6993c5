import { HubStore, KubeObject } from '../../store/types';
import { groupOf, isKind, listIfServed } from '../runtime/objects';

export const CROSSPLANE_GROUP = 'apiextensions.crossplane.io';

/** What a kind is to Crossplane, read from its CompositeResourceDefinition. */
export interface CompositeKind {
  definition: KubeObject;
  role: 'composite' | 'claim';
  /** LegacyCluster XRs may have claims and keep Crossplane's fields directly below `spec`; the others below `spec.crossplane`. */
  scope: 'LegacyCluster' | 'Namespaced' | 'Cluster';
  group: string;
  compositeKind: string;
}

export function scopeOf(definition: KubeObject): CompositeKind['scope'] {
  const { scope, claimNames } = definition.spec ?? {};
  const v2 = definition.apiVersion.endsWith('/v2') && !claimNames;
  return scope ?? (v2 ? 'Namespaced' : 'LegacyCluster');
}

/** Knows, of any object, whether its kind is a claim or a composite; read again when a definition changes. */
export class DefinitionIndex {
  readonly #store: HubStore;
  #kinds: Map<string, CompositeKind> | undefined;
  readonly #unsubscribe: () => void;

  constructor(store: HubStore) {
    this.#store = store;
    this.#unsubscribe = store.subscribe(({ object }) => {
      if (isKind(object, CROSSPLANE_GROUP, 'CompositeResourceDefinition')) {
        this.#kinds = undefined;
      }
    });
  }

  close() {
    this.#unsubscribe();
  }

  find(object: {
    apiVersion: string;
    kind: string;
  }): CompositeKind | undefined {
    this.#kinds ??= this.#read();
    return this.#kinds.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  }

  #read() {
    const kinds = new Map<string, CompositeKind>();
    for (const definition of listDefinitions(this.#store)) {
      const { group, names, claimNames } = definition.spec ?? {};
      if (!group || !names?.kind) continue;
      const known = {
        definition,
        scope: scopeOf(definition),
        group,
        compositeKind: names.kind,
      };
      kinds.set(`${group}/${names.kind}`, { ...known, role: 'composite' });
      if (claimNames?.kind) {
        kinds.set(`${group}/${claimNames.kind}`, { ...known, role: 'claim' });
      }
    }
    return kinds;
  }
}

/** Every definition once, in the version it was written in if the store keeps that. */
export function listDefinitions(store: HubStore): KubeObject[] {
  const byName = new Map<string, KubeObject>();
  for (const version of ['v1', 'v2']) {
    for (const definition of listIfServed(store, {
      apiVersion: `${CROSSPLANE_GROUP}/${version}`,
      kind: 'CompositeResourceDefinition',
    })) {
      byName.set(definition.metadata.name, definition);
    }
  }
  return [...byName.values()];
}
