import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type CST,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { renderBlock, renderInline, type FileStyle } from './fileStyle';
import { isRecord } from './isRecord';
import { locate, pairOf, refuse, requireReplaceable } from './locate';
import type { Located, MapPair } from './locate';
import type { OpenManifest } from './openManifest';
import type { Change, Place, Splice } from './types';

/*
 * A file is edited by places of its text, never by writing a parsed document out again: whatever no splice touches stays the
 * same bytes. In blocks whole lines come and go; within brackets, items with their commas.
 */

interface Context {
  manifest: OpenManifest;
  /** Of the document. */
  index: number;
  style: FileStyle;
  place: Place;
}

type Collection = YAMLMap.Parsed | YAMLSeq.Parsed;

const lineStart = (text: string, offset: number) =>
  text.lastIndexOf('\n', offset - 1) + 1;

/** Beginning of the line after the one that `offset` ends in. */
function nextLine(text: string, offset: number): number {
  // The text of a block scalar ends with its last line's end.
  if (offset > 0 && text[offset - 1] === '\n') {
    return offset;
  }
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** End of the line that `offset` is in, without its line break. */
function lineEnd(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

const isEmptyCollection = (value: unknown) =>
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

/** Whether a value takes lines of its own. */
function needsLines(value: unknown): boolean {
  return typeof value === 'string'
    ? value.includes('\n')
    : typeof value === 'object' && value !== null && !isEmptyCollection(value);
}

const hasText = (node: ParsedNode | null | undefined): node is ParsedNode =>
  Boolean(node && node.range[1] > node.range[0]);

/** End of what a source token list says, comments and blanks aside. */
function tokensEnd(tokens: CST.SourceToken[] = []): number | undefined {
  const last = tokens
    .filter(({ type }) => !['space', 'newline', 'comment'].includes(type))
    .at(-1);
  return last && last.offset + last.source.length;
}

function colonEnd(pair: MapPair): number | undefined {
  const colon = pair.srcToken?.sep?.find(
    ({ type }) => type === 'map-value-ind',
  );
  return colon && colon.offset + 1;
}

function dashOf(list: YAMLSeq.Parsed, index: number): number | undefined {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') {
    return undefined;
  }
  const dashes = token.items.flatMap(({ start }) =>
    start
      .filter(({ type }) => type === 'seq-item-ind')
      .map(({ offset }) => offset),
  );
  return dashes[index];
}

function pairEnd(pair: MapPair): number {
  if (hasText(pair.value)) {
    return nodeEnd(pair.value);
  }
  return tokensEnd(pair.srcToken?.sep) ?? pair.key.range[1];
}

function itemEnd(list: YAMLSeq.Parsed, index: number): number {
  const item = list.items[index];
  return hasText(item) ? nodeEnd(item) : dashOf(list, index)! + 1;
}

/** Where a node's own text ends; comments and blank lines after it are not its own. */
function nodeEnd(node: ParsedNode): number {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    return pairEnd(node.items[node.items.length - 1] as MapPair);
  }
  if (isSeq(node) && !node.flow && node.items.length > 0) {
    return itemEnd(node as YAMLSeq.Parsed, node.items.length - 1);
  }
  return node.range[1];
}

/** The column that a block's fields or dashes stand in. */
function columnAt(context: Context, offset: number): number {
  const { text } = context.manifest;
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  if (!/^ *([-?] +)*$/.test(before)) {
    refuse(
      context.manifest,
      context.place,
      offset,
      'does not begin its line, so that nothing can be put beside it',
    );
  }
  return before.length;
}

/** Text for lines of their own after `offset`'s line, or at the end of a file whose last line has no end. */
function linesAfter(context: Context, offset: number, lines: string[]): Splice {
  const { text } = context.manifest;
  const { eol } = context.style;
  const at = nextLine(text, offset);
  const unfinished = at === text.length && !text.endsWith('\n');
  return {
    start: at,
    end: at,
    text: unfinished
      ? eol + lines.join(eol)
      : lines.map(line => line + eol).join(''),
  };
}

const indented = (lines: string[], column: number) =>
  lines.map(line => (line === '' ? line : ' '.repeat(column) + line));

/** A map's own key; one with an anchor, a tag or a question mark is left to people. */
function requireSimpleKey(context: Context, pair: MapPair): void {
  const { key } = pair;
  const odd =
    !isScalar(key) ||
    key.anchor !== undefined ||
    key.tag !== undefined ||
    pair.srcToken?.start.some(({ type }) => type === 'explicit-key-ind');
  if (odd || colonEnd(pair) === undefined) {
    refuse(
      context.manifest,
      context.place,
      key.range[0],
      'has a key that is not written as a plain "key: value"',
    );
  }
}

