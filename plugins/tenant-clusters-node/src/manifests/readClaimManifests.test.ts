import { readClaimManifests } from './readClaimManifests';

const identities = (text: string) =>
  readClaimManifests(text).map(({ group, kind, namespace, name }) =>
    [kind, group, namespace, name].join('|'),
  );

describe('readClaimManifests', () => {
  it.each([
    {
      text: 'apiVersion: platform.spokeport.dev/v1alpha1\nkind: TenantCluster\nmetadata: {name: a, namespace: payments}',
      expected: ['TenantCluster|platform.spokeport.dev|payments|a'],
      reason: 'a claim',
    },
    {
      text: 'apiVersion: x.example.org/v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: x.example.org/v1\nkind: B\nmetadata: {name: b}',
      expected: ['A|x.example.org||a', 'B|x.example.org||b'],
      reason: 'several documents; the namespace may be missing',
    },
    {
      text: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}',
      expected: [],
      reason: 'the core group has no claims',
    },
    {
      text: 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a}',
      expected: [],
      reason: 'machinery around claims',
    },
    {
      text: 'apiVersion: aws.upbound.io/v1beta1\nkind: ProviderConfig\nmetadata: {name: a}',
      expected: [],
      reason: "a provider's own kinds",
    },
    {
      text: 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}',
      expected: [],
      reason: "the catalog's entities",
    },
    {
      text: 'a: [\n---\napiVersion: x.example.org/v1\nkind: A\nmetadata: {name: a}',
      expected: ['A|x.example.org||a'],
      reason: 'a document that does not parse hides no other',
    },
    { text: '- 1\n- 2', expected: [], reason: 'a list is no manifest' },
    { text: '', expected: [], reason: 'an empty file' },
    {
      text: 'kind: A\napiVersion: 3\nmetadata: {name: [1]}',
      expected: [],
      reason: 'odd types',
    },
  ])('$reason', ({ text, expected }) => {
    expect(identities(text)).toEqual(expected);
  });

  it('does not expand aliases without end', () => {
    const bomb = [
      'apiVersion: x.example.org/v1',
      'kind: A',
      'metadata: {name: a}',
      'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 9 },
        (_, i) =>
          `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
      ),
    ].join('\n');
    expect(readClaimManifests(bomb)).toEqual([]);
  });
});
