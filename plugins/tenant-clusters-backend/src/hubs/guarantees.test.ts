import { IncomingMessage, ServerResponse } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { DefaultFleet } from '../fleet';
import { HubConnection } from './connection/HubConnection';
import { HubPosition } from './HubPosition';
import { DEFAULT_HUB_TIMINGS } from './HubTimings';
import { HubWatchers } from './HubWatchers';
import { Backoff } from './reflector/Backoff';
import type { KubeObject } from './reflector/KubeObject';
import { Limiter } from './reflector/Limiter';
import { Reflector, ReflectorOptions } from './reflector/Reflector';
import { FakeApiServer } from './__testUtils__/FakeApiServer';
import { FAST_TIMINGS } from './__testUtils__/fastTimings';
import { until } from '../__testUtils__/until';

/* What a reflector of this project promises, one by one; the faults themselves are in Reflector.test.ts and chaos.test.ts. */

let server: FakeApiServer;
let stop: AbortController;
let connection: HubConnection;
let store: Map<string, KubeObject>;
let told: string[];
let requests: IncomingMessage[];

beforeEach(async () => {
  server = await FakeApiServer.start();
  stop = new AbortController();
  store = new Map();
  told = [];
  requests = [];
  connection = new HubConnection({
    kubernetes: { type: 'direct', url: server.url },
    headersTimeout: FAST_TIMINGS.headers,
  });
  misbehave(() => false);
});

afterEach(async () => {
  stop.abort();
  await connection.close();
  await server.close();
});

/** @param answer - returns true when it has answered */
function misbehave(
  answer: (
    response: ServerResponse,
    query: URLSearchParams,
    message: IncomingMessage,
  ) => boolean,
): void {
  server.interfere = ({ query }, response, message) => {
    requests.push(message);
    return answer(response, query, message);
  };
}

function start(
  options: Partial<ReflectorOptions> = {},
  signal = stop.signal,
): Reflector {
  const reflector = new Reflector({
    connection,
    resource: {
      group: 'example.org',
      version: 'v1',
      kind: 'Thing',
      plural: 'things',
    },
    timings: FAST_TIMINGS,
    sink: {
      put: object => {
        told.push(`put ${object.metadata?.uid}`);
        store.set(String(object.metadata?.uid), object);
      },
      delete: uid => {
        told.push(`delete ${uid}`);
        store.delete(uid);
      },
      uidAt: (_, name) =>
        [...store].find(([, { metadata }]) => metadata?.name === name)?.[0],
    },
    ...options,
  });
  void reflector.run(signal);
  return reflector;
}

const holds = (...uids: string[]) =>
  until(
    `${uids}, not ${[...store.keys()]}`,
    () => [...store.keys()].sort().join() === uids.join(),
  );
const query = (index: number) =>
  new URL(requests.at(index)?.url ?? '/', 'http://hub').searchParams;
const failFirst = (count: number, code: number, headers = {}) => {
  let failed = 0;
  misbehave(
    response => failed++ < count && FakeApiServer.fail(response, code, headers),
  );
};

describe('guarantee 1: lists are streamed, in pages where the hub cannot, and begun again at most 3 times', () => {
  it.each([
    { restarts: 3, reason: 'is complete in the end', live: true },
    { restarts: 4, reason: 'is given up', live: false },
  ])(
    'a list that expires $restarts times $reason',
    async ({ restarts, live }) => {
      server.streamsLists = false;
      server.put('a', 'uid-a');
      let lists = 0;
      const waits = jest.spyOn(Backoff.prototype, 'next');
      misbehave((response, parameters) =>
        parameters.get('watch') !== 'true' && lists++ < restarts
          ? FakeApiServer.fail(response, 410)
          : false,
      );
      const reflector = start({
        timings: {
          ...FAST_TIMINGS,
          backoff: { initial: 60_000, cap: 60_000, resetAfter: 60_000 },
        },
        random: () => 1,
      });
      await until('an end', () =>
        live ? reflector.state === 'live' : waits.mock.calls.length > 0,
      );
      expect(lists).toBe(4);
      expect(reflector.state === 'live').toBe(live);
      waits.mockRestore();
    },
  );
});

describe('guarantee 2: watches ask for bookmarks, for 5 to 10 minutes, and resume', () => {
  it('asks so', async () => {
    server.put('a', 'uid-a');
    start({ timings: { ...FAST_TIMINGS, watchSeconds: [300, 600] } });
    await holds('uid-a');
    server.endWatches();
    await until('the next watch', () => requests.length >= 2);
    expect(query(-1).get('allowWatchBookmarks')).toBe('true');
    expect(query(-1).get('resourceVersion')).toBe(String(server.version));
    for (const index of [0, -1]) {
      const seconds = Number(query(index).get('timeoutSeconds'));
      expect(seconds).toBeGreaterThanOrEqual(300);
      expect(seconds).toBeLessThanOrEqual(600);
    }
    expect(DEFAULT_HUB_TIMINGS.watchSeconds).toEqual([300, 600]);
  });
});

