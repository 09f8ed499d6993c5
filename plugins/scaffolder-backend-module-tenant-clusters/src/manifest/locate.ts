import { InputError } from '@backstage/errors';
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Node,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { formatPath } from './fieldPath';
import type { OpenManifest } from './openManifest';
import type { Place } from './types';

export type MapPair = Pair<ParsedNode, ParsedNode | null>;

/** Where a value hangs: in a map's pair, in a list, or at the root of a document. */
export interface Located {
  node: ParsedNode;
  parent?: YAMLMap.Parsed | YAMLSeq.Parsed;
  pair?: MapPair;
  index?: number;
  /** Whether a collection around it is written in brackets. */
  withinBrackets: boolean;
}

function isShared(node: Node | null, shared: Set<string>): boolean {
  const { anchor } = (node ?? {}) as { anchor?: string };
  return anchor !== undefined && shared.has(anchor);
}

function aliasesOutside(document: Document.Parsed, node: Node): Set<string> {
  const inside = new Set<unknown>();
  visit(node, (_key, part) => {
    inside.add(part);
  });
  const names = new Set<string>();
  visit(document, (_key, part) => {
    if (isAlias(part) && !inside.has(part)) {
      names.add(part.source);
    }
  });
  return names;
}

/** A refusal that says where. */
export function refuse(
  manifest: OpenManifest,
  place: Place,
  offset: number,
  sentence: string,
): never {
  throw new InputError(
    `${manifest.file}:${manifest.lineOf(offset)}: ${
      formatPath(place) || 'the document'
    } ${sentence}`,
  );
}

/** The pair of a key; own keys only, never inherited ones. */
export function pairOf(
  map: YAMLMap.Parsed,
  key: string | number,
): MapPair | undefined {
  return map.items.find(
    ({ key: candidate }) =>
      isScalar(candidate) && String(candidate.value) === String(key),
  ) as MapPair | undefined;
}

/**
 * Finds the node at a place. Whatever is shared by an anchor on the way there is refused: a change would reach other places too.
 *
 * @throws InputError with file, line and path.
 */
export function locate(
  manifest: OpenManifest,
  index: number,
  place: Place,
): Located {
  const document = manifest.documents[index];
  const shared = manifest.sharedAnchors[index];
  let found: Located = {
    node: document.contents as ParsedNode,
    withinBrackets: false,
  };
  for (const [depth, step] of [...place, undefined].entries()) {
    const { node } = found;
    const here = place.slice(0, depth);
    const offset = node?.range[0] ?? 0;
    if (isAlias(node)) {
      refuse(
        manifest,
        here,
        offset,
        `is the alias *${node.source}; change what it refers to, or write it out first`,
      );
    }
    if (isShared(node, shared)) {
      refuse(
        manifest,
        here,
        offset,
        `has the anchor &${node.anchor}, which other places share; a change would reach them too`,
      );
    }
    if (step === undefined) {
      break;
    }
    const withinBrackets =
      found.withinBrackets || (isCollection(node) && node.flow === true);
    if (isMap(node)) {
      const pair = pairOf(node as YAMLMap.Parsed, step);
      if (!pair) {
        refuse(manifest, [...here, step], offset, 'is not there');
      }
      found = {
        node: pair.value as ParsedNode,
        parent: node as YAMLMap.Parsed,
        pair,
        withinBrackets,
      };
    } else if (isSeq(node)) {
      found = {
        node: node.items[Number(step)] as ParsedNode,
        parent: node as YAMLSeq.Parsed,
        index: Number(step),
        withinBrackets,
      };
    } else {
      refuse(manifest, [...here, step], offset, 'is not there');
    }
  }
  return found;
}

/**
 * Refuses to lose what others need: a tag that gives the value another type, an anchor inside it that is used elsewhere.
 *
 * @throws InputError with file, line and path.
 */
export function requireReplaceable(
  manifest: OpenManifest,
  index: number,
  place: Place,
  node: ParsedNode | null,
): void {
  if (!node) {
    return;
  }
  if (node.tag && !isAlias(node) && hasOwnTag(node)) {
    refuse(
      manifest,
      place,
      node.range[0],
      `carries the tag ${node.tag}, whose meaning for the new value is not known`,
    );
  }
  const needed = aliasesOutside(manifest.documents[index], node);
  visit(node, (_key, part) => {
    const { anchor } = part as { anchor?: string };
    if (anchor && needed.has(anchor)) {
      refuse(
        manifest,
        place,
        (part as ParsedNode).range[0],
        `holds the anchor &${anchor}, which other places share`,
      );
    }
  });
}

/** Collections know their kind's tag too; only one that is written in the file counts. */
function hasOwnTag(node: ParsedNode): boolean {
  return isCollection(node)
    ? !/^tag:yaml\.org,2002:(map|seq)$/.test(node.tag ?? '')
    : true;
}
