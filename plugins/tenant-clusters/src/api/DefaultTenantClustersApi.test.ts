import { DefaultTenantClustersApi } from './DefaultTenantClustersApi';

interface Answer {
  status: number;
  etag?: string;
  body?: unknown;
}

function start(answers: Answer[]) {
  const requests: { url: string; headers: Record<string, string> }[] = [];
  const api = DefaultTenantClustersApi.create({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: {
      fetch: (async (url: string, init: RequestInit) => {
        requests.push({ url, headers: init.headers as Record<string, string> });
        const { status, etag, body } = answers.shift()!;
        return {
          ok: status < 300,
          status,
          statusText: '',
          headers: {
            get: (name: string) =>
              name === 'etag' ? etag ?? null : 'application/json',
          },
          json: async () => body,
          text: async () => JSON.stringify(body),
        };
      }) as unknown as typeof fetch,
    },
  });
  return { api, requests };
}

const address = { hub: 'hub-eu', namespace: 'payments', name: 'payments-prod' };

describe('DefaultTenantClustersApi', () => {
  it('sends the ETag it has and gives the very same object when nothing changed', async () => {
    const { api, requests } = start([
      { status: 200, etag: 'W/"1"', body: { cluster: 1 } },
      { status: 304 },
      { status: 200, etag: 'W/"2"', body: { cluster: 2 } },
    ]);
    const first = await api.getCluster(address);
    expect(requests[0].headers).not.toHaveProperty('If-None-Match');
    expect(await api.getCluster(address)).toBe(first);
    expect(requests[1].headers['If-None-Match']).toBe('W/"1"');
    expect(await api.getCluster(address)).toEqual({ cluster: 2 });
  });

  it('rejects with the error of the backend', async () => {
    const { api } = start([
      {
        status: 404,
        body: {
          error: { name: 'NotFoundError', message: 'No such cluster' },
          response: { statusCode: 404 },
        },
      },
    ]);
    await expect(api.getCluster(address)).rejects.toMatchObject({
      name: 'ResponseError',
      message: expect.stringContaining('404'),
    });
  });

  it('forms addresses that no name can leave', async () => {
    const { api, requests } = start([{ status: 200, body: {} }]);
    await api.getCluster({ ...address, name: '../../hubs?x=' });
    expect(requests[0].url).toBe(
      'http://localhost/api/tenant-clusters/clusters/hub-eu/payments/..%2F..%2Fhubs%3Fx%3D',
    );
  });

  it('asks for lists with every filter', async () => {
    const { api, requests } = start([{ status: 200, body: { items: [] } }]);
    await api.listClusters({
      state: ['Blocked', 'Degraded'],
      text: 'a b',
      limit: 5,
    });
    const { searchParams } = new URL(requests[0].url);
    expect(searchParams.getAll('state').join()).toBe('Blocked,Degraded');
    expect(searchParams.get('text')).toBe('a b');
    expect(searchParams.get('limit')).toBe('5');
  });
});
