/** A resource that a hub serves, in the version in which it is read. */
export interface ServedResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** `managed`, `claim`, `composite` are Crossplane's. */
  categories: string[];
}

/** Names a kind in maps: `Kind.group`. */
export function kindKey(group: string, kind: string): string {
  return `${kind}.${group}`;
}

export type ServedResources = ReadonlyMap<string, ServedResource>;
