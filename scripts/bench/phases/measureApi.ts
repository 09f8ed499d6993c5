import type { BenchProcess } from '../BenchProcess.ts';
import type { Figure } from '../Figure.ts';
import type { RequestCounts } from '../FleetDescription.ts';
import type { Lab, PluginTracker } from '../Lab.ts';
import { percentile } from '../statistics.ts';
import { platformTokens, startReader, tenantTokens } from './readers.ts';

const PER_SECOND = 50;
const PEOPLE = 10;

interface ReadReading {
  latencies: number[];
  statuses: Record<string, number>;
  bytes: number;
}

const sum = (counts: RequestCounts[], of: (keyof RequestCounts)[]) =>
  counts.reduce(
    (total, one) => total + of.reduce((part, key) => part + one[key], 0),
    0,
  );

function listUrls(lab: Lab, url: string): string[] {
  const [first, second] = lab.fleet.tenants;
  return [
    '',
    '&sort=name',
    '&sort=age&order=desc',
    '&environment=prod',
    '&state=Ready&sort=tenant',
    '&state=Blocked',
    `&text=${first.slice(0, 6)}`,
    `&tenant=${second}`,
  ].map(query => `${url}/clusters?limit=50${query}`);
}

function detailUrls(lab: Lab, url: string): string[] {
  const { clusters } = lab.fleet;
  const step = Math.max(1, Math.floor(clusters.length / 97));
  return clusters
    .filter((_, index) => index % step === 0)
    .map(
      ({ hub, namespace, name }) =>
        `${url}/clusters/${hub}/${namespace}/${name}`,
    );
}

const refused = ({ statuses }: ReadReading) =>
  Object.entries(statuses)
    .filter(([status]) => status !== '200')
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

const noteOf = (reading: ReadReading, what: string) =>
  [
    what,
    `p50 ${percentile(reading.latencies, 50).toFixed(1)} ms, p99 ${percentile(
      reading.latencies,
      99,
    ).toFixed(1)} ms`,
    refused(reading),
  ]
    .filter(Boolean)
    .join('; ');

/** Reads of people, at 50 a second, while the hubs go on changing; and what of it reaches a hub: nothing. */
export async function measureApi(
  lab: Lab,
  tracker: PluginTracker,
  options: { rate: number; seconds: number },
): Promise<Figure[]> {
  const { url } = tracker;
  const reader = await startReader(lab);
  const tokens = {
    platform: await platformTokens(lab, PEOPLE),
    tenant: await tenantTokens(lab, PEOPLE),
  };
  const duration = Math.max(2, Math.round(options.seconds / 4));
  const read = (urls: string[], who: string[], span = duration) =>
    reader.call<ReadReading>('read', {
      urls,
      tokens: who,
      perSecond: PER_SECOND,
      seconds: span,
    });
  const lists = listUrls(lab, url);
  const details = detailUrls(lab, url);
  await read([...lists, ...details], tokens.platform, 2);

  const before = await countsOf(lab.generator);
  const calm = await read(lists, tokens.platform);
  await lab.generator.call('startTraffic', { rate: options.rate });
  const list = await read(lists, tokens.platform);
  const own = await read(lists.slice(0, 1), tokens.tenant);
  const detail = await read(details, tokens.platform);
  await lab.generator.call('stopTraffic');
  const after = await countsOf(lab.generator);
  await reader.stop();

  const upstream = ['list', 'get', 'discovery'] as const;
  const background = ['probe', 'watch'] as const;
  const calls = (of: readonly (keyof RequestCounts)[]) =>
    sum(after, [...of]) - sum(before, [...of]);
  const reads = [calm, list, own, detail].reduce(
    (total, { latencies }) => total + latencies.length,
    0,
  );
  const load = `at ${PER_SECOND} requests/s and ${options.rate} events/s`;
  return [
    {
      id: 'api.list.p95',
      title: 'Fleet list, page of 50, p95',
      value: percentile(list.latencies, 95),
      unit: 'ms',
      target: 30,
      note: noteOf(list, `${load}, eight filters and orders, sees all`),
    },
    {
      id: 'api.list.own.p95',
      title: 'Fleet list of one tenant, p95',
      value: percentile(own.latencies, 95),
      unit: 'ms',
      target: 30,
      note: noteOf(own, `${load}, conditional permission`),
    },
    {
      id: 'api.detail.p95',
      title: 'Cluster detail, p95',
      value: percentile(detail.latencies, 95),
      unit: 'ms',
      target: 20,
      note: noteOf(detail, `${load}, ${details.length} clusters`),
    },
    {
      id: 'api.list.calm.p95',
      title: 'Fleet list while nothing changes, p95',
      value: percentile(calm.latencies, 95),
      unit: 'ms',
      target: 30,
      note: noteOf(calm, `at ${PER_SECOND} requests/s`),
    },
    {
      id: 'api.upstream',
      title: 'Calls to hubs for all these reads',
      value: calls(upstream),
      unit: '',
      target: 0,
      note: `counted by the hubs, over ${reads} reads; besides ${calls(
        background,
      )} probes and renewed watches of the tracker's own`,
    },
  ];
}

function countsOf(generator: BenchProcess): Promise<RequestCounts[]> {
  return generator.call<RequestCounts[]>('counts');
}
