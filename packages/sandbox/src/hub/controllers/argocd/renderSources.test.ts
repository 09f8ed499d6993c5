import { BoundedCache } from '../../../BoundedCache';
import { loadTargetState } from './loadTargetState';
import { GitSource } from './GitSource';

const repoURL = 'https://git.example.org/r.git';

function gitOf(files: Record<string, string>): GitSource {
  return {
    resolveRevision: async () => 'a'.repeat(40),
    listFiles: async (_, __, path) =>
      Object.keys(files)
        .filter(file => path === '.' || file.startsWith(`${path}/`))
        .sort(),
    readFile: async (_, __, path) => files[path],
  };
}

const configMap = (name: string, extra = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${extra}`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  replicas: 1
  template:
    spec:
      containers:
        - { name: app, image: 'acme/app:1' }
        - { name: side, image: 'acme/side:1' }
`;

const load = (files: Record<string, string>, ...sources: object[]) =>
  loadTargetState({
    git: gitOf(files),
    appName: 'app',
    sources: sources.map(source => ({ repoURL, ...source })),
    rendered: new BoundedCache(10),
  });
const names = async (files: Record<string, string>, source: object) =>
  (await load(files, source)).manifests.map(({ metadata }) => metadata.name);

describe('rendering of sources', () => {
  const tree = {
    'a/one.yaml': configMap('one'),
    'a/deep/two.yaml': `${configMap('two')}---\n${configMap('three')}`,
    'a/notes.txt': 'no manifest',
  };

  it.each([
    { reason: 'a directory without recurse', directory: {}, expected: ['one'] },
    {
      reason: 'with recurse, several documents',
      directory: { recurse: true },
      expected: ['two', 'three', 'one'],
    },
    {
      reason: 'exclude',
      directory: { recurse: true, exclude: '{deep/*}' },
      expected: ['one'],
    },
    {
      reason: 'include',
      directory: { recurse: true, include: '**/two.yaml' },
      expected: ['two', 'three'],
    },
  ])('$reason', async ({ directory, expected }) => {
    expect(await names(tree, { path: 'a', directory })).toEqual(expected);
  });

  it('renders a Kustomize overlay: resources, patches, images, labels, namespace', async () => {
    const { manifests, sourceTypes } = await load(
      {
        'base/kustomization.yaml': 'resources: [app.yaml]',
        'base/app.yaml': deployment,
        'prod/kustomization.yaml': `resources: [../base]
namespace: shop
labels: [{ pairs: { env: prod }, includeSelectors: false }]
images: [{ name: acme/app, newTag: '2' }]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: app }
      spec: { template: { spec: { containers: [{ name: side, image: 'acme/side:9' }] } } }
  - target: { kind: Deployment }
    patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 3 }]'
configMapGenerator:
  - { name: conf, literals: [a=b], options: { disableNameSuffixHash: true } }
`,
      },
      { path: 'prod' },
    );
    expect(sourceTypes).toEqual(['Kustomize']);
    expect(manifests).toMatchObject([
      {
        metadata: { name: 'app', namespace: 'shop', labels: { env: 'prod' } },
        spec: {
          replicas: 3,
          template: {
            spec: {
              containers: [
                { name: 'app', image: 'acme/app:2' },
                { name: 'side', image: 'acme/side:9' },
              ],
            },
          },
        },
      },
      { kind: 'ConfigMap', metadata: { name: 'conf' }, data: { a: 'b' } },
    ]);
  });

  it('treats a custom resource as kustomize does, which has no schema of its lists and does not know its pod template', async () => {
    const { manifests } = await load(
      {
        'base/kustomization.yaml': 'resources: [app.yaml]',
        'base/app.yaml': deployment
          .replace('apps/v1', 'argoproj.io/v1alpha1')
          .replace('Deployment', 'Rollout'),
        'prod/kustomization.yaml': `resources: [../base]
labels: [{ pairs: { env: prod }, includeTemplates: true }]
images: [{ name: acme/app, newTag: '2' }]
patches:
  - patch: |
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: { name: app }
      spec: { template: { spec: { containers: [{ name: app, image: 'acme/app:1' }] } } }
`,
      },
      { path: 'prod' },
    );
    expect(manifests).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'app', labels: { env: 'prod' } },
        spec: {
          replicas: 1,
          template: {
            spec: { containers: [{ name: 'app', image: 'acme/app:2' }] },
          },
        },
      },
    ]);
  });

  it('plays a chart by labelled stand-ins that hold the layered values', async () => {
    const { manifests, revisions } = await load(
      {
        'env/default.yaml': 'replicaCount: 1\ncolour: red',
        'env/prod.yaml': 'replicaCount: 2',
      },
      { ref: 'values', targetRevision: 'main' },
      {
        chart: 'nginx',
        targetRevision: '1.2.3',
        helm: {
          ignoreMissingValueFiles: true,
          valueFiles: [
            '$values/env/default.yaml',
            '$values/env/prod.yaml',
            '$values/env/nowhere.yaml',
          ],
          parameters: [{ name: 'controller.name', value: 'x' }],
        },
      },
    );
    expect(revisions).toEqual(['a'.repeat(40), '1.2.3']);
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({
        'sandbox.spokeport.dev/stand-in': 'helm-chart',
      });
    }
    expect(manifests.find(({ kind }) => kind === 'ConfigMap')?.data).toEqual({
      'values.yaml': 'replicaCount: 2\ncolour: red\ncontroller:\n  name: x\n',
    });
  });

  it.each([
    {
      reason: 'a missing value file that is not ignored',
      files: {},
      source: {
        chart: 'x',
        targetRevision: '1',
        helm: { valueFiles: ['values.yaml'] },
      },
      message:
        'error reading helm values: open values.yaml: no such file or directory',
    },
    {
      reason: 'a field of a kustomization that is not played',
      files: { 'k/kustomization.yaml': 'helmCharts: []' },
      source: { path: 'k' },
      message: 'does not play the field helmCharts',
    },
    {
      reason: 'a chart kept in Git',
      files: { 'c/Chart.yaml': 'name: c' },
      source: { path: 'c' },
      message: 'does not render Helm charts kept in Git',
    },
    {
      reason: 'YAML that does not parse',
      files: { 'y/a.yaml': 'a: b: c' },
      source: { path: 'y' },
      message: 'Failed to unmarshal "a.yaml"',
    },
    {
      reason: 'a path outside of the repository',
      files: { a: '' },
      source: { path: '../etc' },
      message: 'app path is absolute',
    },
  ])('refuses $reason', async ({ files, source, message }) => {
    await expect(load(files as Record<string, string>, source)).rejects.toThrow(
      message,
    );
  });
});
