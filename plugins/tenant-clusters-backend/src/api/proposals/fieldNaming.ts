/** Deeper fields than these name nothing that a person wrote. */
const MAX_DEPTH = 8;

const isNaming = (path: string[]) => {
  const [last, before = ''] = [...path].reverse();
  return (
    /cluster(Name|Ref)?$/i.test(last) ||
    (last === 'name' && /(cluster.*|Ref)$/i.test(before))
  );
};

/**
 * The field by which a claim's spec names a cluster: one that is called for a cluster (`cluster`, `clusterName`), or the name in
 * a reference (`clusterRef.name`, `targetRef.name`), and says exactly its name. Undefined when there is none: any other field of
 * the same value may mean something else.
 */
export function fieldNaming(
  spec: Record<string, unknown> | undefined,
  cluster: string,
): string | undefined {
  const search = (value: unknown, path: string[]): string | undefined => {
    if (typeof value === 'string') {
      return value === cluster && isNaming(path) ? path.join('.') : undefined;
    }
    if (
      typeof value !== 'object' ||
      value === null ||
      path.length > MAX_DEPTH
    ) {
      return undefined;
    }
    for (const [key, below] of Object.entries(value)) {
      // The place in a list says nothing about what the value means.
      const found = search(below, Array.isArray(value) ? path : [...path, key]);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
  return search(spec, ['spec']);
}
