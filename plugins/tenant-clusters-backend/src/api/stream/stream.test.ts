import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  claim,
  clusterView,
  FakeModel,
  openRequest,
  projectedApplication,
  workflow,
} from '../__testUtils__/FakeModel';
import { as, startApi, type StartedApi } from '../__testUtils__/startApi';

interface SentEvent {
  id: string;
  event: string;
  message: StreamMessage;
}

/** Reads server-sent events as a browser would, with the fetch API. */
class Reader {
  readonly events: SentEvent[] = [];
  comments = 0;
  ended = false;
  readonly #waiting = new Set<() => void>();
  readonly #abort = new AbortController();
  status = 0;

  static async open(
    api: StartedApi,
    person: string,
    lastEventId?: string,
  ): Promise<Reader> {
    const reader = new Reader();
    const { port } = api.backend.server.address() as AddressInfo;
    const response = await fetch(
      `http://localhost:${port}/api/tenant-clusters/stream`,
      {
        signal: reader.#abort.signal,
        headers: {
          authorization: as(person),
          'accept-encoding': 'gzip',
          ...(lastEventId && { 'last-event-id': lastEventId }),
        },
      },
    );
    reader.status = response.status;
    void reader.#read(response).catch(() => undefined);
    return reader;
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach(block => this.#take(block));
      this.#waiting.forEach(look => look());
    }
    this.ended = true;
    this.#waiting.forEach(look => look());
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map(line => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    );
    if (fields.has('')) {
      this.comments += 1;
    }
    if (fields.has('data')) {
      this.events.push({
        id: fields.get('id') ?? '',
        event: fields.get('event') ?? '',
        message: JSON.parse(fields.get('data') ?? ''),
      });
    }
  }

  /** Resolves once the condition holds for what was read. */
  async until(condition: (reader: Reader) => boolean): Promise<void> {
    await new Promise<void>(resolve => {
      const look = () => {
        if (condition(this)) {
          this.#waiting.delete(look);
          resolve();
        }
      };
      this.#waiting.add(look);
      look();
    });
  }

  get last(): SentEvent {
    return this.events[this.events.length - 1];
  }

  close(): void {
    this.#abort.abort();
  }
}

function fleet(): FakeModel {
  const model = new FakeModel();
  model.clusters = [
    clusterView('payments-prod-1', 'payments'),
    clusterView('orders-prod-1', 'orders'),
  ];
  return model;
}

const shown = ({ message }: SentEvent) =>
  message.clusters.map(({ ref, state }) => `${ref.name} ${state}`);
const removed = ({ message }: SentEvent) =>
  message.removed.map(({ name }) => name);

