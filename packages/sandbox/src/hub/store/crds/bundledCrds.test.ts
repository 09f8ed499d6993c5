import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  CrdVersion,
  CustomResourceDefinition,
} from '../CustomResourceDefinition';
import { bundledCrds } from './bundledCrds';

// The published CRDs, which are not part of the project; without them there is nothing to compare with.
const published = resolve(
  __dirname,
  '../../../../../../..',
  process.env.SPOKEPORT_PUBLISHED_CRDS ?? '../shared/crds',
);
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
        },
      );
    },
  );
});
