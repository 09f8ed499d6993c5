import { readYaml, writeYaml } from './manifestYaml';

describe('readYaml', () => {
  it.each([
    { reason: 'a map', text: 'a: 1\nb: [x]', value: { a: 1, b: ['x'] } },
    {
      reason: 'a list',
      text: '- a\n- b',
      type: 'array' as const,
      value: ['a', 'b'],
    },
    { reason: 'nothing but space', text: ' \n', value: undefined },
    {
      reason: 'any value without a type',
      text: 'yes it is',
      value: 'yes it is',
    },
  ])('reads $reason', ({ text, type, value }) => {
    expect(readYaml(text, type)).toEqual(value === undefined ? {} : { value });
  });

  it.each([
    { reason: 'brackets left open', text: 'a: [', id: 'syntax' },
    { reason: 'a key twice', text: 'a: 1\na: 2', id: 'syntax' },
    {
      reason: 'aliases that multiply',
      text: `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]`,
      id: 'syntax',
    },
    {
      reason: 'a list for a map',
      text: '- a',
      type: 'object',
      id: 'not-a-map',
    },
    {
      reason: 'a map for a list',
      text: 'a: 1',
      type: 'array',
      id: 'not-a-list',
    },
  ] as const)('refuses $reason', ({ text, id, ...rest }) => {
    const { problem, value } = readYaml(
      text,
      'type' in rest ? rest.type : undefined,
    );
    expect(problem?.id).toBe(id);
    expect(value).toBeUndefined();
  });

  it('names the line', () => {
    expect(readYaml('a: 1\nb: [').problem?.detail).toMatch(/line 2/);
  });
});

describe('writeYaml', () => {
  it.each([
    { value: undefined, text: '' },
    { value: {}, text: '' },
    { value: [], text: '' },
    { value: { a: [1] }, text: 'a:\n  - 1\n' },
    { value: 'a: [', text: 'a: [' },
  ])('writes $value', ({ value, text }) => {
    expect(writeYaml(value)).toBe(text);
  });
});
