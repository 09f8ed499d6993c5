import { HubConnection } from '../connection/HubConnection';
import { FakeApiServer, FakeObject } from '../__testUtils__/FakeApiServer';
import { FAST_TIMINGS } from '../__testUtils__/fastTimings';
import { until } from '../../__testUtils__/until';
import { METADATA_ACCEPT } from './ResourceRequest';
import { Reflector, ReflectorOptions } from './Reflector';

const THINGS = {
  group: 'example.org',
  version: 'v1',
  kind: 'Thing',
  plural: 'things',
};

let server: FakeApiServer;
let stop: AbortController;
let connection: HubConnection;
let store: Map<string, FakeObject>;
let deleted: string[];
let puts: number;

beforeEach(async () => {
  server = await FakeApiServer.start();
  stop = new AbortController();
  store = new Map();
  deleted = [];
  puts = 0;
  connection = new HubConnection({
    kubernetes: { type: 'direct', url: server.url },
    headersTimeout: FAST_TIMINGS.headers,
  });
});

afterEach(async () => {
  stop.abort();
  await connection.close();
  await server.close();
});

function start(options: Partial<ReflectorOptions> = {}): Reflector {
  const reflector = new Reflector({
    connection,
    resource: THINGS,
    timings: FAST_TIMINGS,
    random: () => 0.5,
    sink: {
      put: object => {
        puts += 1;
        store.set(String(object.metadata?.uid), object as FakeObject);
      },
      uidAt: (_, name) =>
        Array.from(store.values()).find(
          ({ metadata }) => metadata.name === name,
        )?.metadata.uid,
      delete: uid => {
        deleted.push(uid);
        store.delete(uid);
      },
    },
    ...options,
  });
  void reflector.run(stop.signal);
  return reflector;
}

const names = () =>
  Array.from(store.values(), ({ metadata }) => metadata.name).sort();

const inStore = (...expected: string[]) =>
  until(
    `store has ${expected}, not ${names()}`,
    () => JSON.stringify(names()) === JSON.stringify(expected),
  );

describe('listing', () => {
  it('streams the list where the server can', async () => {
    server.put('a', 'uid-a');
    const reflector = start();
    await inStore('a');
    await until('live', () => reflector.state === 'live');
    server.put('b', 'uid-b');
    await inStore('a', 'b');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toContain('sendInitialEvents=true');
  });

  it('falls back to pages for a server that refuses streamed lists, and remembers it', async () => {
    server.streamsLists = false;
    for (let index = 0; index < 600; index++) {
      server.put(`thing-${index}`, `uid-${index}`);
    }
    const reflector = start();
    await until('all', () => store.size === 600);
    await until('a watch', () => server.watches === 1);
    reflector.relist();
    await until('listed again', () => puts === 1_200);
    expect(
      server.requests.filter(request => request.includes('sendInitial')),
    ).toHaveLength(1);
    expect(
      server.requests.filter(request => request.includes('continue=')),
    ).toHaveLength(2);
  });

  it.each([
    { reason: 'of few that are large', length: 40_000, limits: [100, 52, 52] },
    { reason: 'of many that are small', length: 10, limits: [100, 500] },
  ])('asks for pages $reason', async ({ length, limits }) => {
    server.streamsLists = false;
    for (let index = 0; index < 202; index++) {
      server.put(`thing-${index}`, `uid-${index}`, {
        text: 'x'.repeat(length),
      });
    }
    start();
    await until('all', () => store.size === 202);
    expect(
      server.requests.flatMap(request => {
        const [, limit] = /[?&]limit=(\d+)/.exec(request) ?? [];
        return limit ? [Number(limit)] : [];
      }),
    ).toEqual(limits);
  });

  it.each([
    { reason: 'it says nothing more', chatty: false },
    { reason: 'it goes on with changes', chatty: true },
  ])(
    'falls back when a server takes it for a plain watch: $reason',
    async ({ chatty }) => {
      server.put('a', 'uid-a');
      server.interfere = ({ query }, response) => {
        if (query.get('sendInitialEvents') !== 'true') {
          return false;
        }
        response.writeHead(200).flushHeaders();
        const object = server.objects.get('a');
        response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
        if (chatty) {
          response.write(`${JSON.stringify({ type: 'MODIFIED', object })}\n`);
        }
        return true;
      };
      const reflector = start();
      await until('live', () => reflector.state === 'live');
      await until('a watch', () => server.watches === 1);
      expect(names()).toEqual(['a']);
    },
  );

  it('begins again when a continue token has expired', async () => {
    server.streamsLists = false;
    for (let index = 0; index < 300; index++) {
      server.put(`thing-${index}`, `uid-${index}`);
    }
    let expired = 0;
    server.interfere = ({ query }, response) =>
      query.has('continue') && expired++ < 2
        ? FakeApiServer.fail(response, 410)
        : false;
    start();
    await until('all', () => store.size === 300);
    expect(expired).toBeGreaterThanOrEqual(2);
    expect(deleted).toEqual([]);
  });

  it('deletes nothing because of a list that breaks off', async () => {
    server.put('a', 'uid-a');
    server.put('b', 'uid-b');
    const reflector = start();
    await inStore('a', 'b');
    let broken = 0;
    server.interfere = ({ query }, response) => {
      if (query.get('sendInitialEvents') !== 'true' || broken++ >= 3) {
        return false;
      }
      const object = server.objects.get('a');
      response.writeHead(200);
      response.end(`${JSON.stringify({ type: 'ADDED', object })}\n`);
      return true;
    };
    reflector.relist();
    await until('broken lists', () => broken >= 3);
    await until('live', () => reflector.state === 'live');
    expect(deleted).toEqual([]);
    expect(names()).toEqual(['a', 'b']);
  });
});

