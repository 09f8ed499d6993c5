import { parse } from 'yaml';

/** What of a Kustomization decides about the objects of the files that it lists. @public */
export interface KustomizationContent {
  /** Set on what names no namespace, and on what does. */
  namespace?: string;
  /** Everything but the lists of files, as text to compare. */
  transformations: string;
  /** The folders and files that it takes objects from, as it names them. */
  includes: string[];
  namePrefix?: string;
  nameSuffix?: string;
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/: an entry more adds what its own file says. */
const FILE_LISTS = new Set(['resources', 'bases', 'components']);

/** Aliases are bounded: a hostile file must not expand without end. */
const MAX_ALIASES = 100;

function readRecord(text: string): Record<string, unknown> {
  try {
    const content: unknown = parse(text, {
      maxAliasCount: MAX_ALIASES,
      logLevel: 'silent',
    });
    return typeof content === 'object' && content !== null
      ? (content as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Reads a kustomization.yaml; one that does not parse says nothing. @public */
export function readKustomization(text: string): KustomizationContent {
  const content = readRecord(text);
  const { namespace, namePrefix, nameSuffix } = content;
  const includes = [...FILE_LISTS].flatMap(list => {
    const entries = content[list];
    return Array.isArray(entries)
      ? entries.filter((entry): entry is string => typeof entry === 'string')
      : [];
  });
  const transformations = Object.entries(content)
    .filter(([key]) => !FILE_LISTS.has(key))
    .sort(([left], [right]) => left.localeCompare(right));
  return {
    ...(typeof namespace === 'string' && namespace && { namespace }),
    transformations: JSON.stringify(transformations),
    includes,
    ...(typeof namePrefix === 'string' && { namePrefix }),
    ...(typeof nameSuffix === 'string' && { nameSuffix }),
  };
}
