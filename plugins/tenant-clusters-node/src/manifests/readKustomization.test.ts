import { readKustomization } from './readKustomization';

describe('readKustomization', () => {
  it.each([
    {
      text: 'namespace: payments\nresources: [a.yaml]',
      expected: 'payments',
      reason: 'as it says',
    },
    { text: 'resources: [a.yaml]', expected: undefined, reason: 'none' },
    { text: 'namespace: [1]', expected: undefined, reason: 'an odd type' },
    { text: 'a: [', expected: undefined, reason: 'no YAML' },
    { text: '', expected: undefined, reason: 'an empty file' },
  ])('namespace: $reason', ({ text, expected }) => {
    expect(readKustomization(text).namespace).toBe(expected);
  });

  it('says what it takes objects from, and what it makes of their names', () => {
    expect(
      readKustomization(
        'namePrefix: eu-\nnameSuffix: "-1"\nresources: [../base, a.yaml, 7]\ncomponents: [../more]',
      ),
    ).toMatchObject({
      includes: ['../base', 'a.yaml', '../more'],
      namePrefix: 'eu-',
      nameSuffix: '-1',
    });
    expect(readKustomization('resources: all')).toMatchObject({
      includes: [],
    });
  });

  it.each([
    {
      before: 'resources: [a.yaml]',
      after: 'components: [c]\nresources: [a.yaml, b.yaml]',
      same: true,
      reason: 'another file in a list changes nothing of the others',
    },
    {
      before: 'namePrefix: x-\nnamespace: a',
      after: 'namespace: a\nnamePrefix: x-',
      same: true,
      reason: 'nor does the order',
    },
    {
      before: 'resources: [a.yaml]',
      after: 'resources: [a.yaml]\npatches: [{path: big.yaml}]',
      same: false,
      reason: 'a patch does',
    },
    {
      before: 'namespace: a',
      after: 'namespace: b',
      same: false,
      reason: 'a namespace does',
    },
  ])('transformations: $reason', ({ before, after, same }) => {
    const read = (text: string) => readKustomization(text).transformations;
    expect(read(before) === read(after)).toBe(same);
  });
});
