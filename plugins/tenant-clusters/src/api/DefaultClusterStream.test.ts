import { TextEncoder } from 'node:util';
import { waitFor } from '@testing-library/react';
import type { ClusterStreamEvent } from './ClusterStream';
import {
  DefaultClusterStream,
  type ClusterStreamTimes,
} from './DefaultClusterStream';

/** One connection as the server holds it. */
class Connection {
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  #waiting: ((result: { done: boolean; value?: Uint8Array }) => void)[] = [];
  #queue: { done: boolean; value?: Uint8Array }[] = [];

  constructor(init: RequestInit) {
    this.headers = init.headers as Record<string, string>;
    this.signal = init.signal as AbortSignal;
  }

  send(text: string) {
    this.#push({ done: false, value: new TextEncoder().encode(text) });
  }

  end() {
    this.#push({ done: true });
  }

  response() {
    return {
      ok: true,
      body: {
        getReader: () => ({
          read: () => {
            const next = this.#queue.shift();
            return next
              ? Promise.resolve(next)
              : new Promise(resolve => this.#waiting.push(resolve));
          },
          cancel: async () => this.end(),
        }),
      },
    };
  }

  #push(result: { done: boolean; value?: Uint8Array }) {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting(result);
    } else {
      this.#queue.push(result);
    }
  }
}

function start(times: Partial<ClusterStreamTimes> = {}) {
  const connections: Connection[] = [];
  const server = { refuses: false };
  const stream = DefaultClusterStream.create({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: {
      fetch: (async (_: string, init: RequestInit) => {
        const connection = new Connection(init);
        connections.push(connection);
        if (server.refuses) {
          throw new Error('connection refused');
        }
        return connection.response();
      }) as unknown as typeof fetch,
    },
    times: { backoff: 1, longestBackoff: 4, linger: 0, ...times },
    random: () => 0,
  });
  const events: ClusterStreamEvent[] = [];
  const stop = stream.subscribe(event => events.push(event));
  return { stream, connections, events, server, stop };
}

const changes = (id: string, name: string) =>
  `id: ${id}\nevent: changes\ndata: ${JSON.stringify({
    removed: [{ hub: 'h', namespace: 'n', name, kind: 'K.g' }],
  })}\n\n`;

describe('DefaultClusterStream', () => {
  it('gives changes, whatever the chunks', async () => {
    const { stream, connections, events, stop } = start();
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    const text = changes('7', 'é');
    connections[0].send(': heartbeat\n\n');
    connections[0].send(text.slice(0, 20));
    connections[0].send(text.slice(20));
    await waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({
      type: 'changes',
      message: { clusters: [], removed: [{ name: 'é' }], hubs: [] },
    });
    stop();
  });

  it('resumes from the last event', async () => {
    const { stream, connections, events, stop } = start();
    await waitFor(() => expect(connections).toHaveLength(1));
    connections[0].send(changes('7', 'a'));
    await waitFor(() => expect(events).toHaveLength(1));
    connections[0].end();
    await waitFor(() => expect(connections).toHaveLength(2));
    expect(connections[1].headers['Last-Event-ID']).toBe('7');
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    expect(events).toHaveLength(1);
    stop();
  });

  it('says that it is stale and asks for reads while it can not connect, and recovers', async () => {
    const { stream, connections, events, server, stop } = start({ stale: 5 });
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    server.refuses = true;
    connections[0].end();
    await waitFor(() => expect(stream.getStatus()).toBe('stale'));
    expect(events).toContainEqual({ type: 'snapshot' });
    server.refuses = false;
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    stop();
  });

  it('takes a silent connection for dead', async () => {
    const { connections, stop } = start({ silence: 5 });
    await waitFor(() => expect(connections.length).toBeGreaterThan(1));
    expect(connections[0].signal.aborted).toBe(true);
    stop();
  });

  it.each([
    { data: 'event: changes\ndata: {broken\n\n', reason: 'a broken message' },
    { data: 'event: snapshot\ndata: {}\n\n', reason: 'a snapshot' },
  ])('asks for a read after $reason', async ({ data }) => {
    const { connections, events, stop } = start();
    await waitFor(() => expect(connections).toHaveLength(1));
    connections[0].send(data);
    await waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toEqual({ type: 'snapshot' });
    stop();
  });

  it('closes when nobody listens any more', async () => {
    const { stream, connections, stop } = start();
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    stop();
    await waitFor(() => expect(connections[0].signal.aborted).toBe(true));
    connections[0].end();
    expect(connections).toHaveLength(1);
  });

  it('is one connection for all listeners', async () => {
    const { stream, connections, stop } = start();
    const other = stream.subscribe(() => undefined);
    await waitFor(() => expect(stream.getStatus()).toBe('live'));
    expect(connections).toHaveLength(1);
    stop();
    other();
  });
});
