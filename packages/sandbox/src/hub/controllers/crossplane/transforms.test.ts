import { applyTransforms } from './transforms';

const string = (options: Record<string, unknown>) => ({
  type: 'string',
  string: options,
});

describe('applyTransforms', () => {
  it.each([
    {
      reason: 'Format with Go verbs',
      value: 'shop',
      transforms: [string({ type: 'Format', fmt: 'cluster-event-%s' })],
      expected: 'cluster-event-shop',
    },
    {
      reason: 'ToUpper',
      value: 'ab',
      transforms: [string({ type: 'Convert', convert: 'ToUpper' })],
      expected: 'AB',
    },
    {
      reason: 'ToJson of a list',
      value: ['a', 'b'],
      transforms: [string({ type: 'Convert', convert: 'ToJson' })],
      expected: '["a","b"]',
    },
    {
      reason: 'ToSha1 gives hex',
      value: 'abc',
      transforms: [string({ type: 'Convert', convert: 'ToSha1' })],
      expected: 'a9993e364706816aba3e25717850c26c9cd0d89d',
    },
    {
      reason: 'a group of a regular expression',
      value: '10.20.0.0/16',
      transforms: [
        string({
          type: 'Regexp',
          regexp: { match: '^(\\d+\\.\\d+)\\.', group: 1 },
        }),
        string({ type: 'Format', fmt: '%s.64.0/18' }),
      ],
      expected: '10.20.64.0/18',
    },
    {
      reason: 'Join and then match, with a fallback',
      value: ['metrics-server'],
      transforms: [
        string({ type: 'Join', join: { separator: ',' } }),
        {
          type: 'match',
          match: {
            patterns: [{ type: 'regexp', regexp: 'ingress', result: 'true' }],
            fallbackValue: 'false',
          },
        },
      ],
      expected: 'false',
    },
    {
      reason: 'convert and map in turn',
      value: true,
      transforms: [
        { type: 'convert', convert: { toType: 'string' } },
        { type: 'map', map: { true: 1, false: 2 } },
      ],
      expected: 1,
    },
    {
      reason: 'math',
      value: 3,
      transforms: [
        { type: 'math', math: { multiply: 2 } },
        { type: 'math', math: { type: 'ClampMax', clampMax: 5 } },
      ],
      expected: 5,
    },
    {
      reason: 'TrimPrefix',
      value: 'arn:x',
      transforms: [string({ type: 'TrimPrefix', trim: 'arn:' })],
      expected: 'x',
    },
  ])('$reason', ({ value, transforms, expected }) => {
    expect(applyTransforms(value, transforms)).toEqual(expected);
  });

  it('says which transform failed, and why', () => {
    expect(() =>
      applyTransforms('xl', [{ type: 'map', map: { s: 1 } }]),
    ).toThrow(
      'transform at index 0 returned error: map could not resolve: key xl is not found in map',
    );
  });
});