/** Comments that stand further in than `column`, right below a place, belong to what ends there. */
function withInnerComments(text: string, from: number, column: number): number {
  let at = from;
  for (;;) {
    const line = text.slice(at, nextLine(text, at + 1));
    const comment = /^( *)#/.exec(line);
    if (!comment || comment[1].length <= column || line === '') {
      return at;
    }
    at += line.length;
  }
}

function requireNoComments(context: Context, collection: Collection): void {
  const { text } = context.manifest;
  const [start, end] = collection.range;
  const commented =
    collection.comment !== undefined ||
    /(^|\s)#/m.test(
      text
        .slice(start, end)
        // What is quoted may hold a # that begins no comment.
        .replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '""'),
    );
  if (commented) {
    refuse(
      context.manifest,
      context.place,
      start,
      'stands in brackets that hold comments; write it in lines of its own first',
    );
  }
}

/** Beginnings and ends of what stands in brackets. */
function bracketItems(collection: Collection): [number, number][] {
  return isMap(collection)
    ? collection.items.map(item => {
        const pair = item as MapPair;
        return [pair.key.range[0], pairEnd(pair)];
      })
    : collection.items.map(item => [item.range[0], item.range[1]]);
}

function insertInBrackets(
  context: Context,
  collection: Collection,
  index: number,
  item: string,
): Splice {
  requireNoComments(context, collection);
  const items = bracketItems(collection);
  if (index < items.length) {
    const [start] = items[index];
    return { start, end: start, text: `${item}, ` };
  }
  const end = items.at(-1)?.[1] ?? collection.range[0] + 1;
  return { start: end, end, text: items.length > 0 ? `, ${item}` : item };
}

function removeFromBrackets(
  context: Context,
  collection: Collection,
  index: number,
): Splice {
  requireNoComments(context, collection);
  const items = bracketItems(collection);
  const [start, end] = items[index];
  if (index < items.length - 1) {
    return { start, end: items[index + 1][0], text: '' };
  }
  return index > 0
    ? { start: items[index - 1][1], end, text: '' }
    : { start, end, text: '' };
}

function insertField(
  context: Context,
  map: YAMLMap.Parsed,
  key: string,
  value: unknown,
): Splice[] {
  const { style } = context;
  if (map.flow) {
    const item = renderInline({ [key]: value }, style, {
      withinBrackets: true,
    }).slice(1, -1);
    return [insertInBrackets(context, map, map.items.length, item)];
  }
  const first = map.items[0] as MapPair;
  requireSimpleKey(context, first);
  const column = columnAt(context, first.key.range[0]);
  const lines = indented(renderBlock({ [key]: value }, style), column);
  return [linesAfter(context, nodeEnd(map), lines)];
}

function insertItem(
  context: Context,
  list: YAMLSeq.Parsed,
  index: number,
  value: unknown,
): Splice[] {
  const { style, manifest } = context;
  if (list.flow) {
    const item = renderInline(value, style, { withinBrackets: true });
    return [insertInBrackets(context, list, index, item)];
  }
  const dash = dashOf(list, 0)!;
  const column = columnAt(context, dash);
  const lines = indented(
    renderBlock([value], { ...style, indentLists: style.indentLists }),
    column,
  );
  if (index > 0) {
    return [linesAfter(context, itemEnd(list, index - 1), lines)];
  }
  const start = lineStart(manifest.text, dash);
  if (dash - start !== column || manifest.text.slice(start, dash).trim()) {
    refuse(manifest, context.place, dash, 'does not begin its line');
  }
  const text = lines.map(line => line + style.eol).join('');
  return [{ start, end: start, text }];
}

/** Takes away the lines from `from` up to what ends at `end`. */
function removeLines(
  context: Context,
  from: number,
  end: number,
  following: number | undefined,
): Splice[] {
  const { text } = context.manifest;
  const start = lineStart(text, from);
  const column = from - start;
  const after = withInnerComments(text, nextLine(text, end), column);
  if (text.slice(start, from).trim() === '') {
    return [{ start, end: after, text: '' }];
  }
  // The first field of a list's item stands behind the dash, which the next field takes over.
  const between = text.slice(nextLine(text, end), following);
  if (following === undefined || between.trim() !== '') {
    refuse(
      context.manifest,
      context.place,
      from,
      'stands behind a dash and is followed by a comment; take it away by hand',
    );
  }
  return [{ start: from, end: following, text: '' }];
}

function remove(context: Context, located: Located): Splice[] {
  const { manifest, place } = context;
  const { parent, pair, index, node } = located;
  if (!parent) {
    refuse(
      manifest,
      place,
      0,
      'cannot be taken away: it is the whole document',
    );
  }
  requireReplaceable(manifest, context.index, place, node);
  const position = pair ? parent.items.indexOf(pair as never) : index!;
  if (parent.items.length === 1) {
    const empty = pair ? {} : [];
    const up = { ...context, place: place.slice(0, -1) };
    return replace(up, locate(manifest, context.index, up.place), empty);
  }
  if (parent.flow) {
    return [removeFromBrackets(context, parent, position)];
  }
  if (pair) {
    requireSimpleKey(context, pair);
    const next = parent.items[position + 1] as MapPair | undefined;
    return removeLines(
      context,
      pair.key.range[0],
      pairEnd(pair),
      next?.key.range[0],
    );
  }
  const list = parent as YAMLSeq.Parsed;
  return removeLines(
    context,
    dashOf(list, position)!,
    itemEnd(list, position),
    dashOf(list, position + 1),
  );
}