describe('watching', () => {
  it('takes the same name with another uid for a deletion and an addition', async () => {
    server.put('a', 'uid-1');
    const reflector = start();
    await inStore('a');
    server.resetWatches();
    server.interfere = (_, response) => FakeApiServer.fail(response, 503);
    await until('failing', () => reflector.state === 'failing');
    server.put('a', 'uid-2');
    server.forgetHistory();
    server.interfere = undefined;
    await until('replaced', () => store.has('uid-2'));
    expect(deleted).toEqual(['uid-1']);
  });

  it('resumes without a list after a cut within a line', async () => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    server.write('{"type":"MODIFIED","object":{"metadata":{"uid":"uid-a","na');
    server.resetWatches();
    server.put('b', 'uid-b');
    await inStore('a', 'b');
    expect(server.lists).toBe(1);
  });

  it('drops the stream on an unreadable line, and loses nothing', async () => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    server.write('this is no event\n');
    server.put('b', 'uid-b');
    await inStore('a', 'b');
    expect(server.lists).toBe(1);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  it('lists anew when the history itself holds an unreadable line', async () => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    server.interfere = ({ query }, response) => {
      if (query.get('sendInitialEvents') === 'true') {
        return false;
      }
      response.end('{"type":"SOMETHING","object":{}}\n');
      return true;
    };
    server.put('b', 'uid-b');
    server.resetWatches();
    await until('listed anew', () => server.lists >= 2);
    await inStore('a', 'b');
    expect(deleted).toEqual([]);
  });

  it.each([
    { reason: '410 as an event', status: false },
    { reason: '410 as a status', status: true },
  ])('lists anew after $reason', async ({ status }) => {
    server.put('a', 'uid-a');
    server.put('b', 'uid-b');
    start();
    await inStore('a', 'b');
    let refused = 0;
    server.interfere = ({ query, watch }, response) =>
      status && watch && !query.has('sendInitialEvents') && refused++ === 0
        ? FakeApiServer.fail(response, 410)
        : false;
    server.objects.delete('a');
    server.version += 1;
    server.forgetHistory();
    server.write('{"type":"ERROR","object":{"kind":"Status","code":410}}\n');
    await inStore('b');
    expect(deleted).toEqual(['uid-a']);
    expect(server.lists).toBe(2);
  });

  it.each([
    { code: 429, headers: { 'retry-after': '1' } },
    { code: 503, headers: undefined },
    { code: 500, headers: undefined },
  ])('resumes without a list after $code', async ({ code, headers }) => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    let refused = 0;
    server.interfere = (_, response) =>
      refused++ < 3 ? FakeApiServer.fail(response, code, headers) : false;
    server.endWatches();
    server.put('b', 'uid-b');
    await inStore('a', 'b');
    expect(refused).toBeGreaterThan(3);
    expect(server.lists).toBe(1);
  });

  it('waits as long as Retry-After says', async () => {
    server.put('a', 'uid-a');
    start({ timings: { ...FAST_TIMINGS, retryAfterCap: 60_000 } });
    await inStore('a');
    const times: number[] = [];
    server.interfere = (_, response) => {
      times.push(Date.now());
      return times.length === 1
        ? FakeApiServer.fail(response, 429, { 'retry-after': '1' })
        : false;
    };
    server.endWatches();
    await until('two requests', () => times.length >= 2);
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(990);
  });

  it('cuts a stream that says nothing, and hears what it missed', async () => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    let silent = 0;
    server.interfere = ({ watch }, response) => {
      if (!watch || silent++ > 0) {
        return false;
      }
      response.writeHead(200).flushHeaders();
      return true;
    };
    server.endWatches();
    await until('a silent watch', () => silent === 1);
    server.put('b', 'uid-b');
    await inStore('a', 'b');
    expect(server.lists).toBe(1);
  });

  it('does not run in circles when watches end at once', async () => {
    server.put('a', 'uid-a');
    start({
      timings: {
        ...FAST_TIMINGS,
        shortestWatch: 1_000,
        backoff: { initial: 40, cap: 10_000, resetAfter: 60_000 },
      },
    });
    await inStore('a');
    const begun = Date.now();
    let ended = 0;
    server.interfere = (_, response) => {
      ended += 1;
      response.writeHead(200).end();
      return true;
    };
    server.endWatches();
    await until('four watches', () => ended === 4);
    // 20 + 40 + 80 ms of backoff with the jitter fixed at a half.
    expect(Date.now() - begun).toBeGreaterThan(120);
  });

  it('goes on from a bookmark', async () => {
    server.put('a', 'uid-a');
    start();
    await inStore('a');
    server.version += 5_000;
    server.bookmark();
    await new Promise(setImmediate);
    server.endWatches();
    await until('resumed', () =>
      server.requests.some(request =>
        request.includes(`resourceVersion=${server.version}`),
      ),
    );
    expect(server.lists).toBe(1);
  });
});

