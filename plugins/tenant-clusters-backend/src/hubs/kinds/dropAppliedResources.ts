import { isBuiltInGroup } from '../../projections';
import { cutOut, endOfList, startsWith } from '../reflector/jsonBytes';

/** As an API server writes it: keys in order, and what may come before the list is cut by its end. */
const RESULT = Buffer.from('"syncResult":{');
const LIST = Buffer.from('"resources":[');
const NAMESPACE = Buffer.from('"managedNamespaceMetadata":{');
const GROUP = Buffer.from('{"group":"');
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE_LIST = 0x5d;

/** Where the items begin of what the last operation applied. */
function beginOfItems(line: Buffer): number | undefined {
  const found = line.indexOf(RESULT);
  if (found < 0) {
    return undefined;
  }
  let at = found + RESULT.length;
  if (startsWith(line, at, NAMESPACE)) {
    const end = endOfList(line, at + NAMESPACE.length);
    if (end === undefined || line[end + 1] !== COMMA) {
      return undefined;
    }
    at = end + 2;
  }
  return startsWith(line, at, LIST) ? at + LIST.length : undefined;
}

function isBuiltIn(line: Buffer, item: number): boolean {
  const begin = item + GROUP.length;
  return (
    startsWith(line, item, GROUP) &&
    isBuiltInGroup(line.toString('latin1', begin, line.indexOf(QUOTE, begin)))
  );
}

/**
 * Takes out of an Application, in place and before it is parsed, what its last operation applied of Kubernetes' own kinds: a third
 * of most Applications, and the projection leaves it out too (`operationState.syncResult.resources`).
 *
 * @param line - JSON without spaces between its tokens; anything else is left as it is
 * @returns the part of the same bytes that is still meant
 */
export function dropAppliedResources(line: Buffer): Buffer {
  const begin = beginOfItems(line);
  if (begin === undefined) {
    return line;
  }
  const kept: [begin: number, end: number][] = [];
  let at = begin;
  while (line[at] !== CLOSE_LIST) {
    const last = line[at] === OPEN ? endOfList(line, at + 1) : undefined;
    if (last === undefined) {
      return line;
    }
    if (!isBuiltIn(line, at)) {
      kept.push([at, last + 1]);
    }
    at = line[last + 1] === COMMA ? last + 2 : last + 1;
  }
  let end = begin;
  for (const [from, to] of kept) {
    if (end > begin) {
      line[end] = COMMA;
      end += 1;
    }
    line.copyWithin(end, from, to);
    end += to - from;
  }
  return cutOut(line, end, at);
}
