import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { StructuralSchema } from '../schema/StructuralSchema';
import {
  CrdVersion,
  CustomResourceDefinition,
} from '../CustomResourceDefinition';
import { bundledCrds } from './bundledCrds';

// The published CRDs, which are not part of the project; without them there is nothing to compare with.
const repositoryRoot = resolve(__dirname, '../../../../../..');
const published = resolve(repositoryRoot, '../shared/crds');
const folders = [
  'argo-cd@v3.2.1',
  'argo-events@6478ece49',
  'argo-workflows@v3.7.4',
  'crossplane@v2.1.0',
  'provider-upjet-aws@75a4c57162',
];

function publishedCrds(): Map<string, CustomResourceDefinition> {
  const crds = new Map<string, CustomResourceDefinition>();
  for (const folder of folders) {
    for (const file of readdirSync(join(published, folder))) {
      const text = readFileSync(join(published, folder, file), 'utf8');
      for (const document of parseAllDocuments(text)) {
        const crd: CustomResourceDefinition | undefined = document.toJS();
        if (crd?.kind === 'CustomResourceDefinition') {
          crds.set(crd.metadata.name, crd);
        }
      }
    }
  }
  return crds;
}

function outline(crd: CustomResourceDefinition) {
  const { group, scope, names, versions } = crd.spec;
  return {
    group,
    scope,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular,
    listKind: names.listKind,
    shortNames: [...(names.shortNames ?? [])].sort(),
    categories: [...(names.categories ?? [])].sort(),
    versions: versions.map(outlineVersion),
  };
}

function outlineVersion(version: CrdVersion) {
  return {
    name: version.name,
    served: version.served,
    storage: version.storage,
    subresources: Object.keys(version.subresources ?? {}).sort(),
    columns: (version.additionalPrinterColumns ?? []).map(
      ({ name, type, jsonPath, priority }) =>
        `${name} ${type} ${jsonPath} ${priority ?? 0}`,
    ),
    required: [...(version.schema?.openAPIV3Schema?.required ?? [])].sort(),
    fields: Object.keys(
      version.schema?.openAPIV3Schema?.properties ?? {},
    ).sort(),
  };
}

// Each field that the short schema describes must be published with the same type, defaults and allowed values.
function differences(
  short: StructuralSchema,
  full: StructuralSchema | undefined,
  path: string,
): string[] {
  if (!full) {
    return [`${path} is not published`];
  }
  const own = (['type', 'default', 'enum'] as const)
    .filter(keyword => short[keyword] !== undefined)
    .filter(
      keyword =>
        JSON.stringify(sorted(short[keyword])) !==
        JSON.stringify(sorted(full[keyword])),
    )
    .map(
      keyword =>
        `${path} ${keyword} ${JSON.stringify(
          short[keyword],
        )} ≠ ${JSON.stringify(full[keyword])}`,
    );
  const missing = (short.required ?? [])
    .filter(field => !full.required?.includes(field))
    .map(field => `${path} requires ${field}`);
  const below = Object.entries(short.properties ?? {}).flatMap(([key, value]) =>
    differences(value, full.properties?.[key], `${path}.${key}`),
  );
  const items = short.items
    ? differences(short.items, full.items, `${path}[]`)
    : [];
  // What the published schema leaves open is open in the short one too.
  return full['x-kubernetes-preserve-unknown-fields'] && !full.properties
    ? own
    : [...own, ...missing, ...below, ...items];
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}

const crds = bundledCrds();

describe('bundledCrds', () => {
  it('names each CRD once, by its plural and group', () => {
    const names = crds.map(crd => crd.metadata.name);
    expect(new Set(names).size).toBe(names.length);
    for (const crd of crds) {
      expect(crd.metadata.name).toBe(
        `${crd.spec.names.plural}.${crd.spec.group}`,
      );
    }
  });

  const describePublished = existsSync(published) ? describe : describe.skip;

  describePublished(
    'as published (skipped where the published CRDs are absent)',
    () => {
      const originals = existsSync(published)
        ? publishedCrds()
        : new Map<string, CustomResourceDefinition>();

      it.each(crds.map(crd => [crd.metadata.name, crd] as const))(
        '%s',
        (name, crd) => {
          const original = originals.get(name);
          expect(original && outline(original)).toEqual(outline(crd));
          const different = crd.spec.versions.flatMap((version, index) =>
            differences(
              version.schema?.openAPIV3Schema ?? {},
              original?.spec.versions[index].schema?.openAPIV3Schema,
              version.name,
            ),
          );
          expect(different).toEqual([]);
        },
      );
    },
  );
});
