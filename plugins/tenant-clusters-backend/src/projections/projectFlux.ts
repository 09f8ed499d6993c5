import { asRecord, asRecords, asString } from './read';
import type { FluxReference, InventoryEntry } from './types';

const MAX_ENTRIES = 5_000;
const MAX_REFERENCES = 100;

/**
 * Reads the id of an object in an inventory of Flux: `<namespace>_<name>_<group>_<kind>`
 * (fluxcd/cli-utils:pkg/object/objmetadata.go, ObjMetadata.String).
 *
 * Grammar: namespace '_' name '_' group '_' kind. The namespace is empty for cluster-scoped objects and the group for the
 * core's. No namespace, group or kind can hold an underscore; a colon of a name (of RBAC's kinds alone) is written as `__`.
 * Undefined when it has another form.
 */
export function parseInventoryId(id: string): InventoryEntry | undefined {
  const [, namespace, name, group, kind] =
    /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(id) ?? [];
  return kind
    ? {
        group,
        kind,
        namespace: namespace ? namespace : undefined,
        name: name.replaceAll('__', ':'),
      }
    : undefined;
}

/** `status.inventory.entries` of a Kustomization or HelmRelease. */
export function projectInventory(
  status: Record<string, unknown>,
): InventoryEntry[] {
  return asRecords(asRecord(status.inventory).entries)
    .slice(0, MAX_ENTRIES)
    .flatMap(({ id }) => parseInventoryId(asString(id) ?? '') ?? []);
}

/** A reference to another object of Flux; in the same namespace unless it says otherwise. */
export function projectFluxReference(
  value: unknown,
  options: { kind: string; namespace?: string },
): FluxReference | undefined {
  const reference = asRecord(value);
  const name = asString(reference.name);
  return name
    ? {
        kind: asString(reference.kind) ?? options.kind,
        namespace: asString(reference.namespace) ?? options.namespace,
        name,
      }
    : undefined;
}

export function projectFluxDependencies(
  value: unknown,
  options: { kind: string; namespace?: string },
): FluxReference[] {
  return asRecords(value)
    .slice(0, MAX_REFERENCES)
    .flatMap(item => projectFluxReference(item, options) ?? []);
}
