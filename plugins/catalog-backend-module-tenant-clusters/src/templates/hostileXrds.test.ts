import { offered, settings } from './__testUtils__/fixtures';
import { templateEntities } from './templateEntities';
import type { OfferedXrd } from './types';

const xrd = (spec: unknown, more: Partial<OfferedXrd> = {}): OfferedXrd => ({
  ...offered({
    metadata: { name: 'things.example.org' },
    spec: {
      scope: 'Namespaced',
      group: 'example.org',
      names: { kind: 'Thing', plural: 'things' },
      versions: [
        {
          name: 'v1',
          referenceable: true,
          schema: {
            openAPIV3Schema: { type: 'object', properties: { spec } },
          },
        },
      ],
    },
  }),
  ...more,
});

const object = (properties: Record<string, unknown>, more = {}) => ({
  type: 'object',
  properties,
  ...more,
});

const many = (count: number, of: (index: number) => unknown) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f${index}`, of(index)]),
  );

function deep(levels: number): unknown {
  let schema: unknown = { type: 'string' };
  for (let level = 0; level < levels; level += 1) {
    schema = object({ inner: schema });
  }
  return schema;
}

const recursive = object({});
recursive.properties.again = recursive;

/** What comes of one XRD: its size, and why there is no template. */
function outcome(of: OfferedXrd) {
  const { entities, findings } = templateEntities([of], settings);
  const refused = findings.find(({ weight }) => weight === 'refused');
  return {
    entity: entities[0],
    size: JSON.stringify(entities).length,
    refused: refused?.text,
    notes: findings
      .filter(({ weight }) => weight === 'note')
      .map(({ text }) => text)
      .join(),
  };
}

const specOf = (entity: { spec?: any }) =>
  entity.spec.parameters[1].properties.spec;

describe('hostile XRDs', () => {
  it.each([
    {
      reason: 'thousands of levels',
      spec: deep(5_000),
      notes: /lies too deep for a form/,
    },
    {
      reason: 'a schema within itself',
      spec: recursive,
      notes: /lies too deep for a form/,
    },
    {
      reason: 'many fields within a few',
      spec: object(
        many(20, () => object(many(50, () => ({ type: 'string' })))),
      ),
      notes: /lies too deep for a form/,
    },
    {
      reason: 'texts without end',
      spec: object(
        many(200, () => ({
          type: 'string',
          title: 'x'.repeat(50_000),
          description: '[a](b'.repeat(20_000),
        })),
      ),
    },
    {
      reason: 'values without end',
      spec: object({
        a: {
          type: 'string',
          enum: Array.from({ length: 50_000 }, (_, i) => `${i}`),
        },
      }),
      notes: /offers more than 500 values/,
    },
    {
      reason: 'rules without end',
      spec: object({
        a: {
          type: 'string',
          'x-kubernetes-validations': Array.from({ length: 9_000 }, () => ({
            rule: 'self != self',
            message: 'no'.repeat(500),
          })),
        },
      }),
    },
    {
      reason: 'choices without end',
      spec: object({
        a: object(
          many(50, () => ({ type: 'string' })),
          {
            oneOf: Array.from({ length: 5_000 }, (_, i) => ({
              required: [`f${i % 50}`],
            })),
          },
        ),
      }),
      notes: /has a choice that no form can offer/,
    },
    {
      reason: 'keywords of other types than they have',
      spec: object({
        a: {
          type: 'string',
          enum: 'x',
          pattern: 7,
          minLength: 'many',
          required: 1,
        },
        b: { type: 'array', items: 'x', minItems: -1 },
        c: { type: ['string', 'null'] },
        d: { type: 'object', properties: [], required: {}, oneOf: {} },
        e: null,
        f: { type: 'object', oneOf: [null, 1], allOf: [[], 'x'] },
      }),
    },
  ])('$reason: still a form, and not a large one', ({ spec, notes }) => {
    const result = outcome(xrd(spec));
    expect(result.refused).toBeUndefined();
    expect(result.entity.kind).toBe('Template');
    expect(result.size).toBeLessThan(700_000);
    expect(result.notes).toMatch(notes ?? /(?:)/);
  });

  it.each([
    {
      reason: 'more fields than anybody fills in',
      of: xrd(object(many(2_000, () => ({ type: 'string' })))),
      refused: /more than 300 fields/,
    },
    {
      reason: 'a default of megabytes',
      of: xrd(object({ a: { type: 'string', default: 'x'.repeat(1e6) } })),
      refused: /larger than/,
    },
    {
      reason: 'a kind that is an expression of the steps',
      of: xrd(object({}), { kind: '${{ secrets.token }}' }),
      refused: /no name that Kubernetes takes/,
    },
    {
      reason: 'a plural that leads out of its folder',
      of: xrd(object({}), { plural: '../../bootstrap' }),
      refused: /no name that Kubernetes takes/,
    },
    {
      reason: 'a group with an expression',
      of: xrd(object({}), { group: 'a.${{ x }}' }),
      refused: /no name that Kubernetes takes/,
    },
    {
      reason: 'a version that is none',
      of: xrd(object({}), {
        versions: [{ name: 'v1 }}', schema: {}, referenceable: true }],
      }),
      refused: /serves no version/,
    },
    {
      reason: 'no version',
      of: xrd(object({}), { versions: [] }),
      refused: /serves no version/,
    },
    {
      reason: 'no namespace',
      of: xrd(object({}), { form: 'cluster-xr' }),
      refused: /cluster-scoped and has no claim/,
    },
  ])('$reason: refused, and the catalog says why', ({ of, refused }) => {
    const result = outcome(of);
    expect(result.refused).toMatch(refused);
    expect(result.entity.kind).toBe('Resource');
    expect(result.entity.metadata.annotations).toMatchObject({
      'spokeport.dev/xrd-problem': expect.stringMatching(refused),
    });
  });

  it.each([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'ui:field',
    'a/b',
    'a~b',
    '$ref',
    '',
    'x'.repeat(300),
  ])('a field named %p is left to the manifest', name => {
    const spec = JSON.parse(
      `{"type":"object","properties":{${JSON.stringify(
        name,
      )}:{"type":"string"},"good":{"type":"string"}}}`,
    );
    const { entity, notes } = outcome(xrd(spec));
    expect(Object.keys(specOf(entity).properties)).toEqual(['good']);
    expect(notes).toMatch(/no form can have/);
  });

  it('an object that needs a field of an odd name is YAML', () => {
    const spec = object({
      a: object({ 'x/y': { type: 'string' } }, { required: ['x/y'] }),
    });
    expect(specOf(outcome(xrd(spec)).entity).properties.a).toMatchObject({
      'ui:field': 'ManifestYamlField',
    });
  });

  it('no text of an XRD gets where it would be evaluated', () => {
    const evil = '${{ secrets.token }}';
    const { entity } = outcome(
      xrd(
        object({
          [evil]: { type: 'string' },
          a: { type: 'string', title: evil, default: evil },
        }),
        {
          annotations: {
            'spokeport.dev/template-title': evil,
            'spokeport.dev/template-folder': evil,
            'spokeport.dev/template-owner': evil,
            'spokeport.dev/template-type': evil,
            'spokeport.dev/template-tags': evil,
          },
        },
      ),
    );
    const { steps, output } = entity.spec as Record<string, unknown>;
    expect(JSON.stringify([steps, output])).not.toContain('secrets');
    expect(entity.spec).toMatchObject({
      type: 'infrastructure',
      owner: 'group:default/platform-team',
    });
    expect(entity.metadata.tags).toEqual([]);
  });
});
