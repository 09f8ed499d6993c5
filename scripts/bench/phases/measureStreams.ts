import type { Figure } from '../Figure.ts';
import type { SentMark } from '../FleetDescription.ts';
import type { Lab, PluginTracker } from '../Lab.ts';
import type {
  LoopReading,
  MemoryReading,
} from '../processes/processFigures.ts';
import { median, percentile, slope } from '../statistics.ts';
import { corePercent, streamDelays, type CpuReading } from './measureSteady.ts';
import {
  platformTokens,
  seconds,
  startReader,
  tenantTokens,
  type SeenReading,
} from './readers.ts';

const MIB = 2 ** 20;
/** Readings of memory; the first third and the last are compared. */
const READINGS = 12;
/** Of ten people, how many are of the platform team and see everything. */
const PLATFORM_SHARE = 0.1;
/** Buffers of fixed length fill up first. */
const WARM_UP_S = 15;

/** Percent by which the last third of the values is above the first. */
export function growthPercent(values: number[]): number {
  const third = Math.max(1, Math.floor(values.length / 3));
  const first = median(values.slice(0, third));
  return ((median(values.slice(-third)) - first) / first) * 100;
}

/** Many open browsers while the hubs change: does anything pile up? */
export async function measureStreams(
  lab: Lab,
  tracker: PluginTracker,
  options: { rate: number; seconds: number; streams: number },
): Promise<Figure[]> {
  const { rate, streams } = options;
  const { process, url } = tracker;
  const reader = await startReader(lab);
  const platform = Math.ceil(streams * PLATFORM_SHARE);
  await reader.call('openStreams', {
    url: `${url}/stream`,
    tokens: [
      ...(await platformTokens(lab, platform)),
      ...(await tenantTokens(lab, streams - platform)),
    ],
  });
  await lab.generator.call('startTraffic', { rate });
  await seconds(Math.min(WARM_UP_S, options.seconds));
  await lab.generator.call('takeMarks');
  await reader.call('takeSeen');
  await process.call('resetLoopDelay');
  const before = await process.call<CpuReading>('cpu');
  await seconds(options.seconds);
  const after = await process.call<CpuReading>('cpu');
  const loop = await process.call<LoopReading>('loopDelay');
  const sent = await lab.generator.call<SentMark[]>('takeMarks');
  await seconds(2);
  const { messages, bytes, seen } = await reader.call<SeenReading>('takeSeen');

  // Collections take the core for a second each: memory is read when latencies have been.
  const readings: (MemoryReading & { minute: number })[] = [];
  for (let index = 0; index < READINGS; index++) {
    await seconds(options.seconds / READINGS);
    const reading = await process.call<MemoryReading>('memory', { gc: true });
    readings.push({
      ...reading,
      minute: ((index + 1) * options.seconds) / READINGS / 60,
    });
  }
  await lab.generator.call('stopTraffic');
  await seconds(2);
  const { open } = await reader.call<SeenReading>('takeSeen');
  await reader.stop();

  const delays = streamDelays(sent, seen);
  const live = ({ heapUsed, external }: MemoryReading) => heapUsed + external;
  const perMinute = (of: (reading: MemoryReading) => number) =>
    slope(
      readings.map(reading => ({ x: reading.minute, y: of(reading) / MIB })),
    ).toFixed(1);
  return [
    {
      id: 'streams.lost',
      title: `Streams lost, of ${streams} open ones`,
      value: streams - open,
      unit: '',
      target: 0,
      note: `${platform} people see everything, the others their tenant; ${messages} messages, ${Math.round(
        bytes / 1e6,
      )} MB`,
    },
    {
      id: 'streams.heap.growth',
      title: `Growth of live memory at ${rate} events/s`,
      value: growthPercent(readings.map(live)),
      unit: '%',
      target: 2,
      note: `heap and external, garbage collected, last third against first of ${
        options.seconds
      } s; slope ${perMinute(live)} MiB/min at ${Math.round(
        live(readings[0]) / MIB,
      )} MiB`,
    },
    {
      id: 'streams.rss.growth',
      title: `Growth of RSS at ${rate} events/s`,
      value: growthPercent(readings.map(({ rss }) => rss)),
      unit: '%',
      target: 5,
      note: `slope ${perMinute(({ rss }) => rss)} MiB/min at ${Math.round(
        readings[0].rss / MIB,
      )} MiB`,
    },
    {
      id: 'streams.p95',
      title: `Hub event → stream, p95, ${streams} open`,
      value: percentile(delays, 95) / 1_000,
      unit: 's',
      target: 1,
      note: `${delays.length} changes of claims seen`,
    },
    {
      id: 'streams.cpu',
      title: `CPU with ${streams} streams`,
      value: corePercent(before, after),
      unit: '%',
      note: `of one core; event-loop delay p99 ${loop.p99.toFixed(1)} ms`,
    },
  ];
}
