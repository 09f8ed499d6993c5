import { parseAllDocuments } from 'yaml';
import { isRecord } from '../manifest/isRecord';
import type { SchemaSource } from './schemaProblems';

type Schema = Record<string, unknown>;

const keyOf = (group: string, version: string, kind: string) =>
  `${kind}.${group}/${version}`;

const record = (value: unknown): Schema => (isRecord(value) ? value : {});
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Schemas of a CRD or an XRD, under every kind that it makes. */
function schemasOf(content: unknown): [string, Schema][] {
  const { kind, spec: rawSpec } = record(content);
  const spec = record(rawSpec);
  const crd = kind === 'CustomResourceDefinition';
  if (!crd && kind !== 'CompositeResourceDefinition') {
    return [];
  }
  const kinds = [spec.names, ...(crd ? [] : [spec.claimNames])]
    .map(names => text(record(names).kind))
    .filter(Boolean);
  const versions = Array.isArray(spec.versions) ? spec.versions : [];
  return versions.map(record).flatMap(version => {
    const { openAPIV3Schema } = record(version.schema);
    return isRecord(openAPIV3Schema)
      ? kinds.map((name): [string, Schema] => [
          keyOf(text(spec.group), text(version.name), name),
          openAPIV3Schema,
        ])
      : [];
  });
}

/** Schemas from the CustomResourceDefinitions and CompositeResourceDefinitions among YAML texts, without any hub. */
export function schemasFromFiles(texts: string[]): SchemaSource {
  const schemas = new Map(
    texts
      .flatMap(content => {
        const documents = parseAllDocuments(content, { logLevel: 'silent' });
        return 'empty' in documents ? [] : documents;
      })
      .filter(({ errors }) => errors.length === 0)
      .flatMap(document => schemasOf(document.toJS({ maxAliasCount: 100 }))),
  );
  return async ({ group, version, kind }) =>
    schemas.get(keyOf(group, version, kind));
}
