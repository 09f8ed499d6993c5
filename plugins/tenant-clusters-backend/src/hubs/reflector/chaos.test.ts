import { ServerResponse } from 'node:http';
import { HubConnection } from '../connection/HubConnection';
import { FakeApiServer, FakeObject } from '../__testUtils__/FakeApiServer';
import { FAST_TIMINGS } from '../__testUtils__/fastTimings';
import { until } from '../../__testUtils__/until';
import { Reflector } from './Reflector';

const STEPS = 120;

/** mulberry32: a small generator that gives the same faults for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A response that ends in the middle of whatever it says. */
function cutAfter(response: ServerResponse, bytes: number): void {
  const write = response.write.bind(response) as (chunk: string) => boolean;
  let left = bytes;
  response.write = ((chunk: string) => {
    const sent = write(chunk.slice(0, left));
    left -= chunk.length;
    if (left <= 0) {
      setImmediate(() => response.socket?.resetAndDestroy());
    }
    return sent;
  }) as typeof response.write;
}

/** Puts a random fault on some requests. */
function misbehave(server: FakeApiServer, random: () => number): void {
  server.interfere = ({ watch }, response) => {
    const dice = random();
    if (dice < 0.08) {
      response.socket?.resetAndDestroy();
      return true;
    }
    if (dice < 0.3) {
      const codes = [401, 410, 429, 500, 503, 504];
      return FakeApiServer.fail(
        response,
        codes[Math.floor(random() * codes.length)],
      );
    }
    if (watch && dice < 0.36) {
      response.writeHead(200).flushHeaders();
      return true;
    }
    if (watch && dice < 0.5) {
      cutAfter(response, 20 + Math.floor(random() * 600));
    }
    return false;
  };
}

function change(server: FakeApiServer, random: () => number): void {
  const name = `thing-${Math.floor(random() * 20)}`;
  const dice = random();
  if (dice < 0.25) {
    server.remove(name);
  } else if (dice < 0.35) {
    server.put(name, `uid-${name}-${Math.floor(random() * 1e9)}`);
  } else {
    const uid = server.objects.get(name)?.metadata.uid ?? `uid-${name}`;
    server.put(name, uid, { value: Math.floor(random() * 1e6) });
  }
}

async function step(
  server: FakeApiServer,
  reflector: Reflector,
  random: () => number,
  backup: FakeObject[],
): Promise<void> {
  change(server, random);
  const dice = random();
  if (dice < 0.04) {
    server.resetWatches();
  } else if (dice < 0.08) {
    server.endWatches();
  } else if (dice < 0.11) {
    server.write('{"type":"MODI\n');
  } else if (dice < 0.14) {
    server.forgetHistory();
    server.write('{"type":"ERROR","object":{"code":410}}\n');
  } else if (dice < 0.17) {
    server.bookmark();
  } else if (dice < 0.19) {
    server.streamsLists = !server.streamsLists;
  } else if (dice < 0.21) {
    // What a hub's watcher does once it sees the version go back.
    server.restore(backup, server.version - 50);
    reflector.relist();
  }
  if (random() < 0.4) {
    await new Promise(resolve => setTimeout(resolve, random() * 6));
  }
}

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'equals the server in the end, seed %i',
  async seed => {
    const random = randomOf(seed);
    const server = await FakeApiServer.start();
    const connection = new HubConnection({
      kubernetes: { type: 'direct', url: server.url },
      headersTimeout: 60,
    });
    const stop = new AbortController();
    const store = new Map<string, FakeObject>();
    const wrong: string[] = [];
    // An object may be reported gone only if it was gone, for a moment at least.
    const everGone = new Set<string>();
    const remove = server.remove.bind(server);
    server.remove = name => {
      const uid = server.objects.get(name)?.metadata.uid;
      if (uid) {
        everGone.add(uid);
      }
      remove(name);
    };
    const restore = server.restore.bind(server);
    server.restore = (objects, version) => {
      for (const { metadata } of server.objects.values()) {
        everGone.add(metadata.uid);
      }
      restore(objects, version);
    };
    for (let index = 0; index < 20; index++) {
      server.put(`thing-${index}`, `uid-thing-${index}`);
    }
    const backup = Array.from(server.objects.values()).slice(0, 12);
    misbehave(server, random);
    const reflector = new Reflector({
      connection,
      resource: {
        group: 'example.org',
        version: 'v1',
        kind: 'Thing',
        plural: 'things',
      },
      timings: {
        ...FAST_TIMINGS,
        silence: 40,
        initialEvents: 30,
        retryAfterCap: 5,
      },
      random,
      sink: {
        put: object => {
          store.set(String(object.metadata?.uid), object as FakeObject);
        },
        uidAt: (_, name) =>
          Array.from(store.values()).find(
            ({ metadata }) => metadata.name === name,
          )?.metadata.uid,
        delete: uid => {
          if (!everGone.has(uid)) {
            wrong.push(uid);
          }
          store.delete(uid);
        },
      },
    });
    void reflector.run(stop.signal);

    for (let index = 0; index < STEPS; index++) {
      await step(server, reflector, random, backup);
    }
    server.interfere = undefined;

    const expected = () =>
      JSON.stringify(
        Array.from(server.objects.values()).sort((left, right) =>
          left.metadata.uid.localeCompare(right.metadata.uid),
        ),
      );
    const actual = () =>
      JSON.stringify(
        Array.from(store.values()).sort((left, right) =>
          left.metadata.uid.localeCompare(right.metadata.uid),
        ),
      );
    await until(
      'the store equals the server',
      () => actual() === expected(),
    ).finally(async () => {
      stop.abort();
      await connection.close();
      await server.close();
    });
    expect(wrong).toEqual([]);
  },
);
