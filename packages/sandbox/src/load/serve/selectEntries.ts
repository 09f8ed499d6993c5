import { LoadEntry } from '../LoadCollection';

/** Reads `a=b,c` as the API server does, as far as the load needs: equality and existence. */
export function labelMatcher(
  selector: string | null,
): (entry: LoadEntry) => boolean {
  const terms = (selector ?? '')
    .split(',')
    .filter(Boolean)
    .map(term => term.split(/==?/));
  return ({ labels }) =>
    terms.every(([key, value]) =>
      value === undefined ? Object.hasOwn(labels, key) : labels[key] === value,
    );
}

/** Reads a field selector; `type` of Events, and names, are what can be selected by. */
export function fieldMatcher(
  selector: string | null,
): (entry: LoadEntry) => boolean {
  const terms = (selector ?? '')
    .split(',')
    .filter(Boolean)
    .map(term => term.split(/==?/));
  return entry =>
    terms.every(([key, value]) => {
      switch (key) {
        case 'type':
          return entry.type === value;
        case 'metadata.name':
          return entry.name === value;
        case 'metadata.namespace':
          return entry.namespace === value;
        default:
          return true;
      }
    });
}
