import type { OpenClusterRequest } from './schema/openapi';
import { clusterFormData, templateParameters } from './clusterFormData';

const inGit = {
  cluster: {
    hub: 'hub-eu',
    namespace: 'payments',
    name: 'payments-prod-2',
    kind: 'TenantCluster.platform.spokeport.dev',
  },
  values: {
    tenant: 'payments',
    size: 'small',
    region: undefined,
    members: ['ana.souza'],
    addons: [],
  },
  openRequests: [],
};

const open = (branch: string, size: string): OpenClusterRequest => ({
  change: 'change',
  own: false,
  branch,
  values: { ...inGit.values, size },
  request: {
    repository: 'acme/platform',
    number: 7,
    url: 'http://localhost:7008/acme/platform/pull/7',
    title: 'Change',
    state: 'open',
  },
});

it('starts a form with the cluster, in one and in parts, and with what Git says', () => {
  expect(clusterFormData(inGit)).toEqual({
    cluster: 'hub-eu/payments/payments-prod-2',
    hub: 'hub-eu',
    tenant: 'payments',
    name: 'payments-prod-2',
    size: 'small',
    members: ['ana.souza'],
    addons: [],
  });
});

it('goes on from the open request that another change is added to, and from no other', () => {
  const sizeWith = (...openRequests: OpenClusterRequest[]) =>
    clusterFormData({ ...inGit, openRequests }).size;
  const change = open('spokeport/change/payments-prod-2', 'large');
  const addons = open('spokeport/addons/payments-prod-2', 'medium');
  expect(sizeWith(addons, change)).toBe('large');
  expect(sizeWith(addons)).toBe('small');
  expect(sizeWith({ ...change, change: 'remove' })).toBe('small');
});

it('leaves out what the form does not ask for', () => {
  expect(clusterFormData(inGit, ['cluster', 'size', 'reason'])).toEqual({
    cluster: 'hub-eu/payments/payments-prod-2',
    size: 'small',
  });
});

it('finds what a form asks for, also what depends on other values, and nothing that lies deeper', () => {
  expect(
    templateParameters([
      {
        schema: {
          properties: { cluster: { properties: { inner: {} } } },
          dependencies: {
            cluster: { oneOf: [{ properties: { size: {} } }] },
            other: ['cluster'],
          },
        },
      },
      {
        schema: {
          allOf: [{ if: {}, then: { properties: { addons: {} } } }],
          properties: { cluster: {} },
        },
      },
      { schema: undefined },
    ]),
  ).toEqual(['cluster', 'size', 'addons']);
});
