import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DefaultHubStore } from '../hub/store';
import { KubeObject } from '../hub/store/types';
import {
  appliedByWorkflows,
  Manifest,
  manifestsOf,
  renderSampleFiles,
} from './__testUtils__/sampleFiles';
import { templatesDir } from './templatesDir';

let manifests: Manifest[];

beforeAll(async () => {
  manifests = manifestsOf(await renderSampleFiles());
});

// The CRDs of the real projects, where they lie beside the repository; see the README of that folder.
const published = resolve(templatesDir, '../../shared/crds');
const describeIfPublished = existsSync(published) ? describe : describe.skip;
function publishedCrds(kinds: string[]): KubeObject[] {
  const wanted = new RegExp(`^    kind: (${kinds.join('|')})$`, 'm');
  return readdirSync(published, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml') && !path.startsWith('crossplane@v1'))
    .map(path => readFileSync(join(published, path), 'utf8'))
    .filter(text => wanted.test(text))
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS() as KubeObject)
    .filter(object => object?.kind === 'CustomResourceDefinition');
}

function refusals(store: DefaultHubStore, all: Manifest[]): string[] {
  for (const namespace of [
    'argocd',
    'argo',
    'argo-events',
    'payments',
    'orders',
  ]) {
    store.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  }
  return all.flatMap(({ path, object }) => {
    try {
      store.apply(object, { fieldValidation: 'Strict' });
      return [];
    } catch (error) {
      return [`${path}: ${(error as Error).message}`];
    }
  });
}

/** Not the claims and the like: their kinds are what the repository itself brings. */
const withKnownKinds = () =>
  manifests.filter(({ object }) => !object.apiVersion.startsWith('platform.'));

const composed = (): Manifest[] =>
  manifests
    .filter(({ object }) => object.kind === 'Composition')
    .flatMap(({ object }) =>
      object.spec.pipeline[0].input.resources
        .filter((resource: any) => /upbound/.test(resource.base.apiVersion))
        .map((resource: any) => ({
          path: `Composition ${object.metadata.name}/${resource.name}`,
          object: completed(resource.base),
        })),
    );

describe('every manifest of the platform repository', () => {
  it('is taken by the sandbox’s own hub', () => {
    const store = DefaultHubStore.inMemory();
    const all = [...withKnownKinds(), ...appliedByWorkflows(manifests)];
    expect(refusals(store, all)).toEqual([]);
  });
});

describeIfPublished('the published schemas', () => {
  it('are fitted by every manifest, with no field unknown', () => {
    const all = [
      ...withKnownKinds(),
      ...appliedByWorkflows(manifests),
      ...composed(),
    ];
    expect(composed().length).toBeGreaterThan(15);
    const kinds = new Set(all.map(({ object }) => object.kind));
    const store = DefaultHubStore.inMemory({ crds: publishedCrds([...kinds]) });
    expect(refusals(store, all)).toEqual([]);

    const { object } = all.find(entry => entry.object.kind === 'Application')!;
    const misspelt = { ...object, spec: { ...object.spec, syncPolicies: {} } };
    expect(refusals(store, [{ path: 'misspelt', object: misspelt }])).toEqual([
      expect.stringContaining('unknown field "spec.syncPolicies"'),
    ]);
  });
});

/** A composed resource with what patches would have put there. */
function completed(base: KubeObject): KubeObject {
  return {
    ...base,
    metadata: {
      ...base.metadata,
      name: 'x',
      ...(base.apiVersion.includes('.m.') ? { namespace: 'payments' } : {}),
    },
    spec: {
      ...base.spec,
      forProvider: {
        ...(/^iam/.test(base.apiVersion) ? {} : { region: 'eu-west-1' }),
        ...base.spec?.forProvider,
      },
    },
  };
}
