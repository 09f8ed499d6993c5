/* People at their browsers: reads over HTTP at a steady rate, and open streams. */
import { Agent, request } from 'undici';
import { answerCalls, machineTime } from './answerCalls.ts';
import { StreamReader } from './StreamReader.ts';

interface ReadLoad {
  /** Asked in turn. */
  urls: string[];
  tokens: string[];
  perSecond: number;
  seconds: number;
}

const agent = new Agent({ connections: 64, pipelining: 1 });

/**
 * Reads at a fixed pace, whether answers come or not. A latency counts from when the request was due: a server that makes
 * readers queue is not flattered.
 */
async function readSteadily(load: ReadLoad) {
  const { urls, tokens, perSecond, seconds } = load;
  const total = Math.round(perSecond * seconds);
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let bytes = 0;
  const begun = performance.now();
  const one = async (index: number) => {
    const due = begun + (index * 1_000) / perSecond;
    await new Promise(resolve =>
      setTimeout(resolve, Math.max(0, due - performance.now())),
    );
    try {
      const response = await request(urls[index % urls.length], {
        dispatcher: agent,
        headers: { authorization: `Bearer ${tokens[index % tokens.length]}` },
      });
      bytes += (await response.body.arrayBuffer()).byteLength;
      statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1;
    } catch (error) {
      const { code = 'error' } = error as NodeJS.ErrnoException;
      statuses[code] = (statuses[code] ?? 0) + 1;
    }
    latencies.push(performance.now() - due);
  };
  await Promise.all(Array.from({ length: total }, (_, index) => one(index)));
  return { latencies, statuses, bytes };
}

let streams: StreamReader[] = [];

answerCalls({
  read: params => readSteadily(params as unknown as ReadLoad),
  get: async ({ url, token }) => {
    const { statusCode, body } = await request(String(url), {
      headers: { authorization: `Bearer ${token}` },
    });
    return { statusCode, text: await body.text() };
  },
  openStreams: async ({ url, tokens }) => {
    const opened = await Promise.all(
      (tokens as string[]).map(token => StreamReader.open(String(url), token)),
    );
    streams = [...streams, ...opened];
    return streams.length;
  },
  /** What the streams have seen since they were last asked, and how many of them are still open. */
  takeSeen: () => ({
    now: machineTime(),
    open: streams.filter(({ isOpen }) => isOpen).length,
    messages: streams.reduce((sum, stream) => sum + stream.messages, 0),
    bytes: streams.reduce((sum, stream) => sum + stream.bytes, 0),
    seen: streams.flatMap(stream => stream.takeSeen()),
  }),
  closeStreams: () => {
    streams.forEach(stream => stream.close());
    streams = [];
  },
});