describe('guarantee 3: any ERROR ends the stream, 410 lists anew', () => {
  it.each([
    { code: 410, lists: 2 },
    { code: 500, lists: 1 },
    { code: undefined, lists: 1 },
  ])('with code $code there are $lists lists', async ({ code, lists }) => {
    server.put('a', 'uid-a');
    start();
    await holds('uid-a');
    const line = { type: 'ERROR', object: { kind: 'Status', code } };
    // What follows an error on the same stream is not believed.
    const after = {
      type: 'ADDED',
      object: { metadata: { uid: 'no', name: 'no', resourceVersion: '9' } },
    };
    server.write(`${JSON.stringify(line)}\n${JSON.stringify(after)}\n`);
    server.put('b', 'uid-b');
    await holds('uid-a', 'uid-b');
    expect(server.lists).toBe(lists);
    expect(told).not.toContain('put no');
  });
});

describe('guarantee 4: backoff with full jitter, and Retry-After', () => {
  it('waits 800 ms and twice as long each time, 30 s at most', () => {
    const { initial, cap } = DEFAULT_HUB_TIMINGS.backoff;
    const backoff = new Backoff({ initial, cap, random: () => 1 });
    const waits = Array.from({ length: 8 }, () => backoff.next());
    expect(waits).toEqual([800, 1600, 3200, 6400, 12800, 25600, 30000, 30000]);
    backoff.reset();
    expect(backoff.next()).toBe(800);
    const jittered = new Backoff({ initial, cap, random: () => 0.25 });
    expect(jittered.next()).toBe(200);
    expect(DEFAULT_HUB_TIMINGS.backoff.resetAfter).toBe(120_000);
  });

  it('takes a refused connection for no reason to list', async () => {
    server.put('a', 'uid-a');
    start();
    await holds('uid-a');
    failFirst(2, 429, { 'retry-after': '0' });
    server.resetWatches();
    server.put('b', 'uid-b');
    await holds('uid-a', 'uid-b');
    expect(server.lists).toBe(1);
  });
});

describe('guarantee 5: silence ends a stream', () => {
  it('after 150 s, and 15 s before the headers', () => {
    expect(DEFAULT_HUB_TIMINGS.silence).toBe(150_000);
    expect(DEFAULT_HUB_TIMINGS.headers).toBe(15_000);
  });

  it('does so before the headers', async () => {
    server.put('a', 'uid-a');
    let asked = 0;
    misbehave(() => asked++ === 0);
    const begun = Date.now();
    start({ timings: { ...FAST_TIMINGS, headers: 50 } });
    await holds('uid-a');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(45);
  });
});

describe('guarantee 6: only a complete list deletes', () => {
  it('what a list that broke off did not name stays', async () => {
    server.streamsLists = false;
    for (let index = 0; index < 300; index++) {
      server.put(`t-${index}`, `uid-${index}`);
    }
    const reflector = start();
    await until('all', () => store.size === 300);
    server.remove('t-299');
    server.forgetHistory();
    misbehave(
      (response, parameters) =>
        parameters.has('continue') && FakeApiServer.fail(response, 500),
    );
    reflector.relist();
    await until('a second try', () => requests.length >= 6);
    expect(store.size).toBe(300);
    misbehave(() => false);
    await until('one less', () => store.size === 299);
    expect(told.filter(word => word.startsWith('delete'))).toEqual([
      'delete uid-299',
    ]);
  });
});

describe('guarantee 7: objects are known by their uid', () => {
  it('tells a deletion before the object that took the name, in a watch and in a list', async () => {
    server.put('a', 'uid-1');
    const reflector = start();
    await holds('uid-1');
    server.objects.delete('a');
    server.put('a', 'uid-2');
    await holds('uid-2');
    expect(told).toEqual(['put uid-1', 'delete uid-1', 'put uid-2']);
    server.objects.delete('a');
    server.put('a', 'uid-3');
    reflector.relist();
    await holds('uid-3');
    expect(told.slice(-2)).toEqual(['delete uid-2', 'put uid-3']);
  });

  it('does not delete the new object for the deletion of the old one', async () => {
    server.put('a', 'uid-2');
    start();
    await holds('uid-2');
    const old = { uid: 'uid-1', name: 'a', resourceVersion: '200' };
    server.write(
      `${JSON.stringify({ type: 'DELETED', object: { metadata: old } })}\n`,
    );
    server.version = 200;
    server.put('b', 'uid-b');
    await holds('uid-2', 'uid-b');
    expect(told).not.toContain('delete uid-2');
  });
});

