import { claimChanges, type ChangedFile } from './claimChanges';

const claim = (name: string, size = 'small', namespace = 'payments') =>
  `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
${namespace && `  namespace: ${namespace}\n`}spec:
  size: ${size}
`;

const changesOf = (...files: ChangedFile[]) =>
  claimChanges({
    files,
    fieldsOf: manifest => ({
      size: (manifest.spec as { size?: string })?.size,
      members: [],
      addons: [],
    }),
    namespaceOf: path => /^tenants\/([^/]+)\//.exec(path)?.[1],
  }).map(
    ({ change, namespace, name, path, fields }) =>
      `${change} ${namespace}/${name} ${fields.size} ${path}`,
  );

describe('claimChanges', () => {
  const path = 'tenants/payments/clusters/a.yaml';

  it.each([
    {
      reason: 'a new file',
      files: [{ path, head: claim('a') }],
      expected: [`create payments/a small ${path}`],
    },
    {
      reason: 'another size',
      files: [{ path, base: claim('a'), head: claim('a', 'large') }],
      expected: [`change payments/a large ${path}`],
    },
    {
      reason: 'a file that went',
      files: [{ path, base: claim('a') }],
      expected: [`remove payments/a small ${path}`],
    },
    {
      reason: 'only a comment and the order changed',
      files: [{ path, base: claim('a'), head: `# why\n${claim('a')}` }],
      expected: [],
    },
    {
      reason: 'a rename is no removal',
      files: [
        {
          path: 'tenants/payments/b.yaml',
          previousPath: path,
          base: claim('a'),
          head: claim('a'),
        },
      ],
      expected: [],
    },
    {
      reason: 'moved from one file to another',
      files: [
        { path, base: claim('a') },
        {
          path: 'tenants/payments/all.yaml',
          head: `${claim('b')}---\n${claim('a')}`,
        },
      ],
      expected: ['create payments/b small tenants/payments/all.yaml'],
    },
    {
      reason: 'the namespace comes from where the file is',
      files: [{ path, head: claim('a', 'small', '') }],
      expected: [`create payments/a small ${path}`],
    },
    {
      reason: 'no YAML',
      files: [{ path: 'tenants/payments/README.md', head: claim('a') }],
      expected: [],
    },
    {
      reason: 'what does not parse says nothing',
      files: [{ path, head: 'a: [' }],
      expected: [],
    },
  ])('$reason', ({ files, expected }) => {
    expect(changesOf(...files)).toEqual(expected);
  });
});