/** Head on the indicator's line, and the lines below it. */
function renderUnder(
  context: Context,
  located: Located,
  value: unknown,
  column: number,
): { head: string; body: string[] } {
  const { style } = context;
  if (!needsLines(value)) {
    const like =
      isScalar(located.node) && located.node.type
        ? (located.node.type as Scalar.Type)
        : undefined;
    return { head: ` ${renderInline(value, style, { like })}`, body: [] };
  }
  // Rendered below a key of one letter, whose line is the head.
  const [first, ...rest] = renderBlock({ k: value }, style);
  const head = first.slice('k:'.length);
  if (located.pair) {
    return { head, body: indented(rest, column) };
  }
  // Below a dash lines must stand further in than it, which a compact list below a key does not.
  const own = renderBlock({ k: value }, { ...style, indentLists: true });
  return { head, body: indented(own.slice(1), column) };
}

function replace(context: Context, located: Located, value: unknown): Splice[] {
  const { manifest, place, style } = context;
  const { node, pair, parent, index, withinBrackets } = located;
  const { text } = manifest;
  if (!parent) {
    refuse(manifest, place, 0, 'cannot be replaced: it is the whole document');
  }
  requireReplaceable(manifest, context.index, place, node);
  if (withinBrackets) {
    if (!hasText(node)) {
      refuse(manifest, place, parent.range[0], 'has no value in its brackets');
    }
    if (isCollection(node)) {
      requireNoComments(context, node as Collection);
    }
    const like = isScalar(node) ? (node.type as Scalar.Type) : undefined;
    const inline = renderInline(value, style, { like, withinBrackets: true });
    return [{ start: node.range[0], end: node.range[1], text: inline }];
  }
  if (pair) {
    requireSimpleKey(context, pair);
  }
  const from = pair
    ? pair.key.range[0]
    : dashOf(parent as YAMLSeq.Parsed, index!)!;
  const indicator = pair ? colonEnd(pair)! : from + 1;
  const column = columnAt(context, from);
  const { head, body } = renderUnder(context, located, value, column);
  if (!hasText(node)) {
    // Anchors and tags of nothing stay where they are.
    const at = pair ? tokensEnd(pair.srcToken?.sep) ?? indicator : indicator;
    return [
      { start: at, end: at, text: head },
      ...(body.length > 0 ? [linesAfter(context, at, body)] : []),
    ];
  }
  const end = nodeEnd(node);
  const sameLine =
    lineStart(text, node.range[0]) === lineStart(text, indicator);
  if (isScalar(node) && /^BLOCK/.test(node.type ?? '')) {
    const lines = [head, ...body].join(style.eol);
    const finished = text.slice(0, end).endsWith('\n') ? style.eol : '';
    return [{ start: indicator, end, text: lines + finished }];
  }
  if (sameLine && isCollection(node) && !node.flow) {
    // A map or list that begins behind its dash.
    const inline = [head, ...body].join(style.eol);
    return [{ start: indicator, end, text: inline }];
  }
  if (sameLine) {
    return [
      body.length > 0
        ? { start: indicator, end: node.range[1], text: head }
        : { start: node.range[0], end: node.range[1], text: head.slice(1) },
      ...(body.length > 0 ? [linesAfter(context, end, body)] : []),
    ];
  }
  const below = nextLine(text, lineEnd(text, indicator));
  const after = withInnerComments(text, nextLine(text, end), column);
  const lines = body.map(line => line + style.eol).join('');
  return [
    { start: indicator, end: indicator, text: head },
    { start: below, end: after, text: lines },
  ];
}

/**
 * The splices of one change.
 *
 * @throws InputError with file, line and path when the text cannot be changed there without touching more.
 */
export function splicesOf(
  manifest: OpenManifest,
  index: number,
  style: FileStyle,
  change: Change,
): Splice[] {
  const { place } = change;
  const located = locate(manifest, index, place);
  const context = { manifest, index, style, place };
  switch (change.type) {
    case 'replace':
      return replace(context, located, change.value);
    case 'remove':
      return remove(context, located);
    case 'insertField': {
      const map = located.node as YAMLMap.Parsed;
      if (!isMap(map) || pairOf(map, change.key)) {
        refuse(manifest, place, map.range[0], 'is no map without that key');
      }
      return insertField(context, map, change.key, change.value);
    }
    default:
      return insertItem(
        context,
        located.node as YAMLSeq.Parsed,
        change.index,
        change.value,
      );
  }
}