describe('guarantee 8: a consistent list is the truth', () => {
  it('takes older versions over than it knew', async () => {
    server.put('a', 'uid-a', { value: 1 });
    const [backup] = server.objects.values();
    const { version } = server;
    server.put('a', 'uid-a', { value: 2 });
    const reflector = start();
    await until('the new', () => store.get('uid-a')?.value === 2);
    server.restore([backup], version);
    reflector.relist();
    await until('the old', () => store.get('uid-a')?.value === 1);
    expect(told).not.toContain('delete uid-a');
  });

  it('asks nothing from before what it heard last', async () => {
    server.put('a', 'uid-a');
    start();
    await holds('uid-a');
    const { version } = server;
    const late = { uid: 'uid-z', name: 'z', resourceVersion: '7' };
    server.write(
      `${JSON.stringify({ type: 'DELETED', object: { metadata: late } })}\n`,
    );
    server.endWatches();
    await until('resumed', () => requests.length >= 2);
    expect(query(-1).get('resourceVersion')).toBe(String(version));
  });
});

describe('guarantee 9: a restored or replaced hub is noticed', () => {
  it.each([
    { reason: 'goes on', version: '101', identity: 'a', another: false },
    { reason: 'stands still', version: '100', identity: 'a', another: false },
    { reason: 'goes back', version: '99', identity: 'a', another: true },
    { reason: 'is another', version: '500', identity: 'b', another: true },
    { reason: 'hides who it is', version: '500', another: false },
  ])('a hub that $reason', ({ version, identity, another }) => {
    const position = new HubPosition();
    position.accept({ version: '90', identity: 'a' });
    position.saw('100');
    expect(
      position.isAnother({ version, identity }, position.expectation()),
    ).toBe(another);
    expect(DEFAULT_HUB_TIMINGS.probe).toBe(60_000);
  });

  it('lists anew when a watch tells of older versions than before', async () => {
    server.put('a', 'uid-a');
    server.version = 500;
    start();
    await holds('uid-a');
    server.restore([], 300);
    server.put('b', 'uid-b');
    await holds('uid-b');
    expect(server.lists).toBe(2);
  });
});

describe('guarantee 10: a kind that is not served is absent', () => {
  it('and comes when it is', async () => {
    server.put('a', 'uid-a');
    misbehave(response => FakeApiServer.fail(response, 404));
    const reflector = start();
    await until('absent', () => reflector.state === 'absent');
    misbehave(() => false);
    await holds('uid-a');
    expect(reflector.state).toBe('live');
  });
});

describe('guarantee 11: a line that cannot be read is never skipped', () => {
  it.each([
    'nonsense',
    '{"type":"OTHER","object":{}}',
    '[]',
    '{"type":"ADDED"}',
  ])('drops the stream for %s', async line => {
    server.put('a', 'uid-a');
    start();
    await holds('uid-a');
    const before = requests.length;
    server.write(`${line}\n`);
    await until('resumed', () => requests.length > before);
    expect(server.lists).toBe(1);
  });
});

describe('guarantee 12: nothing that handlers do stops a stream, and others get their turn', () => {
  it('lets timers run while a large list is read', async () => {
    for (let index = 0; index < 3_000; index++) {
      server.put(`t-${index}`, `uid-${index}`, { text: 'x'.repeat(500) });
    }
    let turns = 0;
    const timer = setInterval(() => {
      turns += store.size > 0 && store.size < 3_000 ? 1 : 0;
    }, 1);
    const busy = (milliseconds: number) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
    };
    const reflector = start({
      timings: { ...FAST_TIMINGS, initialEvents: 5_000, silence: 5_000 },
      sink: {
        put: object => {
          store.set(String(object.metadata?.uid), object);
          busy(0.05);
          throw new Error('not today');
        },
        delete: () => {},
        uidAt: () => undefined,
      },
    });
    await until('all', () => store.size === 3_000);
    clearInterval(timer);
    expect(reflector.faults).toBe(3_000);
    // The work takes 150 ms at least, and a slice of it 8.
    expect(turns).toBeGreaterThanOrEqual(8);
  });
});

describe('guarantee 14: only metadata of what may hold secrets', () => {
  it('and managed fields of nothing', async () => {
    server.put('a', 'uid-a');
    const object = {
      metadata: {
        uid: 'uid-b',
        name: 'b',
        resourceVersion: '101',
        managedFields: [{ manager: 'x' }],
      },
    };
    start();
    await holds('uid-a');
    server.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    await holds('uid-a', 'uid-b');
    expect(store.get('uid-b')?.metadata).toMatchObject({ managedFields: [] });
  });
});

