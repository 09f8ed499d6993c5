/* The floor of a cold sync: the same bytes over the same TLS connections, split into lines, given to JSON.parse and
 * forgotten. Nothing that keeps a model can be faster than this with JSON.parse. */
import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import {
  isModelled,
  type CollectionDescription,
  type HubDescription,
} from '../FleetDescription.ts';
import { answerCalls } from './answerCalls.ts';
import { readCpu } from './processFigures.ts';
import {
  acceptFor,
  createAgent,
  readKubeconfig,
  watchListPath,
} from './hubClient.ts';

/** As many lists at a time as the tracker makes of one hub. */
const CONCURRENT = 8;
const NEWLINE = 10;
const END = Buffer.from('k8s.io/initial-events-end');

interface Totals {
  bytes: number;
  objects: number;
}

/** Reads until the bookmark that ends the list; the watch stays open, as in a tracker. */
async function readList(
  body: Readable,
  parse: boolean,
  totals: Totals,
): Promise<void> {
  let rest: Buffer[] = [];
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    totals.bytes += bytes.length;
    let begin = 0;
    for (
      let end = bytes.indexOf(NEWLINE);
      end >= 0;
      end = bytes.indexOf(NEWLINE, begin)
    ) {
      rest.push(bytes.subarray(begin, end));
      const line = rest.length === 1 ? rest[0] : Buffer.concat(rest);
      rest = [];
      begin = end + 1;
      if (line.length < 1_000 && line.includes(END)) {
        return;
      }
      totals.objects += 1;
      if (parse) {
        JSON.parse(line.toString('utf8'));
      }
    }
    if (begin < bytes.length) {
      rest.push(bytes.subarray(begin));
    }
  }
}

async function readHub(
  hub: HubDescription,
  parse: boolean,
  totals: Totals,
  agents: Agent[],
): Promise<void> {
  const { url, ca, token } = readKubeconfig(hub.kubeconfig);
  const agent = createAgent(ca);
  agents.push(agent);
  const queue = hub.collections.filter(isModelled);
  const worker = async () => {
    for (
      let collection: CollectionDescription | undefined = queue.shift();
      collection;
      collection = queue.shift()
    ) {
      const { body } = await request(`${url}${watchListPath(collection)}`, {
        dispatcher: agent,
        headers: {
          authorization: `Bearer ${token}`,
          accept: acceptFor(collection),
        },
      });
      body.on('error', () => {});
      await readList(body, parse, totals);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
}

answerCalls({
  read: async ({ hubs, parse }) => {
    const totals: Totals = { bytes: 0, objects: 0 };
    const agents: Agent[] = [];
    const cpuBefore = readCpu();
    const begun = performance.now();
    await Promise.all(
      (hubs as HubDescription[]).map(hub =>
        readHub(hub, parse === true, totals, agents),
      ),
    );
    const ms = performance.now() - begun;
    const cpuMs = readCpu() - cpuBefore;
    await Promise.all(agents.map(agent => agent.destroy()));
    return { ms, cpuMs, ...totals };
  },
});
