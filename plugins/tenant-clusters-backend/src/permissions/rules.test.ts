import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import { tenantApplicationRules, tenantClusterRules } from './conditions';
import type { ScopedResource } from './ScopedResource';
import { matchesScope, type ScopeQuery } from './ScopeQuery';

const paymentsProd: ScopedResource = {
  hub: 'hub-eu',
  namespace: 'payments',
  name: 'payments-prod-1',
  owners: ['group:default/payments'],
  tenants: ['payments'],
  environments: ['prod'],
};
const registered: ScopedResource = {
  hub: 'hub-eu',
  namespace: '',
  name: 'tools',
  owners: [],
  tenants: [],
  environments: [],
};
const shared: ScopedResource = {
  ...paymentsProd,
  owners: ['group:default/payments', 'group:default/orders'],
  tenants: ['payments', 'orders'],
  environments: ['prod', 'dev'],
};

const cases = [
  {
    rule: 'isClusterOwner' as const,
    values: ['user:default/ana.souza', 'group:default/payments'],
    expected: [true, false, true],
    reason: 'one of the claims is the owner',
  },
  {
    rule: 'isClusterOwner' as const,
    values: ['group:default/orders'],
    expected: [false, false, true],
    reason: 'another group owns it',
  },
  {
    rule: 'isClusterOwner' as const,
    values: [],
    expected: [false, false, false],
    reason: 'no claims own nothing, not even what has no owner',
  },
  {
    rule: 'hasTenant' as const,
    values: ['orders', 'payments'],
    expected: [true, false, true],
    reason: 'one of the tenants',
  },
  {
    rule: 'hasTenant' as const,
    values: ['Payments'],
    expected: [false, false, false],
    reason: 'names are exact',
  },
  {
    rule: 'onHub' as const,
    values: ['hub-eu'],
    expected: [true, true, true],
    reason: 'everything of the hub, registered spokes too',
  },
  {
    rule: 'onHub' as const,
    values: ['hub-us'],
    expected: [false, false, false],
    reason: 'another hub',
  },
  {
    rule: 'inEnvironment' as const,
    values: ['dev', 'stage'],
    expected: [false, false, true],
    reason: 'one of the environments',
  },
];

const params = {
  isClusterOwner: 'claims',
  hasTenant: 'tenants',
  onHub: 'hubs',
  inEnvironment: 'environments',
};

describe.each([
  { type: 'cluster', rules: tenantClusterRules },
  { type: 'application', rules: tenantApplicationRules },
])('$type rules', ({ rules }) => {
  it.each(cases)(
    '$rule $values: $reason, applied and queried alike',
    ({ rule, values, expected }) => {
      const { apply, toQuery } = rules[rule];
      const given = { [params[rule]]: values } as never;
      const resources = [paymentsProd, registered, shared];
      expect(resources.map(resource => apply(resource, given))).toEqual(
        expected,
      );
      expect(
        resources.map(resource => matchesScope(toQuery(given), resource)),
      ).toEqual(expected);
    },
  );
});

describe('matchesScope', () => {
  const owner: ScopeQuery = {
    field: 'owners',
    values: ['group:default/payments'],
  };
  const dev: ScopeQuery = { field: 'environments', values: ['dev'] };

  it.each<{
    criteria: PermissionCriteria<ScopeQuery>;
    expected: boolean;
    reason: string;
  }>([
    {
      criteria: { allOf: [owner, { not: dev }] },
      expected: true,
      reason: 'owned and not in dev',
    },
    { criteria: { allOf: [owner, dev] }, expected: false, reason: 'not both' },
    { criteria: { anyOf: [dev, owner] }, expected: true, reason: 'either' },
    {
      criteria: { not: { anyOf: [dev, owner] } },
      expected: false,
      reason: 'neither',
    },
  ])('$reason', ({ criteria, expected }) => {
    expect(matchesScope(criteria, paymentsProd)).toBe(expected);
  });
});