describe('GET /stream', () => {
  let api: StartedApi;
  const readers: Reader[] = [];

  const start = async (options: Parameters<typeof startApi>[0] = {}) => {
    api = await startApi({ model: fleet(), ...options });
  };
  const open = async (person: string, lastEventId?: string) => {
    const reader = await Reader.open(api, person, lastEventId);
    readers.push(reader);
    if (!lastEventId && reader.status === 200) {
      await reader.until(({ events }) => events.length >= 1);
    }
    return reader;
  };

  afterEach(async () => {
    readers.splice(0).forEach(reader => reader.close());
    await api.backend.stop();
  });

  it('starts with a snapshot, then sends to each viewer what they may read, at once although compression is on', async () => {
    await start();
    const ana = await open('ana.souza');
    const carla = await open('carla.dias');
    expect(ana.last.event).toBe('snapshot');

    api.model.update('orders-prod-1', { state: 'Degraded', revision: '2' });
    await carla.until(({ events }) => events.length >= 2);
    api.model.update('payments-prod-1', { state: 'Blocked', revision: '2' });
    await Promise.all([
      ana.until(({ events }) => events.length >= 2),
      carla.until(({ events }) => events.length >= 3),
    ]);
    expect(shown(ana.last)).toEqual(['payments-prod-1 Blocked']);
    expect(carla.events.flatMap(shown)).toEqual([
      'orders-prod-1 Degraded',
      'payments-prod-1 Blocked',
    ]);
  });

  it('sends removals for what went and what went out of sight, and nothing of what never was in it', async () => {
    await start();
    const ana = await open('ana.souza');
    api.model.update('payments-prod-1', {
      owner: 'group:default/orders',
      revision: '2',
    });
    await ana.until(({ events }) => events.length >= 2);
    expect(removed(ana.last)).toEqual(['payments-prod-1']);
    expect(shown(ana.last)).toEqual([]);

    api.model.clusters = [clusterView('payments-new', 'payments')];
    api.model.changed();
    await ana.until(({ events }) => events.length >= 3);
    expect(removed(ana.last)).toEqual([]);
    expect(shown(ana.last)).toEqual(['payments-new Ready']);
  });

  it('goes on where the list or the last event left off', async () => {
    await start();
    const first = await open('ana.souza');
    first.close();
    api.model.update('payments-prod-1', { state: 'Degraded', revision: '2' });
    const witness = await open('carla.dias');
    api.model.update('payments-prod-1', { state: 'Blocked', revision: '3' });
    await witness.until(({ events }) =>
      events.some(sent => shown(sent).includes('payments-prod-1 Blocked')),
    );

    const again = await open('ana.souza', first.last.id);
    await again.until(({ events }) => events.length >= 1);
    expect(again.last.event).toBe('changes');
    expect(shown(again.last)).toEqual(['payments-prod-1 Blocked']);
  });

  it.each([
    { id: 'another-7-00', reason: 'made up' },
    { id: 'aaaaaaaaaaaa-0-bbbbbbbbbbbb', reason: 'of another replica' },
  ])('starts afresh from a position that is $reason', async ({ id }) => {
    await start();
    const reader = await open('ana.souza', id);
    await reader.until(({ events }) => events.length >= 1);
    expect(reader.last.event).toBe('snapshot');
  });

  it('starts afresh when the ring has moved on', async () => {
    await start({ feed: { capacity: 1 } });
    const carla = await open('carla.dias');
    const [{ id }] = carla.events;
    for (const revision of ['2', '3']) {
      api.model.update('orders-prod-1', { revision });
      await carla.until(({ events }) => events.length >= Number(revision));
    }
    const again = await open('carla.dias', id);
    await again.until(({ events }) => events.length >= 1);
    expect(again.last.event).toBe('snapshot');
  });

  it('tells of claims that are no clusters beside the clusters, and of both when a policy changes', async () => {
    const model = fleet();
    const store = (tenant: string, revision = '1') => ({
      ...clusterView(`${tenant}-store`, tenant, 'Ready', { revision }),
      infrastructure: true,
    });
    model.otherClaims = [store('payments'), store('orders')];
    await start({ model, streamTimes: { redecide: 10 } });
    const ana = await open('ana.souza');
    const names = (refs: { ref: { name: string } }[] | undefined) =>
      refs?.map(({ ref }) => ref.name);

    model.otherClaims = [store('payments', '2'), store('orders', '2')];
    model.changed();
    await ana.until(({ events }) => events.length >= 2);
    expect(shown(ana.last)).toEqual([]);
    expect(names(ana.last.message.infrastructure)).toEqual(['payments-store']);

    model.otherClaims = [];
    model.changed();
    await ana.until(({ events }) => events.length >= 3);
    expect(ana.last.message.infrastructureRemoved).toEqual([
      expect.objectContaining({ name: 'payments-store' }),
    ]);

    model.otherClaims = [store('payments'), store('orders')];
    model.changed();
    await ana.until(({ events }) => events.length >= 4);
    api.groups['user:default/ana.souza'] = ['group:default/orders'];
    await ana.until(({ events }) => events.length >= 5);
    expect(names(ana.last.message.infrastructure)).toEqual(['orders-store']);
    expect(ana.last.message.infrastructureRemoved).toEqual([
      expect.objectContaining({ name: 'payments-store' }),
    ]);
  });

  it('tells of Applications and Workflows that change by themselves those who may read them', async () => {
    const model = fleet();
    model.claims = [
      claim('payments-prod-1', 'payments'),
      claim('orders-prod-1', 'orders'),
    ];
    const application = projectedApplication('tenant-payments', [
      model.claims[0],
    ]);
    const run = workflow('handover-1', 'uid-payments-prod-1');
    const nobodys = workflow('cleanup');
    model.applications = [application];
    model.workflows = [run, nobodys];
    await start({ model });
    const [ana, davi, bruno] = await Promise.all(
      ['ana.souza', 'davi.rocha', 'bruno.lima'].map(person => open(person)),
    );
    const told = ({ events }: Reader) =>
      events.flatMap(({ message }) => [
        ...(message.applicationsChanged ? ['applications'] : []),
        ...(message.workflowsChanged ? ['workflows'] : []),
      ]);
    const isTold = (reader: Reader, count: number) =>
      reader.until(() => told(reader).length === count);

    model.put(application);
    await Promise.all([isTold(ana, 1), isTold(bruno, 1)]);
    model.put(run);
    await Promise.all([isTold(ana, 2), isTold(bruno, 2)]);
    model.put(nobodys);
    await isTold(bruno, 3);
    model.applications = [];
    model.remove(application);
    await Promise.all([isTold(ana, 3), isTold(bruno, 4)]);
    expect(told(ana)).toEqual(['applications', 'workflows', 'applications']);
    expect(told(bruno)).toEqual([
      'applications',
      'workflows',
      'workflows',
      'applications',
    ]);
    expect(ana.events.flatMap(shown)).toEqual([]);

    // Nothing of all this was for another tenant: what they hear of first is their own.
    model.update('orders-prod-1', { state: 'Degraded', revision: '2' });
    await davi.until(({ events }) => events.length >= 2);
    expect(davi.events.map(({ event }) => event)).toEqual([
      'snapshot',
      'changes',
    ]);
    expect(told(davi)).toEqual([]);
  });

  it('has its reader read anew what would be more than the lists it shows', async () => {
    const model = new FakeModel();
    const views = (revision: string) =>
      Array.from({ length: 501 }, (_, index) =>
        clusterView(`payments-prod-${index}`, 'payments', 'Ready', {
          revision,
        }),
      );
    model.clusters = views('1');
    await start({ model });
    const ana = await open('ana.souza');
    model.clusters = views('2');
    model.changed();
    await ana.until(({ events }) => events.length >= 2);
    expect(ana.last.event).toBe('snapshot');
    model.update('payments-prod-7', { revision: '3' });
    await ana.until(({ events }) => events.length >= 3);
    expect(shown(ana.last)).toEqual(['payments-prod-7 Ready']);
  });

  it('ends with its token', async () => {
    const httpAuth = mockServices.httpAuth();
    const expiring: typeof httpAuth.credentials = async (request, options) => ({
      ...(await httpAuth.credentials(request, options)),
      expiresAt: new Date(Date.now() + 300),
    });
    await start({
      httpAuth: {
        ...mockServices.httpAuth.mock(),
        credentials: expiring,
      } as typeof httpAuth,
    });
    const ana = await open('ana.souza');
    await ana.until(({ ended }) => ended);
    expect(ana.events).toHaveLength(1);
  });

  it('brings a change to two hundred open streams within a second, and keeps nothing of it', async () => {
    await start({ streamLimits: { total: 200, perReader: 100 } });
    const people = ['carla.dias', 'bruno.lima'];
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, index) => open(people[index % 2])),
    );
    const delays: number[] = [];
    for (let revision = 2; revision < 12; revision++) {
      const from = performance.now();
      api.model.update('orders-prod-1', { revision: String(revision) });
      await Promise.all(
        all.map(async reader => {
          await reader.until(({ last }) =>
            last.message.clusters.some(
              cluster => cluster.revision === String(revision),
            ),
          );
          delays.push(performance.now() - from);
        }),
      );
    }
    delays.sort((one, other) => one - other);
    expect(delays[Math.floor(delays.length * 0.95)]).toBeLessThan(1_000);
    expect(api.feed.sequence).toBe(10);
  });

  it('tells of requests and hubs, requests only to those whom they concern', async () => {
    await start();
    const ana = await open('ana.souza');
    const carla = await open('carla.dias');
    api.model.requests = [openRequest(2, 'orders', 'orders-stage-1')];
    api.model.changed();
    await carla.until(({ events }) => events.length >= 2);
    expect(carla.last.message.requestsChanged).toBe(true);

    api.model.hubChanged({ state: 'unreachable' });
    await ana.until(({ events }) => events.length >= 2);
    expect(ana.last.message.requestsChanged).toBeUndefined();
    expect(ana.last.message.hubs[0]).toMatchObject({
      hub: 'hub-eu',
      state: 'unreachable',
    });
    expect(JSON.stringify(ana.events)).not.toContain('10.1.2.3');
  });

  it('takes away and gives when the policy decides anew', async () => {
    await start({ streamTimes: { redecide: 10 } });
    const ana = await open('ana.souza');
    api.groups['user:default/ana.souza'] = ['group:default/orders'];
    await ana.until(({ events }) => events.length >= 2);
    expect(removed(ana.last)).toEqual(['payments-prod-1']);
    expect(shown(ana.last)).toEqual(['orders-prod-1 Ready']);
  });

  it('ends when permissions can no longer be decided', async () => {
    await start({ streamTimes: { redecide: 10 } });
    const ana = await open('ana.souza');
    api.permissions.authorizeConditional.mockRejectedValue(
      new Error('the token is no longer valid'),
    );
    await ana.until(({ ended }) => ended);
    expect(ana.events).toHaveLength(1);
  });

  it('ends with its age, and keeps the connection warm until then', async () => {
    await start({ streamTimes: { heartbeat: 5, maxAge: 100 } });
    const ana = await open('ana.souza');
    await ana.until(({ ended }) => ended);
    expect(ana.comments).toBeGreaterThan(0);
  });

  it('limits the streams of one person and of all', async () => {
    await start({ streamLimits: { total: 3, perReader: 2 } });
    await open('ana.souza');
    const second = await open('ana.souza');
    await expect(open('ana.souza')).resolves.toMatchObject({ status: 429 });
    await open('carla.dias');
    await expect(open('bruno.lima')).resolves.toMatchObject({ status: 503 });
    second.close();
    await second.until(() => true);
    let status = 0;
    while (status !== 200) {
      ({ status } = await open('ana.souza'));
    }
    expect(status).toBe(200);
  });
});
