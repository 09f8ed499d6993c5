import { parse } from 'yaml';
import { readOverrides } from './readOverrides';
import { specForm } from './specForm';
import type { FormField } from './types';

const form = (spec: string, overrides?: string) =>
  specForm(
    { type: 'object', properties: { spec: parse(spec) } },
    readOverrides(overrides),
  )!;

const fieldsOf = (spec: string, overrides?: string) =>
  form(spec, overrides).field.properties as Record<string, FormField>;

/** One field `a`, as its schema says in YAML. */
const field = (schema: string, overrides?: string) =>
  fieldsOf(`{ type: object, properties: { a: ${schema} } }`, overrides).a;

describe('specForm', () => {
  it.each([
    {
      reason: 'an enum keeps to its type',
      schema: '{ type: string, enum: [a, b, null, 1] }',
      expected: { type: 'string', enum: ['a', 'b'] },
    },
    {
      reason: 'an exclusive bound of OpenAPI 3.0 becomes one of its own',
      schema: '{ type: integer, minimum: 1, exclusiveMinimum: true }',
      expected: { type: 'integer', exclusiveMinimum: 1 },
    },
    {
      reason: 'a default of another type is none',
      schema: '{ type: integer, default: many }',
      expected: { type: 'integer' },
    },
    {
      reason: 'a default that the enum has not is none',
      schema: '{ type: string, enum: [a], default: b }',
      expected: { type: 'string', enum: ['a'] },
    },
    {
      reason: 'a format that means something else to a browser is left out',
      schema: '{ type: string, format: duration }',
      expected: { type: 'string' },
    },
    {
      reason: 'a pattern that needs no backslash in JavaScript loses it',
      schema: "{ type: string, pattern: '^[a-z\\_]+\\@x$' }",
      expected: { type: 'string', pattern: '^[a-z_]+@x$' },
    },
    {
      reason: 'a dash that is escaped outside of brackets stays a dash',
      schema: "{ type: string, pattern: '^a\\-b$' }",
      expected: { type: 'string', pattern: '^a\\x2db$' },
    },
    {
      reason: 'a number or a text is asked for as either',
      schema: '{ x-kubernetes-int-or-string: true }',
      expected: {
        anyOf: [
          { title: 'Number', type: 'integer' },
          { title: 'Text', type: 'string' },
        ],
      },
    },
    {
      reason: 'a set has no item twice, and its few values are boxes',
      schema:
        '{ type: array, x-kubernetes-list-type: set, items: { type: string, enum: [a, b] } }',
      expected: {
        type: 'array',
        uniqueItems: true,
        'ui:widget': 'checkboxes',
        items: { type: 'string', enum: ['a', 'b'] },
      },
    },
    {
      reason: 'an empty box is no answer to a question that must be answered',
      schema: '{ type: boolean }',
      required: true,
      expected: { type: 'boolean', 'ui:widget': 'radio' },
    },
    {
      reason: 'what must have an item once it is there may be left out',
      schema: '{ type: array, minItems: 2, items: { type: string } }',
      expected: {
        type: 'array',
        description: 'At least 2, if any.',
        items: { type: 'string' },
      },
    },
    {
      reason: 'rules in CEL are told by their messages',
      schema:
        '{ type: string, description: A name, x-kubernetes-validations: [{ rule: self != oldSelf, message: It cannot be changed }, { rule: self.size() > 3 }] }',
      expected: {
        type: 'string',
        description: 'A name. It cannot be changed. Rule: self.size() > 3.',
      },
    },
    {
      reason: 'a reference is nothing that a structural schema has',
      schema: "{ $ref: '#/definitions/a' }",
      expected: { 'ui:field': 'ManifestYamlField' },
    },
  ])('$reason', ({ schema, required, expected }) => {
    const { a } = fieldsOf(
      `{ type: object, ${
        required ? 'required: [a], ' : ''
      }properties: { a: ${schema} } }`,
    );
    const { title, ...rest } = JSON.parse(JSON.stringify(a));
    expect(title).toBe('A');
    expect(rest).toEqual(expected);
  });

  it.each([
    { pattern: '(?i)^a$', reason: 'flags' },
    { pattern: '\\A[a-z]+\\z', reason: 'anchors' },
    { pattern: '^[[:alpha:]]+$', reason: 'classes of POSIX' },
    { pattern: '(?P<name>a)', reason: 'named groups' },
    { pattern: '^(a', reason: 'what is no expression at all' },
  ])('leaves patterns with $reason to the check', ({ pattern }) => {
    const { field: spec, notes } = form(
      JSON.stringify({
        type: 'object',
        properties: { a: { type: 'string', pattern } },
      }),
    );
    const { a } = spec.properties as Record<string, FormField>;
    expect(a.pattern).toBeUndefined();
    expect(notes).toEqual(['spec.a has a pattern that browsers do not know']);
  });

  it('leaves out what is Crossplane’s own, also where an XRD names it', () => {
    const fields = fieldsOf(`
      type: object
      required: [compositionRef, size]
      properties:
        compositionRef: { type: object, properties: { name: { type: string } } }
        crossplane: { type: object }
        resourceRefs: { type: array }
        writeConnectionSecretToRef: { type: object }
        size: { type: string }`);
    expect(Object.keys(fields)).toEqual(['size']);
  });

  it('puts nothing in an object that need not be there before a person says so', () => {
    const optional = field(
      '{ type: object, required: [b], properties: { b: { type: string } } }',
    );
    expect(optional.oneOf).toMatchObject([
      { title: 'Without a', type: 'null' },
      { title: 'With a', type: 'object', required: ['b'] },
    ]);
    const harmless = field(
      '{ type: object, properties: { b: { type: string } } }',
    );
    expect(harmless).toMatchObject({ type: 'object' });
    const always = field(
      '{ type: object, default: {}, properties: { b: { type: string, default: x } } }',
    );
    expect(always).toMatchObject({ type: 'object' });
  });

  it('tells texts of XRDs as text: no pictures, no hidden links, no control characters', () => {
    const { description, title } = field(
      JSON.stringify({
        type: 'string',
        title: 'A\u202e\nname',
        description:
          'See ![x](https://evil.example/?t) and [here](https://evil.example)\u0007',
      }),
    );
    expect(title).toBe('A name');
    expect(description).toBe(
      'See x (https://evil.example/?t) and here (https://evil.example).',
    );
  });

  describe('with overrides', () => {
    const spec = `
      type: object
      required: [size]
      properties:
        size: { type: string, enum: [s, m] }
        note: { type: string }
        net: { type: object, properties: { cidr: { type: string } } }`;

    it('orders, names, hides and prefills fields', () => {
      const {
        field: result,
        groups,
        problems,
      } = form(
        spec,
        `
        spec.note: { order: 1, title: Remark, widget: textarea, default: none }
        size: { order: 2, widget: radio, group: Shape }
        net.cidr: { widget: CidrField, description: A block }
        `,
      );
      expect(result['ui:order']).toEqual(['note', 'size', 'net', '*']);
      expect(result.properties).toMatchObject({
        note: { title: 'Remark', 'ui:widget': 'textarea', default: 'none' },
        size: { 'ui:widget': 'radio' },
        net: {
          properties: {
            cidr: { 'ui:field': 'CidrField', description: 'A block' },
          },
        },
      });
      expect([...groups]).toEqual([['size', 'Shape']]);
      expect(problems).toEqual([]);
    });

    it('drops a hidden field unless it has a default, and never one that is needed', () => {
      const { field: result, notes } = form(
        spec,
        '{ note: { hidden: true }, size: { hidden: true }, net: { hidden: true } }',
      );
      expect(Object.keys(result.properties as object)).toEqual(['size']);
      expect(notes).toEqual([
        'spec.size is needed and has no default: it is not hidden',
      ]);
    });

    it.each([
      { overrides: 'siez: { order: 1 }', problem: 'there is no field "siez"' },
      {
        overrides: 'size: { colour: red }',
        problem:
          'the override of "size" says "colour", which is none of title, description, order, widget, group, hidden, default',
      },
      {
        overrides: 'size: { order: first }',
        problem: 'order of the override of "size" must be a number',
      },
      {
        overrides: 'note: { widget: range }',
        problem: 'note cannot have the widget range',
      },
      {
        overrides: 'size: { default: xl }',
        problem: 'size does not take its default',
      },
      {
        overrides: 'net.cidr: { group: Network }',
        problem: 'net.cidr lies within a field, and so on the page of that one',
      },
      { overrides: 'size: big', problem: 'the override of "size" is no map' },
      { overrides: '- size', problem: 'the overrides are no map of fields' },
      {
        overrides: 'a: [',
        problem: expect.stringMatching(/^the overrides are no YAML: /),
      },
      {
        overrides: `size: ${'x'.repeat(70_000)}`,
        problem: 'the overrides are longer than 65536 characters',
      },
    ])('says that $problem', ({ overrides, problem }) => {
      expect(form(spec, overrides).problems).toEqual([problem]);
    });
  });
});
