import { InputError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';
import { applyToContent } from './applyToContent';
import { formatPath } from './fieldPath';
import { readFileStyle, renderBlock, type FileStyle } from './fileStyle';
import {
  describeDocuments,
  openManifest,
  selectDocument,
  type OpenManifest,
} from './openManifest';
import { planChanges } from './planChanges';
import { splicesOf } from './splices';
import type { Change, DocumentSelector, FieldEdit, Splice } from './types';

const BYTE_ORDER_MARK = '\ufeff';

/** What a file came to. */
export interface EditedManifest {
  text: string;
  outcome: 'created' | 'changed' | 'unchanged';
}

function applySplices(text: string, splices: Splice[]): string {
  return [...splices]
    .sort((left, right) => right.start - left.start || right.end - left.end)
    .reduce(
      (result, { start, end, text: replacement }) =>
        result.slice(0, start) + replacement + result.slice(end),
      text,
    );
}

/**
 * Makes one change and holds the result against what it has to mean: the same change made on values. Whatever the layout was,
 * a file never comes to mean something that was not asked for.
 */
function makeChange(
  manifest: OpenManifest,
  index: number,
  style: FileStyle,
  change: Change,
): OpenManifest {
  const text = applySplices(
    manifest.text,
    splicesOf(manifest, index, style, change),
  );
  // What is opened is of no use after this.
  const wanted = manifest.contents;
  wanted[index] = applyToContent(wanted[index], change);
  const where =
    change.type === 'insertField'
      ? [...change.place, change.key]
      : change.place;
  const unsafe = () =>
    new InputError(
      `${manifest.file}: ${formatPath(
        where,
      )} cannot be changed without touching more of the file; change it by hand`,
    );
  let result: OpenManifest;
  try {
    result = openManifest(manifest.file, text);
  } catch {
    throw unsafe();
  }
  if (!isDeepStrictEqual(result.contents, wanted)) {
    throw unsafe();
  }
  return result;
}

/** A plain copy, without what is undefined, as YAML has no word for it. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Wishes that make a document have at least these fields; lists as they are given. */
function editsOf(
  value: Record<string, unknown>,
  path: (string | number)[] = [],
): FieldEdit[] {
  return Object.entries(value).flatMap(([key, field]) =>
    typeof field === 'object' &&
    field !== null &&
    !Array.isArray(field) &&
    Object.keys(field).length > 0
      ? editsOf(field as Record<string, unknown>, [...path, key])
      : [{ path: [...path, key], set: field }],
  );
}

function identity(manifest: Record<string, unknown>): DocumentSelector {
  const metadata = (manifest.metadata ?? {}) as Record<string, unknown>;
  const text = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  return {
    apiVersion: text(manifest.apiVersion),
    kind: text(manifest.kind),
    name: text(metadata.name),
    namespace: text(metadata.namespace),
  };
}

function appendDocument(
  opened: OpenManifest,
  content: Record<string, unknown>,
  style: FileStyle,
): OpenManifest {
  const { eol } = style;
  const holdsSomething = opened.contents.some(other => other !== null);
  const finished = opened.text === '' || opened.text.endsWith('\n');
  const text = [
    opened.text,
    finished ? '' : eol,
    holdsSomething ? `---${eol}` : '',
    ...renderBlock(content, style).map(line => line + eol),
  ].join('');
  const result = openManifest(opened.file, text);
  const wanted = [...opened.contents.filter(other => other !== null), content];
  const got = result.contents.filter(other => other !== null);
  if (!isDeepStrictEqual(got, wanted)) {
    throw new InputError(
      `${opened.file}: no document can be added behind those that are there; add it by hand`,
    );
  }
  return result;
}

/**
 * Edits one document of a YAML file. Everything that no edit concerns stays the same bytes: comments, order, quotes, anchors, line
 * ends, the other documents. `manifest` is a document as it is to be at least; a file or document that is not there is made of
 * it. Edits follow it. Pure: no file is read or written.
 *
 * @throws InputError naming file, line and path for whatever cannot be done safely.
 */
export function editManifest(options: {
  file: string;
  /** Undefined when there is no such file. */
  text?: string;
  select?: DocumentSelector;
  manifest?: Record<string, unknown>;
  edits?: FieldEdit[];
}): EditedManifest {
  const { file } = options;
  const edits = plain(options.edits ?? []);
  const original = options.text ?? '';
  const mark = original.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  let opened = openManifest(file, original.slice(mark.length));
  const style = readFileStyle(opened.text, opened.documents);
  const content = options.manifest && plain(options.manifest);
  const select = options.select ?? (content && identity(content));
  let index = selectDocument(opened, select);
  let wishes = edits;
  if (index === undefined) {
    if (!content) {
      throw new InputError(
        options.text === undefined
          ? `There is no file ${file}`
          : `${file}: the document that is meant is not there; the file holds ${describeDocuments(
              opened,
            )}`,
      );
    }
    opened = appendDocument(opened, content, style);
    index = opened.documents.length - 1;
  } else if (content) {
    wishes = [...editsOf(content), ...edits];
  }
  for (const wish of wishes) {
    let changes: Change[];
    try {
      changes = planChanges(opened.contents[index], wish);
    } catch (error) {
      throw new InputError(`${file}: ${(error as Error).message}`);
    }
    for (const change of changes) {
      opened = makeChange(opened, index, style, change);
    }
  }
  const text = mark + opened.text;
  if (options.text === undefined) {
    return { text, outcome: 'created' };
  }
  return { text, outcome: text === original ? 'unchanged' : 'changed' };
}