describe('guarantee 15: a 401 renews the credentials and asks once more, at once', () => {
  it('and once only', async () => {
    let asked = 0;
    misbehave(response => {
      asked += 1;
      return FakeApiServer.fail(response, 401);
    });
    const troubles: string[] = [];
    start({
      timings: {
        ...FAST_TIMINGS,
        backoff: { initial: 60_000, cap: 60_000, resetAfter: 60_000 },
      },
      random: () => 1,
      onTrouble: ({ type }) => troubles.push(type),
    });
    await until('trouble', () => troubles.length > 0);
    expect(troubles).toEqual(['unauthorized']);
    expect(asked).toBe(2);
  });
});

describe('guarantee 16: the stop is final, and a hub knows who asks', () => {
  it('names this program', async () => {
    start();
    await until('a request', () => requests.length > 0);
    expect(requests[0].headers['user-agent']).toMatch(/^spokeport/);
  });

  it('uses one connection pool, and ends it', async () => {
    server.put('a', 'uid-a');
    start();
    start();
    await holds('uid-a');
    stop.abort();
    await until('no watch', () => server.watches === 0);
    const count = told.length;
    server.put('b', 'uid-b');
    // One that goes on hears of it; those that were stopped would have as well by then.
    const control = new HubConnection({
      kubernetes: { type: 'direct', url: server.url },
      headersTimeout: FAST_TIMINGS.headers,
    });
    const end = new AbortController();
    const heard: string[] = [];
    start(
      {
        connection: control,
        sink: {
          put: object => heard.push(String(object.metadata?.uid)),
          delete: () => {},
          uidAt: () => undefined,
        },
      },
      end.signal,
    );
    await until('it is heard of', () => heard.includes('uid-b'));
    end.abort();
    await control.close();
    expect(told).toHaveLength(count);
  });
});

describe('a kind that the role may not watch', () => {
  it('is failing with a sentence, deletes nothing, and comes once it may', async () => {
    server.put('a', 'uid-a');
    const reflector = start();
    await holds('uid-a');
    misbehave(response => FakeApiServer.fail(response, 403));
    server.endWatches();
    await until('failing', () => reflector.state === 'failing');
    expect(reflector.message).toBe(
      "The role of the portal's account does not allow it.",
    );
    expect(store.has('uid-a')).toBe(true);
    misbehave(() => false);
    server.put('b', 'uid-b');
    await holds('uid-a', 'uid-b');
  });
});

describe('replicas and large hubs', () => {
  it('wait up to five seconds before they start, so that they do not all list at once', () => {
    expect(DEFAULT_HUB_TIMINGS.startJitter).toBe(5_000);
  });

  it('begin with all of their hubs at the same moment, each replica at its own', async () => {
    const replicas = [0.2, 0.8].map(random => {
      const fleet = new DefaultFleet();
      const names = ['hub-eu', 'hub-us'];
      // Nothing answers there: that a hub is said to be unreachable shows that it was looked for.
      const hubs = names.map(name => ({
        name,
        title: name,
        kubernetes: { type: 'direct', url: 'http://127.0.0.1:1' } as const,
        argocd: [],
        clusterKinds: [],
        staleAfter: 60_000,
      }));
      const seen: number[] = [];
      fleet.subscribe(change => {
        if (
          change.type === 'hub' &&
          fleet.hub(change.hub)?.state === 'unreachable'
        ) {
          seen.push(performance.now());
        }
      });
      HubWatchers.start({
        hubs: {
          list: () => hubs,
          get: () => hubs[0],
          subscribe: () => () => {},
        },
        fleet,
        logger: mockServices.logger.mock(),
        timings: { startJitter: 500 },
        random: () => random,
        signal: stop.signal,
      });
      return seen;
    });
    await until('all hubs were looked for', () =>
      replicas.every(({ length }) => length >= 2),
    );
    const [early, late] = replicas.map(seen => seen.slice(0, 2));
    expect(Math.min(...late)).toBeGreaterThan(Math.max(...early));
  });

  it('lists so many kinds at a time as the limiter lets', async () => {
    server.put('a', 'uid-a');
    const limiter = new Limiter(2);
    let open = 0;
    let most = 0;
    const held: (() => void)[] = [];
    misbehave((response, parameters) => {
      if (parameters.get('sendInitialEvents') !== 'true') {
        return false;
      }
      open += 1;
      most = Math.max(most, open);
      held.push(() => {
        open -= 1;
        FakeApiServer.fail(response, 422);
      });
      return true;
    });
    for (let index = 0; index < 5; index++) {
      start({ limiter, timings: { ...FAST_TIMINGS, headers: 5_000 } });
    }
    for (let index = 0; index < 5; index++) {
      await until('a list', () => held.length > 0);
      held.shift()!();
    }
    expect(most).toBeLessThanOrEqual(2);
  });
});
