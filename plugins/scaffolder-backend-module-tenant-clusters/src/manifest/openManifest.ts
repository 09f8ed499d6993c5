import { InputError } from '@backstage/errors';
import {
  isAlias,
  isMap,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
} from 'yaml';
import { isRecord } from './isRecord';
import type { DocumentSelector } from './types';

/** Aliases are bounded: a hostile file must not expand without end. */
const MAX_ALIASES = 100;
/** Characters; a manifest is never that long, and each change parses the file again. */
const MAX_LENGTH = 1_000_000;

/** A file that was understood as a whole, and so can be edited by places of its text. */
export interface OpenManifest {
  file: string;
  text: string;
  documents: Document.Parsed[];
  contents: unknown[];
  lineOf(offset: number): number;
  /** Anchors that an alias refers to, by document. */
  sharedAnchors: Set<string>[];
}

function aliasesOf(document: Document.Parsed): Set<string> {
  const sources = new Set<string>();
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      sources.add(node.source);
    }
  });
  return sources;
}

function refuseCharacters(file: string, text: string): void {
  const control = /[^\P{Cc}\t\n\r]/u.exec(text);
  if (text.length > MAX_LENGTH || control) {
    const line = text.slice(0, control?.index ?? 0).split('\n').length;
    throw new InputError(
      control
        ? `${file}:${line}: is no YAML text: it holds a control character`
        : `${file}: is longer than any manifest (${MAX_LENGTH} characters)`,
    );
  }
}

/**
 * Parses all documents of a file with the places of everything in them.
 *
 * @throws InputError when it is no YAML, repeats a key or is indented by tabs, naming file and line: what is not understood as a
 * whole cannot be edited in part.
 */
export function openManifest(file: string, text: string): OpenManifest {
  refuseCharacters(file, text);
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    keepSourceTokens: true,
    lineCounter,
    logLevel: 'silent',
  });
  const lineOf = (offset: number) => lineCounter.linePos(offset).line;
  const documents = 'empty' in parsed ? [] : parsed;
  for (const { errors } of documents) {
    for (const error of errors) {
      throw new InputError(
        `${file}:${lineOf(error.pos[0])}: ${error.message.split('\n')[0]}`,
      );
    }
  }
  const contents = documents.map(document => {
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
    } catch (error) {
      throw new InputError(
        `${file}:${lineOf(document.range[0])}: ${(error as Error).message}`,
      );
    }
  });
  return {
    file,
    text,
    documents,
    contents,
    lineOf,
    sharedAnchors: documents.map(aliasesOf),
  };
}

function identityOf(content: unknown): Required<DocumentSelector> {
  const record = isRecord(content) ? content : {};
  const metadata = isRecord(record.metadata) ? record.metadata : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    apiVersion: text(record.apiVersion),
    kind: text(record.kind),
    name: text(metadata.name),
    namespace: text(metadata.namespace),
  };
}

const shown = (selector: DocumentSelector) =>
  [selector.apiVersion, selector.kind, selector.namespace, selector.name]
    .filter(Boolean)
    .join(' ') || 'a document without kind';

/**
 * The place of the one document that is meant; undefined when the file has none such.
 *
 * @throws InputError when several are meant, or when what is meant is no map.
 */
export function selectDocument(
  manifest: OpenManifest,
  selector: DocumentSelector = {},
): number | undefined {
  const { file, contents, documents } = manifest;
  const wanted = Object.entries(selector).filter(([, value]) => value) as [
    keyof DocumentSelector,
    string,
  ][];
  const found = contents.flatMap((content, index) => {
    const identity = identityOf(content);
    return content !== null &&
      wanted.every(([field, value]) => identity[field] === value)
      ? [index]
      : [];
  });
  if (found.length > 1) {
    const list = found.map(index => shown(identityOf(contents[index])));
    throw new InputError(
      `${file}: ${found.length} documents are meant (${list.join(
        ', ',
      )}); say which by apiVersion, kind, name and namespace`,
    );
  }
  const [index] = found;
  if (index !== undefined && !isMap(documents[index].contents)) {
    throw new InputError(
      `${file}:${manifest.lineOf(
        documents[index].contents?.range?.[0] ?? 0,
      )}: is no manifest: it holds no map`,
    );
  }
  return index;
}

/** What a file holds, for a sentence. */
export function describeDocuments({ contents }: OpenManifest): string {
  return (
    contents
      .filter(content => content !== null)
      .map(content => shown(identityOf(content)))
      .join(', ') || 'nothing'
  );
}
