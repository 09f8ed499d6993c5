import type { BenchOptions, BenchSize } from './BenchOptions.ts';
import type { Figure } from './Figure.ts';
import { modelledBytes } from './FleetDescription.ts';
import { Lab } from './Lab.ts';
import { describeMachine, type Machine } from './machine.ts';
import { informerFigures, runInformer } from './phases/compareInformer.ts';
import { measureGit } from './phases/measureGit.ts';
import { measureApi } from './phases/measureApi.ts';
import {
  coldFigures,
  runColdRound,
  settle,
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
  /** What could not be measured, each as a sentence. A missed target is none. */
  failures: string[];
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
    failures: [],
  };
  const wants = (...phases: Parameters<typeof run.phases.has>[0][]) =>
    phases.some(phase => run.phases.has(phase));
  if (wants('cold', 'compare', 'steady', 'api', 'streams')) {
    await withLab(run, run.size, pinning, async lab => {
      report.load = describeLoad(lab);
      await measureFleet(run, lab, report);
    });
  }
  if (wants('growth')) {
    for (const size of SIZES_UP_TO[run.size]) {
      run.say(`How cost grows: size ${size} …`);
      await withLab(run, size, pinning, async lab => {
        report.load ??= describeLoad(lab);
        await attempt(report, `size ${size}`, async () => {
          report.growth.push(await measureSize(size, lab));
        });
      });
    }
  }
  if (wants('git')) {
    await attempt(report, 'git', async () => {
      report.figures.push(...(await measureGit(run)));
    });
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

/** Goes on without what cannot be measured: a run is long, and the rest of it is worth having. */
async function attempt(
  { failures }: BenchReport,
  what: string,
  measure: () => Promise<void>,
): Promise<void> {
  try {
    await measure();
  } catch (error) {
    failures.push(`${what}: ${(error as Error).message}`);
  }
}

async function measureFleet(
  run: BenchRun,
  lab: Lab,
  report: BenchReport,
): Promise<void> {
  const { phases, say } = run;
  const { figures } = report;
  const rounds: ColdRound[] = [];
  // The informer is judged beside a floor and a model of the same run.
  const count = phases.has('cold') ? run.rounds : Number(phases.has('compare'));
  await attempt(report, 'cold', async () => {
    for (let round = 1; round <= count; round++) {
      say(`Cold sync, round ${round} of ${count} …`);
      rounds.push(await runColdRound(lab));
    }
  });
  if (phases.has('cold') && rounds.length > 0) {
    figures.push(...coldFigures(lab, rounds));
  }
  if (phases.has('compare')) {
    say("client-node's informer …");
    await attempt(report, 'compare', async () => {
      const outcome = await runInformer(lab);
      figures.push(
        ...informerFigures(outcome, {
          floorMs: median(rounds.map(({ floor }) => floor.ms)),
          modelMs: median(rounds.map(({ model }) => model.cold.ms)),
        }),
      );
    });
  }
  if (phases.has('steady') || phases.has('api') || phases.has('streams')) {
    await attempt(report, 'start', () => measureWork(run, lab, report));
  }
}

/** What is measured on one tracker that is in sync. */
async function measureWork(
  run: BenchRun,
  lab: Lab,
  report: BenchReport,
): Promise<void> {
  const { phases, say } = run;
  say('Starting a tracker …');
  const tracker = await lab.startPlugin();
  // What a start leaves to do, the first judgement of every cluster among it, is no everyday work.
  await settle(tracker.process);
  const measures = [
    {
      phase: 'steady',
      title: `${run.rate} events/s for ${run.seconds} s …`,
      measure: measureSteady,
    },
    { phase: 'api', title: 'Reads …', measure: measureApi },
    {
      phase: 'streams',
      title: `${run.streams} open streams for ${run.seconds} s …`,
      measure: measureStreams,
    },
  ] as const;
  for (const { phase, title, measure } of measures) {
    if (phases.has(phase)) {
      say(title);
      await attempt(report, phase, async () => {
        report.figures.push(...(await measure(lab, tracker, run)));
      });
    }
  }
  await tracker.process.stop();
}
