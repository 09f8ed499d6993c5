import { asRecord, asRecords, asString } from './read';
import type { ObjectReference } from './types';

const MAX_REFERENCES = 1_000;

/** A reference that names a kind and an object; undefined while Crossplane has not yet given it a name. */
export function projectReference(
  value: unknown,
  inheritedNamespace?: string,
): ObjectReference | undefined {
  const reference = asRecord(value);
  const apiVersion = asString(reference.apiVersion);
  const kind = asString(reference.kind);
  const name = asString(reference.name);
  if (!apiVersion || !kind || !name) {
    return undefined;
  }
  return {
    apiVersion,
    kind,
    namespace: asString(reference.namespace) ?? inheritedNamespace,
    name,
  };
}

export function projectReferences(
  value: unknown,
  inheritedNamespace?: string,
): ObjectReference[] {
  return asRecords(value)
    .slice(0, MAX_REFERENCES)
    .flatMap(item => projectReference(item, inheritedNamespace) ?? []);
}
