import type { BenchSize } from '../BenchOptions.ts';
import type { Lab } from '../Lab.ts';
import { percentile } from '../statistics.ts';
import { runInformer } from './compareInformer.ts';
import {
  isSynced,
  runColdRound,
  settle,
  type ColdRound,
} from './measureCold.ts';
import { platformTokens, startReader } from './readers.ts';

/** What one size costs. */
export interface GrowthPoint {
  size: BenchSize;
  objects: number;
  /** Seconds. */
  floor: number;
  model: number;
  /** Undefined where the plugin did not get there; so are the two at the end. */
  plugin?: number;
  /** Undefined where client-node's informer did not get there. */
  informer?: number;
  /** MiB, at rest. */
  rss?: number;
  /** Milliseconds, fleet list of 50, p95; nothing changes meanwhile. */
  list?: number;
}

export const SIZES_UP_TO: Record<BenchSize, BenchSize[]> = {
  XS: ['XS'],
  S: ['S'],
  M: ['S', 'M'],
  L: ['S', 'M', 'L'],
};

/** p95 in milliseconds of the fleet list on a tracker of this size. */
export async function measureList(lab: Lab): Promise<number> {
  const tracker = await lab.startPlugin();
  await settle(tracker.process);
  const reader = await startReader(lab);
  const read = (seconds: number) =>
    platformTokens(lab, 1).then(tokens =>
      reader.call<{ latencies: number[] }>('read', {
        urls: [`${tracker.url}/clusters?limit=50`],
        tokens,
        perSecond: 50,
        seconds,
      }),
    );
  await read(2);
  const { latencies } = await read(5);
  await Promise.all([reader.stop(), tracker.process.stop()]);
  return percentile(latencies, 95);
}

export function growthPoint(
  size: BenchSize,
  lab: Lab,
  round: ColdRound,
  rest: { list?: number; informerMs?: number },
): GrowthPoint {
  return {
    size,
    objects: lab.objects,
    floor: round.floor.ms / 1_000,
    model: round.model.cold.ms / 1_000,
    ...(isSynced(round.plugin) && {
      plugin: round.plugin.cold.ms / 1_000,
      rss: round.plugin.memory.rss / 2 ** 20,
    }),
    ...(rest.informerMs !== undefined && { informer: rest.informerMs / 1_000 }),
    list: rest.list,
  };
}

/** Everything that the chart tells of one size, by one round. */
export async function measureSize(
  size: BenchSize,
  lab: Lab,
): Promise<GrowthPoint> {
  const round = await runColdRound(lab);
  const informer = await runInformer(lab);
  const list = isSynced(round.plugin) ? await measureList(lab) : undefined;
  return growthPoint(size, lab, round, {
    list,
    informerMs: informer.state === 'synced' ? informer.ms : undefined,
  });
}
