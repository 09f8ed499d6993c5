import type { ScopedResource } from './ScopedResource';

/** Tenants × environments × hubs; more than that is someone making names up. */
const MAX_CLASSES = 20_000;

/**
 * Gives resources of which the rules see the same one shared object, so that a decision made for one of them is found again
 * for thousands. Rules see no names, so that the shared object has none.
 */
export class ScopeClasses {
  readonly #classes = new Map<string, ScopedResource>();

  of(resource: ScopedResource): ScopedResource {
    const { hub, owners, tenants, environments } = resource;
    const key = JSON.stringify([hub, owners, tenants, environments]);
    const known = this.#classes.get(key);
    if (known) {
      return known;
    }
    if (this.#classes.size >= MAX_CLASSES) {
      this.#classes.clear();
    }
    const made = { ...resource, namespace: '', name: '' };
    this.#classes.set(key, made);
    return made;
  }
}
