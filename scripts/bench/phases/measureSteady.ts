import type { Figure } from '../Figure.ts';
import type { SentMark } from '../FleetDescription.ts';
import type { Lab, PluginTracker } from '../Lab.ts';
import type {
  LoopReading,
  MemoryReading,
} from '../processes/processFigures.ts';
import type { SeenMark } from '../processes/StreamReader.ts';
import type { ModelMark } from '../processes/tapFleet.ts';
import { percentile } from '../statistics.ts';
import {
  platformTokens,
  seconds,
  startReader,
  type SeenReading,
} from './readers.ts';

const WARM_UP_S = 5;
const DRAIN_S = 2;

export interface CpuReading {
  /** Milliseconds of a core. */
  ms: number;
  /** When, in milliseconds of the process's own clock. */
  at: number;
}

/** Percent of a core between two readings. */
export function corePercent(before: CpuReading, after: CpuReading): number {
  return ((after.ms - before.ms) / (after.at - before.at)) * 100;
}

/** Milliseconds from sending to where the same version arrived, for all that arrived. */
export function modelDelays(sent: SentMark[], taken: ModelMark[]): number[] {
  const key = (mark: { hub: string; resourceVersion: number }) =>
    `${mark.hub}/${mark.resourceVersion}`;
  const at = new Map(taken.map(mark => [key(mark), mark.at]));
  return sent.flatMap(mark => {
    const arrived = at.get(key(mark));
    return arrived === undefined ? [] : [arrived - mark.at];
  });
}

/** Milliseconds from sending to the streams that showed it. */
export function streamDelays(sent: SentMark[], seen: SeenMark[]): number[] {
  const at = new Map(
    sent.map(({ kubernetesVersion, at: time }) => [kubernetesVersion, time]),
  );
  return seen.flatMap(mark => {
    const begun = at.get(mark.kubernetesVersion);
    return begun === undefined ? [] : [mark.at - begun];
  });
}

/** A tracker in everyday work: events at the given rate, one open browser. */
export async function measureSteady(
  lab: Lab,
  tracker: PluginTracker,
  options: { rate: number; seconds: number },
): Promise<Figure[]> {
  const { rate } = options;
  const { process, url } = tracker;
  const reader = await startReader(lab);
  await reader.call('openStreams', {
    url: `${url}/stream`,
    tokens: await platformTokens(lab, 1),
  });
  await lab.generator.call('startTraffic', { rate });
  await seconds(Math.min(WARM_UP_S, options.seconds));
  await lab.generator.call('takeMarks');
  await reader.call('takeSeen');
  await process.call('takeMarks');
  await process.call('record', { on: true });
  await process.call('resetLoopDelay');
  const before = await process.call<CpuReading>('cpu');
  await seconds(options.seconds);
  const after = await process.call<CpuReading>('cpu');
  const loop = await process.call<LoopReading>('loopDelay');
  const sent = await lab.generator.call<SentMark[]>('takeMarks');
  await lab.generator.call('stopTraffic');
  await seconds(DRAIN_S);
  await process.call('record', { on: false });
  const taken = await process.call<ModelMark[]>('takeMarks');
  const { seen } = await reader.call<SeenReading>('takeSeen');
  await reader.stop();
  const memory = await process.call<MemoryReading>('memory', { gc: true });

  const inModel = modelDelays(sent, taken);
  const inBrowser = streamDelays(sent, seen);
  const span = `${options.seconds} s, ${sent.length} events`;
  return [
    {
      id: 'steady.cpu',
      title: `CPU at ${rate} events/s`,
      value: corePercent(before, after),
      unit: '%',
      target: 10,
      note: `of one core, whole plugin with journeys, history and one stream; ${span}`,
    },
    {
      id: 'steady.model.p99',
      title: 'Hub event → model, p99',
      value: percentile(inModel, 99),
      unit: 'ms',
      target: 50,
      note: `p50 ${percentile(inModel, 50).toFixed(1)} ms; ${
        inModel.length
      } of ${sent.length} events found again by their resourceVersion`,
    },
    {
      id: 'steady.loop.p99',
      title: 'Event-loop delay p99, steady',
      value: loop.p99,
      unit: 'ms',
      target: 20,
      note: `p50 ${loop.p50.toFixed(1)} ms, longest ${loop.max.toFixed(0)} ms`,
    },
    {
      id: 'steady.stream.p95',
      title: 'Hub event → open browser stream, p95',
      value: percentile(inBrowser, 95) / 1_000,
      unit: 's',
      target: 1,
      note: `over HTTP, coalesced by the plugin; p50 ${(
        percentile(inBrowser, 50) / 1_000
      ).toFixed(2)} s; ${inBrowser.length} changes of claims seen`,
    },
    {
      id: 'steady.rss',
      title: 'RSS after it',
      value: memory.rss / 2 ** 20,
      unit: 'MiB',
      target: 1_024,
    },
  ];
}
