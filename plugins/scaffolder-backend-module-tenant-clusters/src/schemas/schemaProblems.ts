import Ajv, { type ErrorObject } from 'ajv';
import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Document,
} from 'yaml';
import { formatPath } from '../manifest/fieldPath';
import { isRecord } from '../manifest/isRecord';
import { structuralSchema, type UnevaluatedRule } from './structuralSchema';

/** Finds the openAPIV3Schema of a kind; undefined where nobody knows it. */
export type SchemaSource = (kind: {
  group: string;
  version: string;
  kind: string;
}) => Promise<Record<string, unknown> | undefined>;

/** What speaks against manifests, and what nobody could check. */
export interface SchemaFindings {
  problems: string[];
  unchecked: string[];
}

const MAX_ALIASES = 100;

function placeOf(content: unknown, error: ErrorObject): (string | number)[] {
  const place: (string | number)[] = [];
  let value = content;
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    place.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  const { additionalProperty } = error.params as {
    additionalProperty?: string;
  };
  return additionalProperty === undefined
    ? place
    : [...place, additionalProperty];
}

/** Where a field stands: at its key. */
function offsetOf(document: Document.Parsed, place: (string | number)[]) {
  const parent = document.getIn(place.slice(0, -1), true);
  const last = place.at(-1);
  if (isMap(parent) && last !== undefined) {
    const pair = parent.items.find(
      ({ key }) => isScalar(key) && String(key.value) === String(last),
    );
    if (isScalar(pair?.key) && pair.key.range) {
      return pair.key.range[0];
    }
  }
  const node = place.length > 0 ? document.getIn(place, true) : undefined;
  return (isNode(node) ? node.range : document.contents?.range)?.[0] ?? 0;
}

function sentence(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return 'is a field that the kind does not know';
    case 'required':
      return `lacks the field ${params.missingProperty}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
    default:
      return error.message ?? 'is not what the kind takes';
  }
}

function splitApiVersion(content: unknown) {
  if (
    !isRecord(content) ||
    typeof content.apiVersion !== 'string' ||
    typeof content.kind !== 'string'
  ) {
    return undefined;
  }
  const [group, version] = content.apiVersion.split('/');
  return version ? { group, version, kind: content.kind } : undefined;
}

const unevaluated = (path: string, rules: UnevaluatedRule[]) =>
  rules.map(
    ({ path: at, rule }) =>
      `${path}: the rule of ${at} was not evaluated: ${rule}`,
  );

/**
 * Checks the manifests of a file against the schemas of their kinds. Each problem names file, line and path. A kind that nobody
 * knows, and rules that only the API server evaluates, are said to be unchecked, never passed.
 *
 * @param options.isNew - whether the objects are to be made: rules about changes do not concern them
 */
export async function schemaProblems(
  file: { path: string; text: string },
  source: SchemaSource,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<SchemaFindings> {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(file.text, {
    lineCounter,
    logLevel: 'silent',
  });
  const findings: SchemaFindings = { problems: [], unchecked: [] };
  for (const document of 'empty' in documents ? [] : documents) {
    const content: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const kind = splitApiVersion(content);
    if (!kind) {
      continue;
    }
    const known = await source(kind);
    if (!known) {
      findings.unchecked.push(
        `${file.path}: no schema of ${kind.kind}.${kind.group}/${kind.version} is known; its fields were not checked`,
      );
      continue;
    }
    const { schema, rules } = structuralSchema(known);
    findings.unchecked.push(
      ...unevaluated(
        file.path,
        rules.filter(({ transition }) => !(isNew && transition)),
      ),
    );
    const ajv = new Ajv({
      allErrors: true,
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    });
    try {
      ajv.validate(schema, content);
    } catch (error) {
      // A pattern that Go's expressions have and JavaScript's have not.
      findings.unchecked.push(
        `${file.path}: the schema of ${kind.kind} could not be used: ${
          (error as Error).message
        }`,
      );
      continue;
    }
    for (const error of ajv.errors ?? []) {
      const place = placeOf(content, error);
      const { line } = lineCounter.linePos(offsetOf(document, place));
      findings.problems.push(
        `${file.path}:${line}: ${formatPath(place) || kind.kind} ${sentence(
          error,
        )}`,
      );
    }
  }
  return findings;
}
