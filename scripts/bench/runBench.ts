import type { BenchOptions, BenchSize } from './BenchOptions.ts';
import type { Figure } from './Figure.ts';
import { modelledBytes } from './FleetDescription.ts';
import { Lab } from './Lab.ts';
import { describeMachine, type Machine } from './machine.ts';
import { informerFigures, runInformer } from './phases/compareInformer.ts';
import { measureApi } from './phases/measureApi.ts';
import {
  coldFigures,
  runColdRound,
  type ColdRound,
} from './phases/measureCold.ts';
import {
  measureSize,
  SIZES_UP_TO,
  type GrowthPoint,
} from './phases/measureGrowth.ts';
import { measureSteady } from './phases/measureSteady.ts';
import { measureStreams } from './phases/measureStreams.ts';
import { runChaos } from './phases/runChaos.ts';
import { choosePinning, type Pinning } from './Pinning.ts';
import { median } from './statistics.ts';

export interface BenchReport {
  machine: Machine;
  /** One sentence. */
  pinning: string;
  size: BenchSize;
  /** What the size holds; undefined where no fleet was needed. */
  load?: string;
  figures: Figure[];
  /** How cost grows, smallest size first. */
  growth: GrowthPoint[];
}

export interface BenchRun extends BenchOptions {
  /** Everything that a run leaves behind. */
  folder: string;
  say: (text: string) => void;
}

/** Measures what was asked for, one thing after the other. */
export async function runBench(run: BenchRun): Promise<BenchReport> {
  const pinning = choosePinning();
  const report: BenchReport = {
    machine: describeMachine(),
    pinning: pinning.description,
    size: run.size,
    figures: [],
    growth: [],
  };
  const wants = (...phases: Parameters<typeof run.phases.has>[0][]) =>
    phases.some(phase => run.phases.has(phase));
  if (wants('cold', 'compare', 'steady', 'api', 'streams')) {
    await withLab(run, run.size, pinning, async lab => {
      report.load = describeLoad(lab);
      report.figures.push(...(await measureFleet(run, lab)));
    });
  }
  if (wants('growth')) {
    for (const size of SIZES_UP_TO[run.size]) {
      run.say(`How cost grows: size ${size} …`);
      await withLab(run, size, pinning, async lab => {
        report.load ??= describeLoad(lab);
        report.growth.push(await measureSize(size, lab));
      });
    }
  }
  if (wants('chaos')) {
    run.say(`Chaos, ${run.seeds} seeds …`);
    report.figures.push(...(await runChaos(run)));
  }
  return report;
}

async function withLab(
  { folder, say }: BenchRun,
  size: BenchSize,
  pinning: Pinning,
  measure: (lab: Lab) => Promise<void>,
): Promise<void> {
  say(`Making the fleet of size ${size} …`);
  const lab = await Lab.open({ size, folder, pinning });
  try {
    await measure(lab);
  } finally {
    await lab.close();
  }
}

function describeLoad(lab: Lab): string {
  const megabytes = Math.round(modelledBytes(lab.fleet) / 1e6);
  return `${lab.objects} objects, ${megabytes} MB, ${lab.fleet.clusters.length} clusters, in ${lab.fleet.hubs.length} hubs`;
}

async function measureFleet(run: BenchRun, lab: Lab): Promise<Figure[]> {
  const { phases, say } = run;
  const figures: Figure[] = [];
  const rounds: ColdRound[] = [];
  // The informer is judged beside a floor and a model of the same run.
  const count = phases.has('cold') ? run.rounds : Number(phases.has('compare'));
  for (let round = 1; round <= count; round++) {
    say(`Cold sync, round ${round} of ${count} …`);
    rounds.push(await runColdRound(lab));
  }
  if (phases.has('cold')) {
    figures.push(...coldFigures(lab, rounds));
  }
  if (phases.has('compare')) {
    say("client-node's informer …");
    figures.push(
      ...informerFigures(await runInformer(lab), {
        floorMs: median(rounds.map(({ floor }) => floor.ms)),
        modelMs: median(rounds.map(({ model }) => model.cold.ms)),
      }),
    );
  }
  if (phases.has('steady') || phases.has('api') || phases.has('streams')) {
    figures.push(...(await measureWork(run, lab)));
  }
  return figures;
}

/** What is measured on one tracker that is in sync. */
async function measureWork(run: BenchRun, lab: Lab): Promise<Figure[]> {
  const { phases, say } = run;
  const figures: Figure[] = [];
  say('Starting a tracker …');
  const tracker = await lab.startPlugin();
  if (phases.has('steady')) {
    say(`${run.rate} events/s for ${run.seconds} s …`);
    figures.push(...(await measureSteady(lab, tracker, run)));
  }
  if (phases.has('api')) {
    say('Reads …');
    figures.push(...(await measureApi(lab, tracker, run)));
  }
  if (phases.has('streams')) {
    say(`${run.streams} open streams for ${run.seconds} s …`);
    figures.push(...(await measureStreams(lab, tracker, run)));
  }
  await tracker.process.stop();
  return figures;
}