describe('credentials', () => {
  it('asks for a new token after a 401 and goes on at once', async () => {
    let token = 'old';
    let asked = 0;
    await connection.close();
    connection = new HubConnection({
      kubernetes: {
        type: 'direct',
        url: server.url,
        token: async () => {
          asked += 1;
          return token;
        },
      },
      headersTimeout: FAST_TIMINGS.headers,
    });
    server.interfere = (_, response, { headers }) => {
      if (headers.authorization === 'Bearer new') {
        return false;
      }
      token = 'new';
      return FakeApiServer.fail(response, 401);
    };
    server.put('a', 'uid-a');
    const troubles: string[] = [];
    start({ onTrouble: error => troubles.push(error.type) });
    await inStore('a');
    expect(asked).toBe(2);
    expect(troubles).toEqual([]);
  });

  it('tells of a 401 that stays', async () => {
    server.interfere = (_, response) => FakeApiServer.fail(response, 401);
    const troubles: string[] = [];
    const reflector = start({ onTrouble: error => troubles.push(error.type) });
    await until('failing', () => reflector.state === 'failing');
    expect(troubles[0]).toBe('unauthorized');
    expect(reflector.message).toBe('The hub rejects the credentials.');
  });

  it('asks only for metadata where nothing else may leave the hub', async () => {
    let accept: string | undefined;
    server.interfere = (_, __, { headers }) => {
      accept = headers.accept;
      return false;
    };
    server.put('a', 'uid-a');
    start({ resource: { ...THINGS, metadataOnly: true } });
    await inStore('a');
    expect(accept).toBe(METADATA_ACCEPT);
    expect(METADATA_ACCEPT.split(',').every(form => form.includes('as='))).toBe(
      true,
    );
  });
});

describe('absence', () => {
  it.each([
    { reason: 'the kind is gone', gone: true, left: [] },
    { reason: 'only the answer was odd', gone: false, left: ['a'] },
  ])('after a 404 keeps $left when $reason', async ({ gone, left }) => {
    server.put('a', 'uid-a');
    const reflector = start({ confirmAbsent: async () => gone });
    await inStore('a');
    server.interfere = (_, response) => FakeApiServer.fail(response, 404);
    server.endWatches();
    await until(
      'a verdict',
      () => reflector.state === (gone ? 'absent' : 'failing'),
    );
    expect(names()).toEqual(left);
    server.interfere = undefined;
    await until('live again', () => reflector.state === 'live');
    expect(names()).toEqual(['a']);
  });
});

describe('the sink', () => {
  it('is called no more after the stop', async () => {
    for (let index = 0; index < 2_000; index++) {
      server.put(`thing-${index}`, `uid-${index}`);
    }
    let calls = 0;
    start({
      sink: {
        put: () => {
          calls += 1;
          if (calls === 100) {
            stop.abort();
          }
        },
        uidAt: () => undefined,
        delete: () => {
          calls += 1;
        },
      },
    });
    await until('the stop', () => stop.signal.aborted);
    await until('no watch', () => server.watches === 0);
    expect(calls).toBe(100);
  });

  it('may throw without harm', async () => {
    server.put('a', 'uid-a');
    server.put('b', 'uid-b');
    const seen: unknown[] = [];
    const reflector = start({
      sink: {
        put: ({ metadata }) => {
          seen.push(metadata?.name);
          throw new Error('not today');
        },
        uidAt: () => undefined,
        delete: () => {},
      },
    });
    await until('both', () => seen.length === 2);
    expect(reflector.faults).toBe(2);
    expect(reflector.state).toBe('live');
  });

  it('is spared objects that are none', async () => {
    const reflector = start();
    await until('live', () => reflector.state === 'live');
    server.write('{"type":"ADDED","object":{"metadata":{"name":"no-uid"}}}\n');
    server.write('{"type":"ADDED","object":{"metadata":"nothing"}}\n');
    server.put('a', 'uid-a');
    await inStore('a');
    expect(reflector.faults).toBe(2);
  });
});
