import {
  claim,
  clusterView,
  FakeModel,
  projectedApplication,
} from '../../api/__testUtils__/FakeModel';
import type { FleetReader } from '../../fleet/types';
import type { ProjectedObject } from '../../projections/types';
import { claimOf, isShared, relatedScopes } from './relatedScopes';

const mine = claim('payments-prod-1', 'payments');
const theirs = claim('orders-prod-1', 'orders');
const thing = (role: ProjectedObject['role'], more: object) =>
  ({ ...mine, role, uid: 'x', owners: [], labels: {}, ...more } as never);

function sources(...objects: object[]) {
  const model = new FakeModel();
  model.claims = [mine, theirs];
  model.clusters = [
    clusterView('payments-prod-1', 'payments'),
    clusterView('orders-prod-1', 'orders'),
  ];
  const all = [mine, theirs, ...objects] as ProjectedObject[];
  const fleet = {
    ...model.fleet,
    byUid: (_hub: string, uid: string) => all.find(item => item.uid === uid),
    byReference: (_hub: string, { name }: { name: string }) =>
      all.find(item => item.name === name),
  } as FleetReader;
  return {
    fleet,
    clusters: model.views,
    ownerOf: (t: string) => `group:default/${t}`,
  };
}

const tenantsOf = (object: ProjectedObject, ...others: object[]) =>
  relatedScopes(object, sources(...others)).flatMap(({ tenants }) => tenants);

it('follows owners and claim references to the claim, not labels', () => {
  const xr = thing('composite', {
    uid: 'xr',
    name: 'xr',
    claim: { apiVersion: 'a', kind: 'b', name: 'payments-prod-1' },
  });
  const managed = thing('managed', {
    uid: 'm',
    labels: { 'crossplane.io/claim-namespace': 'orders' },
    owners: [{ uid: 'xr', controller: true }],
  });
  expect(tenantsOf(managed, xr)).toEqual(['payments']);
});

it.each([
  {
    reason: 'nobody owns it',
    object: thing('managed', {}),
  },
  {
    reason: 'owners go round in circles',
    object: thing('managed', { owners: [{ uid: 'x', controller: true }] }),
  },
  {
    reason: 'it is an AppProject',
    object: thing('app-project', {}),
  },
  {
    reason: 'a Workflow names a claim that is not there',
    object: thing('workflow', {
      labels: { 'spokeport.dev/claim-uid': 'gone' },
    }),
  },
])('is nobody’s when $reason', ({ object }) => {
  const scopes = relatedScopes(object, sources(object));
  expect([scopes, isShared(scopes)]).toEqual([[], true]);
});

it('ties a Workflow by the claim’s uid', () => {
  const workflow = thing('workflow', {
    labels: { 'spokeport.dev/claim-uid': mine.uid },
  });
  expect(tenantsOf(workflow)).toEqual(['payments']);
});

it('takes an Application of two tenants for shared, also where a claim was never applied', () => {
  const both = projectedApplication('both', [mine, claim('new', 'orders')]);
  const scopes = relatedScopes(both, sources());
  expect(scopes.map(({ tenants }) => tenants)).toEqual([
    ['payments'],
    ['orders'],
  ]);
  expect(isShared(scopes)).toBe(true);
  expect(
    isShared(relatedScopes(projectedApplication('one', [mine]), sources())),
  ).toBe(false);
});

it('ends at the claim itself', () => {
  expect(claimOf(mine, sources().fleet)).toBe(mine);
});
