import type { BenchOptions } from './BenchOptions.ts';
import type { Figure } from './Figure.ts';
import { modelledBytes } from './FleetDescription.ts';
import { Lab } from './Lab.ts';
import { describeMachine, type Machine } from './machine.ts';
import {
  coldFigures,
  runColdRound,
  type ColdRound,
} from './phases/measureCold.ts';
import { choosePinning } from './Pinning.ts';

export interface BenchReport {
  machine: Machine;
  /** One sentence. */
  pinning: string;
  size: string;
  load: string;
  figures: Figure[];
}

export interface BenchRun extends BenchOptions {
  /** Everything that a run leaves behind. */
  folder: string;
  say: (text: string) => void;
}

export async function runBench(run: BenchRun): Promise<BenchReport> {
  const pinning = choosePinning();
  const figures: Figure[] = [];
  run.say(`Making the fleet of size ${run.size} …`);
  const lab = await Lab.open({ size: run.size, folder: run.folder, pinning });
  try {
    if (run.phases.has('cold')) {
      const rounds: ColdRound[] = [];
      for (let round = 1; round <= run.rounds; round++) {
        run.say(`Cold sync, round ${round} of ${run.rounds} …`);
        rounds.push(await runColdRound(lab));
      }
      figures.push(...coldFigures(lab, rounds));
    }
    return {
      machine: describeMachine(),
      pinning: pinning.description,
      size: run.size,
      load: `${lab.objects} objects, ${Math.round(
        modelledBytes(lab.fleet) / 1e6,
      )} MB, in ${lab.fleet.hubs.length} hubs`,
      figures,
    };
  } finally {
    await lab.close();
  }
}
