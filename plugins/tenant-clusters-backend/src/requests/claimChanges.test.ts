import { claimChanges, type ClaimPlacement } from './claimChanges';
import { parseChangedFile, type ChangedFile } from './parseChangedFile';

const claim = (name: string, size = 'small', namespace = 'payments') =>
  `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
${namespace && `  namespace: ${namespace}\n`}spec:
  size: ${size}
`;

const changesWith = (
  placement: Partial<ClaimPlacement>,
  ...files: ChangedFile[]
) =>
  claimChanges(files.map(parseChangedFile), {
    fieldsOf: manifest => ({
      size: (manifest.spec as { size?: string })?.size,
      members: [],
      addons: [],
    }),
    namespaceOf: ({ path }) => /^tenants\/([^/]+)\//.exec(path)?.[1],
    ...placement,
  }).map(
    ({ change, namespace, name, path, fields, previousPath, application }) =>
      [
        `${change} ${namespace}/${name} ${fields.size} ${path}`,
        previousPath && `from ${previousPath}`,
        application && `through ${application}`,
      ]
        .filter(Boolean)
        .join(' '),
  );

const changesOf = (...files: ChangedFile[]) => changesWith({}, ...files);

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
      reason: 'a rename is one move, not a removal and a creation',
      files: [
        {
          path: 'tenants/payments/b.yaml',
          previousPath: path,
          base: claim('a'),
          head: claim('a'),
        },
      ],
      expected: [
        `change payments/a small tenants/payments/b.yaml from ${path}`,
      ],
    },
    {
      reason:
        'moved from one file to another, which git does not call a rename',
      files: [
        { path, base: claim('a') },
        {
          path: 'tenants/payments/all.yaml',
          head: `${claim('b')}---\n${claim('a')}`,
        },
      ],
      expected: [
        'create payments/b small tenants/payments/all.yaml',
        `change payments/a small tenants/payments/all.yaml from ${path}`,
      ],
    },
    {
      reason: 'the same name for another tenant is another claim',
      files: [
        {
          path: 'tenants/orders/a.yaml',
          previousPath: path,
          base: claim('a', 'small', ''),
          head: claim('a', 'small', ''),
        },
      ],
      expected: [
        'create orders/a small tenants/orders/a.yaml',
        `remove payments/a small ${path}`,
      ],
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

  describe('what is rendered', () => {
    const fields = { size: 'medium', members: [], addons: [] };
    const rendered = {
      group: 'platform.spokeport.dev',
      kind: 'TenantCluster',
      namespace: 'payments',
      fields,
      application: 'argocd/tenant-payments',
    };
    const renderedFrom = () => [
      { ...rendered, name: 'a' },
      { ...rendered, name: 'b' },
    ];
    const values = 'tenants/payments/values-prod.yaml';
    const kustomization = 'tenants/payments/kustomization.yaml';
    const through = (name: string, file: string) =>
      `change payments/${name} medium ${file} through argocd/tenant-payments`;

    it.each([
      {
        reason: "a chart's values",
        files: [{ path: values, base: 'a: 1', head: 'a: 2' }],
        expected: [through('a', values), through('b', values)],
      },
      {
        reason: 'a template, even when it looks like a claim',
        files: [
          {
            path: 'tenants/payments/templates/cluster.yaml',
            head: claim('not-yet-rendered'),
          },
        ],
        expected: [
          through('a', 'tenants/payments/templates/cluster.yaml'),
          through('b', 'tenants/payments/templates/cluster.yaml'),
        ],
      },
      {
        reason: 'a file of an overlay that patches',
        files: [
          {
            path: kustomization,
            base: 'resources: [a.yaml]',
            head: 'resources: [a.yaml]\npatches: [{path: big.yaml}]',
          },
        ],
        expected: [through('a', kustomization), through('b', kustomization)],
      },
      {
        reason: 'one more file in a list changes that file only',
        files: [
          {
            path: kustomization,
            base: 'resources: [a.yaml]',
            head: 'resources: [a.yaml, c.yaml]',
          },
          { path: 'tenants/payments/c.yaml', head: claim('c') },
        ],
        expected: ['create payments/c small tenants/payments/c.yaml'],
      },
      {
        reason: 'a claim whose own file changes too is linked by that',
        files: [
          { path: values, base: 'a: 1', head: 'a: 2' },
          { path, base: claim('a'), head: claim('a', 'large') },
        ],
        expected: [`change payments/a large ${path}`, through('b', values)],
      },
      {
        reason: 'no more than a text',
        files: [{ path: 'tenants/payments/README.md', head: 'a' }],
        expected: [],
      },
    ])('$reason', ({ files, expected }) => {
      expect(changesWith({ renderedFrom }, ...files)).toEqual(expected);
    });
  });

  describe('the namespace of what names none', () => {
    const file = parseChangedFile({ path, head: claim('a', 'small', '') });
    const placedIn = (
      options: { namespace?: string },
      placement: Partial<ClaimPlacement>,
    ) =>
      claimChanges([{ ...file, ...options }], {
        fieldsOf: () => ({ members: [], addons: [] }),
        ...placement,
      })[0].namespace;

    it.each<{
      reason: string;
      file: { namespace?: string };
      placement: Partial<ClaimPlacement>;
      expected: string;
    }>([
      {
        reason: "the Kustomization's wins over the Application's",
        file: { namespace: 'kustomized' },
        placement: { namespaceOf: () => 'delivered' },
        expected: 'kustomized',
      },
      {
        reason: "the Application's destination",
        file: {},
        placement: { namespaceOf: () => 'delivered' },
        expected: 'delivered',
      },
      {
        reason: 'none for a cluster-scoped kind',
        file: {},
        placement: { namespaceOf: () => '' },
        expected: '',
      },
      {
        reason: "Kubernetes' own default when nobody knows",
        file: {},
        placement: {},
        expected: 'default',
      },
    ])('$reason', ({ file: options, placement, expected }) => {
      expect(placedIn(options, placement)).toBe(expected);
    });
  });
});
