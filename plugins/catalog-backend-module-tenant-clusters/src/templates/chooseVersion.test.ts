import { chooseVersion } from './chooseVersion';

const version = (name: string, referenceable?: boolean) => ({
  name,
  referenceable,
  schema: {},
});

describe('chooseVersion', () => {
  it.each([
    {
      reason:
        'the one that Compositions refer to, though a newer one is served',
      versions: [version('v2'), version('v1', true)],
      expected: 'v1',
    },
    {
      reason: 'a stable one before a beta of a higher number',
      versions: [version('v2beta1'), version('v1')],
      expected: 'v1',
    },
    {
      reason: 'numbers as numbers',
      versions: [version('v1beta9'), version('v1beta10')],
      expected: 'v1beta10',
    },
    {
      reason: 'beta before alpha',
      versions: [version('v3alpha1'), version('v1beta1')],
      expected: 'v1beta1',
    },
    {
      reason: 'a version of Kubernetes’ form before any other',
      versions: [version('latest'), version('v1alpha1')],
      expected: 'v1alpha1',
    },
    { reason: 'none where none is served', versions: [], expected: undefined },
  ])('takes $reason', ({ versions, expected }) => {
    expect(chooseVersion(versions)?.name).toBe(expected);
  });
});
