import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import {
  claim,
  clusterView,
  FakeModel,
  openRequest,
  xrd,
} from './__testUtils__/FakeModel';
import { as, startApi, type StartedApi } from './__testUtils__/startApi';

function fleet(): FakeModel {
  const model = new FakeModel();
  model.claims = [
    claim('payments-prod-1', 'payments', '10.1.0.0/16'),
    claim('orders-prod-1', 'orders', '10.2.0.0/16'),
    { ...claim('ledger', 'orders'), kind: 'ObjectStore', cluster: false },
  ];
  model.xrds = [xrd('ObjectStore'), xrd('TenantCluster', { cluster: true })];
  model.clusters = [
    clusterView('payments-prod-1', 'payments'),
    clusterView('orders-prod-1', 'orders'),
  ];
  model.requests = [
    openRequest(1, 'payments', 'payments-stage-1', '10.3.0.0/16'),
    {
      ...openRequest(2, 'orders', 'orders-stage-1', '10.4.0.0/16'),
      requester: 'user:default/davi.rocha',
    },
    { ...openRequest(3, 'payments', 'payments-old-1'), state: 'closed' },
  ];
  return model;
}

describe('GET /availability', () => {
  let api: StartedApi;

  beforeAll(async () => {
    api = await startApi({ model: fleet() });
  });

  afterAll(() => api.backend.stop());

  const ask = async (query: Record<string, string>, person = 'ana.souza') => {
    const { status, body } = await request(api.backend.server)
      .get('/api/tenant-clusters/availability')
      .query({ hub: 'hub-eu', tenant: 'payments', ...query })
      .set('authorization', as(person));
    expect(status).toBe(200);
    return body;
  };

  it.each([
    { name: 'payments-prod-2', status: 'free', id: undefined },
    { name: 'Payments', status: 'invalid', id: 'name.not-a-dns-label' },
    { name: 'x'.repeat(41), status: 'invalid', id: 'name.too-long' },
    {
      name: `payments-${'x'.repeat(25)}`,
      status: 'invalid',
      id: 'name.too-long',
    },
    { name: 'kube', status: 'invalid', id: 'name.reserved' },
    { name: 'p2', status: 'invalid', id: 'name.against-rule' },
    { name: 'payments-prod-1', status: 'taken', id: 'name.taken-by-cluster' },
    { name: 'orders-prod-1', status: 'taken', id: 'name.taken' },
    {
      name: 'payments-stage-1',
      status: 'own-request',
      id: 'name.taken-by-request',
    },
    { name: 'orders-stage-1', status: 'taken', id: 'name.requested' },
    { name: 'payments-old-1', status: 'free', id: undefined },
    { name: 'ledger', status: 'free', id: undefined },
    { name: 'old-cluster', status: 'taken', id: 'name.in-catalog' },
  ])('the name $name is $status ($id)', async ({ name, status, id }) => {
    const { name: answer } = await ask({ name });
    expect(answer.status).toBe(status);
    expect(answer.reason?.id).toBe(id);
  });

  it.each<{
    reason: string;
    query: Record<string, string>;
    person?: string;
    status: string;
    id?: string;
  }>([
    {
      reason: 'a cluster of this name is no obstacle for a bucket',
      query: { name: 'payments-prod-1', kind: 'ObjectStore' },
      status: 'free',
    },
    {
      reason: 'names of clusters have rules of their own',
      query: { name: 'p2', kind: 'ObjectStore' },
      status: 'free',
    },
    {
      reason: 'another tenant’s bucket lies in another namespace',
      query: { name: 'ledger', kind: 'ObjectStore' },
      status: 'free',
    },
    {
      reason: 'the tenant has one of the kind',
      query: { name: 'ledger', kind: 'ObjectStore', tenant: 'orders' },
      person: 'davi.rocha',
      status: 'taken',
      id: 'name.taken-of-kind',
    },
    {
      reason: 'a kind of clusters is held to the rules of clusters',
      query: { name: 'payments-prod-1', kind: 'TenantCluster' },
      status: 'taken',
      id: 'name.taken-by-cluster',
    },
    {
      reason: 'a kind that nobody knows is held to the rules of clusters',
      query: { name: 'payments-prod-1', kind: 'Nonsense' },
      status: 'taken',
      id: 'name.taken-by-cluster',
    },
  ])('$reason', async ({ query, person, status, id }) => {
    const kind = `${query.kind}.platform.spokeport.dev`;
    const { name } = await ask({ ...query, kind }, person);
    expect([name.status, name.reason?.id]).toEqual([status, id]);
  });

  it('calls a request one’s own only for the very same cluster', async () => {
    const name = 'payments-stage-1';
    const own = await ask({ name });
    expect(own.name.request).toMatchObject({ number: 1, state: 'open' });
    const other = await ask({ name, tenant: 'orders' });
    expect(other.name.status).toBe('taken');
    const colleague = await ask({ name }, 'bruno.lima');
    expect(colleague.name.status).toBe('taken');
  });

  it.each([
    { cidr: '10.9.0.0/16', status: 'free', id: undefined },
    { cidr: '10.1.128.0/17', status: 'taken', id: 'cidr.overlaps-cluster' },
    { cidr: '10.2.0.0/16', status: 'taken', id: 'cidr.overlaps' },
    { cidr: '10.4.0.0/24', status: 'taken', id: 'cidr.overlaps' },
    { cidr: '10.255.8.0/24', status: 'taken', id: 'cidr.reserved' },
    { cidr: '192.168.0.0/16', status: 'invalid', id: 'cidr.outside-pool' },
    { cidr: '10.1.0.1/16', status: 'invalid', id: 'cidr.invalid' },
    { cidr: 'any', status: 'invalid', id: 'cidr.invalid' },
  ])('the block "$cidr" is $status ($id)', async ({ cidr, status, id }) => {
    const { cidr: answer } = await ask({ cidr });
    expect(answer.status).toBe(status);
    expect(answer.reason?.id).toBe(id);
    expect(answer.nextFree).toMatch(/^10\./);
  });

  it('proposes the first block that nobody has or has asked for', async () => {
    const { cidr } = await ask({ cidr: '10.1.0.0/16' });
    expect(cidr.nextFree).toBe('10.0.0.0/16');
    const { cidr: small } = await ask({ cidr: '10.0.0.0/8' });
    expect(small.nextFree).toBeUndefined();
  });

  it('does not let a cluster collide with its own request', async () => {
    const cidr = '10.3.0.0/16';
    const own = await ask({ name: 'payments-stage-1', cidr });
    expect(own.cidr.status).toBe('free');
    const other = await ask({ name: 'payments-new', cidr });
    expect(other.cidr.status).toBe('taken');
  });

  it('never says whose it is to those who may not read it', async () => {
    const answers = await Promise.all([
      ask({ name: 'orders-prod-1', cidr: '10.2.0.0/16' }),
      ask({ name: 'orders-stage-1', cidr: '10.4.0.0/16' }),
    ]);
    const told = answers.map(({ name, cidr }) => [name.reason, cidr.reason]);
    expect(JSON.stringify(told)).not.toMatch(/orders|davi/);
  });

  it('says what it could not look at, and that it does not know', async () => {
    api.model.hub = { ...api.model.hub, state: 'unreachable' };
    api.model.repository = { ...api.model.repository, state: 'failing' };
    const { name, cidr, unchecked } = await ask({
      name: 'new',
      cidr: '10.9.0.0/16',
    });
    api.model.hub = { ...api.model.hub, state: 'live' };
    api.model.repository = { ...api.model.repository, state: 'live' };
    expect([name.status, cidr.status]).toEqual(['unknown', 'unknown']);
    expect(unchecked.map(({ id }: { id: string }) => id)).toEqual([
      'unchecked.hub',
      'unchecked.requests',
    ]);
  });

  it('knows no hub that is not there', async () => {
    const { status } = await request(api.backend.server)
      .get('/api/tenant-clusters/availability?hub=hub-us&name=x')
      .set('authorization', as('ana.souza'));
    expect(status).toBe(404);
  });

  it('answers when the catalog does not', async () => {
    const catalog = catalogServiceMock.mock({
      getEntities: async () => {
        throw new Error('the catalog is away');
      },
    });
    const other = await startApi({ model: fleet(), catalog });
    const { body } = await request(other.backend.server)
      .get('/api/tenant-clusters/availability?hub=hub-eu&name=new')
      .set('authorization', as('ana.souza'));
    await other.backend.stop();
    expect(body.name.status).toBe('unknown');
    expect(body.unchecked[0].id).toBe('unchecked.catalog');
  });
});
