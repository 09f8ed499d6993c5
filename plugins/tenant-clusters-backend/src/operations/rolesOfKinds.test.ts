import { rolesOfKinds } from './rolesOfKinds';

it('names the claims, composites and managed resources that a hub has, and nothing else', () => {
  const [read, operate] = rolesOfKinds([
    {
      group: 'platform.spokeport.dev',
      resources: [
        { name: 'tenantclusters', categories: ['claim'] },
        { name: 'tenantclusters/status', categories: ['claim'] },
        { name: 'policies' },
      ],
    },
    {
      group: 'ec2.aws.upbound.io',
      resources: [{ name: 'vpcs', categories: ['crossplane', 'managed'] }],
    },
    { group: '', resources: [{ name: 'secrets', categories: ['managed'] }] },
  ]);
  expect(read.rules).toEqual([
    {
      apiGroups: ['ec2.aws.upbound.io'],
      resources: ['vpcs'],
      verbs: ['get', 'list', 'watch'],
    },
    {
      apiGroups: ['platform.spokeport.dev'],
      resources: ['tenantclusters'],
      verbs: ['get', 'list', 'watch'],
    },
  ]);
  expect(operate.metadata.labels).toEqual({
    'spokeport.dev/aggregate-to-operate': 'true',
  });
  expect(operate.rules.map(({ verbs }) => verbs)).toEqual([
    ['patch'],
    ['patch'],
  ]);
});
