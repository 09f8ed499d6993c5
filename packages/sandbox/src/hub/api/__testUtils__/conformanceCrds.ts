/** Kinds for the conformance suite, as any API server takes them. */
export const group = 'conformance.spokeport.dev';
export const apiVersion = `${group}/v1`;

const spec = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'string', enum: ['small', 'large'] },
    replicas: { type: 'integer', minimum: 1, default: 1 },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    list: { type: 'array', items: { type: 'string' } },
  },
};

const status = {
  type: 'object',
  properties: {
    phase: { type: 'string' },
    conditions: {
      type: 'array',
      items: {
        type: 'object',
        properties: { type: { type: 'string' }, status: { type: 'string' } },
      },
    },
  },
};

function crd(kind: string, plural: string, statusSubresource: boolean) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, shortNames: [plural.slice(0, 3)] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          ...(statusSubresource ? { subresources: { status: {} } } : {}),
          additionalPrinterColumns: [
            { name: 'SIZE', type: 'string', jsonPath: '.spec.size' },
            {
              name: 'READY',
              type: 'string',
              jsonPath: ".status.conditions[?(@.type=='Ready')].status",
            },
            {
              name: 'AGE',
              type: 'date',
              jsonPath: '.metadata.creationTimestamp',
            },
          ],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: { spec, status },
            },
          },
        },
      ],
    },
  };
}

export const conformanceCrds = [
  crd('Gear', 'gears', true),
  crd('Bolt', 'bolts', false),
];
