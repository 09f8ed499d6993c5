import { projectEntries } from './projectBase';
import { asRecord, asRecords, asString } from './read';
import type { FieldReference } from './types';

const MAX_REFERENCES = 32;

/** Deeper than providers nest their fields; what goes on is hostile. */
const MAX_DEPTH = 8;

const NONE: FieldReference[] = Object.freeze(
  [] as FieldReference[],
) as FieldReference[];

/** `roleArnRef`, `subnetIdRefs`, `vpcIdSelector`. */
const REFERENCE = /^([a-z]\w*?)(Refs?|Selector)$/;

/** Where objects that name no managed resource look like references. */
const OTHER = new Set(['secretRef', 'configMapRef', 'providerConfigRef']);

function referencesIn(
  value: Record<string, unknown>,
  depth: number,
  found: Map<string, FieldReference>,
): void {
  for (const [key, item] of Object.entries(value)) {
    if (found.size >= MAX_REFERENCES) {
      return;
    }
    const [, field, ending] = REFERENCE.exec(key) ?? [];
    if (field && !OTHER.has(key) && !key.endsWith('SecretRef')) {
      addReference(found, field, ending, item);
    } else if (depth < MAX_DEPTH) {
      const nested = Array.isArray(item) ? asRecords(item) : [asRecord(item)];
      nested.forEach(one => referencesIn(one, depth + 1, found));
    }
  }
}

function addReference(
  found: Map<string, FieldReference>,
  field: string,
  ending: string,
  item: unknown,
): void {
  if (ending === 'Selector') {
    const selector = asRecord(item);
    // Once it is resolved, the reference beside it names what was selected.
    if (!found.has(`${field}/`)) {
      found.set(`${field}/`, {
        field,
        matchLabels: projectEntries(selector.matchLabels),
        matchControllerRef: selector.matchControllerRef === true,
      });
    }
    return;
  }
  const references = Array.isArray(item) ? asRecords(item) : [asRecord(item)];
  for (const reference of references) {
    const name = asString(reference.name);
    if (name) {
      found.set(`${field}/${name}`, { field, name });
    }
  }
}

/**
 * What the fields of a managed resource take their values from. A selector is left out where it has been resolved: the
 * reference that Crossplane wrote beside it says more.
 */
export function projectFieldReferences(
  spec: Record<string, unknown>,
): FieldReference[] {
  const found = new Map<string, FieldReference>();
  referencesIn(asRecord(spec.forProvider), 0, found);
  if (found.size === 0) {
    return NONE;
  }
  const references = [...found.values()];
  const resolved = new Set(
    references.filter(({ name }) => name).map(({ field }) => field),
  );
  return references.filter(({ name, field }) => name || !resolved.has(field));
}
