import { differingFields } from './differingFields';

const cases: {
  reason: string;
  forProvider: unknown;
  atProvider: unknown;
  fields: string[] | undefined;
}[] = [
  {
    reason: 'equal values, one written as a number',
    forProvider: { version: '1.32', size: 3 },
    atProvider: { version: 1.32, size: '3', arn: 'arn:aws:eks' },
    fields: undefined,
  },
  {
    reason: 'a value that the cloud has not taken over yet',
    forProvider: { version: '1.33', scaling: { min: 2 } },
    atProvider: { version: '1.32', scaling: { min: 1 } },
    fields: ['version', 'scaling.min'],
  },
  {
    reason: 'fields that the provider does not report, secrets among them',
    forProvider: { passwordSecretRef: { name: 'x' }, region: 'eu-west-1' },
    atProvider: { region: 'eu-west-1' },
    fields: undefined,
  },
  {
    reason: 'tags that the provider added its own to',
    forProvider: { tags: { team: 'payments' } },
    atProvider: { tags: { team: 'payments', 'crossplane-kind': 'cluster' } },
    fields: undefined,
  },
  {
    reason: 'a set in another order',
    forProvider: { subnetIds: ['a', 'b'] },
    atProvider: { subnetIds: ['b', 'a'] },
    fields: undefined,
  },
  {
    reason: 'a set with one member more',
    forProvider: { subnetIds: ['a', 'b', 'c'] },
    atProvider: { subnetIds: ['b', 'a'] },
    fields: ['subnetIds'],
  },
  {
    reason: 'a policy that the cloud wrote in its own way',
    forProvider: { policy: '{"Version": "2012", "Statement": [1]}' },
    atProvider: { policy: '{"Statement":[1],"Version":"2012"}' },
    fields: undefined,
  },
  {
    reason: 'a policy that is another',
    forProvider: { policy: '{"Version": "2012", "Statement": [1]}' },
    atProvider: { policy: '{"Version":"2012","Statement":[1,2]}' },
    fields: ['policy'],
  },
  {
    reason: 'blocks of a list, compared one by one',
    forProvider: { rule: [{ port: 1 }, { port: 2 }] },
    atProvider: { rule: [{ port: 1 }, { port: 3 }] },
    fields: ['rule[1].port'],
  },
  {
    reason: 'nothing observed yet',
    forProvider: { version: '1' },
    atProvider: undefined,
    fields: undefined,
  },
  {
    reason: 'fields filled oddly',
    forProvider: ['a'],
    atProvider: 'b',
    fields: undefined,
  },
];

describe('differingFields', () => {
  it.each(cases)('$reason', ({ forProvider, atProvider, fields }) => {
    expect(
      differingFields({ spec: { forProvider }, status: { atProvider } }),
    ).toEqual(fields);
  });
});
