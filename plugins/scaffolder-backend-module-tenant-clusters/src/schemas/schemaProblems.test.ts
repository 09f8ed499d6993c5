import { schemaProblems } from './schemaProblems';
import { schemasFromFiles } from './schemasFromFiles';

const XRD = `apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
spec:
  group: platform.spokeport.dev
  names: {kind: XTenantCluster}
  claimNames: {kind: TenantCluster}
  versions:
    - name: v1alpha1
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [size, region]
              x-kubernetes-validations:
                - rule: self.size != 'huge' || self.region == 'eu-west-1'
              properties:
                size: {type: string, enum: [small, large]}
                region: {type: string, pattern: '^[a-z-]+[0-9]$'}
                port: {x-kubernetes-int-or-string: true}
                note: {type: string, nullable: true}
                address: {type: string, oneOf: [{format: ipv4}, {format: ipv6}]}
                other: {type: string, not: {format: ipv4}}
                nodes: {type: integer, minimum: 1, exclusiveMinimum: true}
                labels: {type: object, additionalProperties: {type: string}}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}}
                pools:
                  type: array
                  items: {type: object, properties: {name: {type: string}}}
                choice:
                  type: object
                  properties: {a: {type: string}, b: {type: string}}
                  oneOf: [{required: [a]}, {required: [b]}]
`;
const FILE = 'tenants/payments/a.yaml';
const claim = (spec: string) => `# a claim
apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata: {name: a, namespace: payments}
spec:
${spec}`;
const GOOD = '  size: small\n  region: eu-west-1\n';

describe('schemaProblems', () => {
  const check = (text: string, schemas = [XRD]) =>
    schemaProblems({ path: FILE, text }, schemasFromFiles(schemas));

  it.each([
    { reason: 'a number or a text', spec: '  port: 80\n' },
    { reason: 'null where it is nullable', spec: '  note: null\n' },
    { reason: 'keys of one’s own', spec: '  labels: {x: y}\n' },
    { reason: 'fields that are preserved', spec: '  free: {b: 1}\n' },
    { reason: 'one of two', spec: '  choice: {a: x}\n' },
    {
      reason: 'a choice of formats, which only the API server can make',
      spec: '  address: 10.0.0.1\n  other: x\n',
    },
    {
      reason: "Crossplane's own fields",
      spec: '  compositionSelector: {matchLabels: {a: b}}\n  crossplane: {}\n',
    },
  ])('lets pass: $reason', async ({ spec }) => {
    expect((await check(claim(GOOD + spec))).problems).toEqual([]);
  });

  it.each([
    {
      reason: 'an unknown field, at its line',
      spec: `${GOOD}  sise: large\n`,
      problem: `${FILE}:8: spec.sise is a field that the kind does not know`,
    },
    {
      reason: 'an unknown field deep inside',
      spec: `${GOOD}  pools:\n    - name: a\n    - nmae: b\n`,
      problem: `${FILE}:10: spec.pools[1].nmae is a field that the kind does not know`,
    },
    {
      reason: 'a value that is none of those offered',
      spec: '  size: tiny\n  region: eu-west-1\n',
      problem: `${FILE}:6: spec.size must be one of small, large`,
    },
    {
      reason: 'a field that is missing, at the map that lacks it',
      spec: '  size: small\n',
      problem: `${FILE}:5: spec lacks the field region`,
    },
    {
      reason: 'another type',
      spec: `${GOOD}  labels: {x: 1}\n`,
      problem: `${FILE}:8: spec.labels.x must be string`,
    },
    {
      reason: 'a bound that is not within',
      spec: `${GOOD}  nodes: 1\n`,
      problem: `${FILE}:8: spec.nodes must be > 1`,
    },
    {
      reason: 'a pattern',
      spec: '  size: small\n  region: EU\n',
      problem: `${FILE}:7: spec.region must match pattern "^[a-z-]+[0-9]$"`,
    },
  ])('names $reason', async ({ spec, problem }) => {
    expect((await check(claim(spec))).problems).toEqual([problem]);
  });

  it('says of CEL rules and choices of formats that they were not evaluated', async () => {
    expect((await check(claim(GOOD))).unchecked).toEqual([
      `${FILE}: the rule of spec was not evaluated: self.size != 'huge' || self.region == 'eu-west-1'`,
      `${FILE}: the rule of spec.address was not evaluated: oneOf of formats or patterns`,
      `${FILE}: the rule of spec.other was not evaluated: not a format or pattern`,
    ]);
  });

  it.each([
    { isNew: true, unchecked: 0, reason: 'of what is new' },
    { isNew: false, unchecked: 1, reason: 'of what is changed' },
  ])(
    'says $unchecked times $reason that a rule about changes was not evaluated',
    async ({ isNew, unchecked }) => {
      const schema = XRD.replaceAll("self.size != 'huge'", 'self == oldSelf');
      const found = await schemaProblems(
        { path: FILE, text: claim(GOOD) },
        schemasFromFiles([schema]),
        { isNew },
      );
      const said = found.unchecked.filter(text => text.includes('oldSelf'));
      expect(said).toHaveLength(unchecked);
    },
  );

  it('says of patterns that only Go knows that they were not evaluated, and checks the rest', async () => {
    const schema = XRD.replace('^[a-z-]+[0-9]$', () => '(?i)^[a-z-]+[0-9]$');
    const found = await check(claim(`${GOOD}  sise: large\n`), [schema]);
    expect(found.problems).toEqual([
      `${FILE}:8: spec.sise is a field that the kind does not know`,
    ]);
    expect(found.unchecked).toContain(
      `${FILE}: the rule of spec.region was not evaluated: pattern (?i)^[a-z-]+[0-9]$`,
    );
  });

  it('says of kinds that nobody knows that they were not checked', async () => {
    expect(await check(claim('  x: 1\n'), [])).toEqual({
      problems: [],
      unchecked: [
        `${FILE}: no schema of TenantCluster.platform.spokeport.dev/v1alpha1 is known; its fields were not checked`,
      ],
    });
  });
});
