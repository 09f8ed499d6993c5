import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { BenchProcess } from '../BenchProcess.ts';
import type { Figure } from '../Figure.ts';
import type { ChaosResult } from '../processes/chaos.ts';
import { percentile } from '../statistics.ts';

const UNPINNED = { prefix: () => [], nodeArgs: [], description: '' };

/** Runs seeds of the chaos oracle, as many at a time as there are cores, each process with its own clock. */
export async function runChaos(options: {
  seeds: number;
  firstSeed: number;
  folder: string;
  say: (text: string) => void;
}): Promise<Figure[]> {
  const { seeds, firstSeed, folder, say } = options;
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const queue = Array.from({ length: seeds }, (_, index) => firstSeed + index);
  const results: ChaosResult[] = [];
  const bad = { divergences: 0, falseDeletes: 0 };
  const begun = performance.now();
  const worker = async (index: number) => {
    const process = BenchProcess.start({
      name: `chaos-${index}`,
      role: 'tracker',
      script: 'scripts/bench/processes/chaos.ts',
      typescript: true,
      pinning: UNPINNED,
      logs,
    });
    try {
      await process.ready();
      for (let seed = queue.shift(); seed; seed = queue.shift()) {
        const result = await process.call<ChaosResult>('run', { seed });
        results.push(result);
        bad.divergences += Number(result.divergences.length > 0);
        bad.falseDeletes += Number(result.falseDeletes.length > 0);
        tell(say, seed, result);
        if (results.length % 25 === 0) {
          say(
            `${results.length} of ${seeds} seeds: ${bad.divergences} diverged, ${bad.falseDeletes} with false deletes`,
          );
        }
      }
    } finally {
      await process.stop();
    }
  };
  const workers = Math.min(seeds, availableParallelism());
  await Promise.all(
    Array.from({ length: workers }, (_, index) => worker(index)),
  );
  const sum = (of: (result: ChaosResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  return [
    {
      id: 'chaos.seeds',
      title: 'Chaos: seeds',
      value: results.length,
      unit: '',
      note: `from ${firstSeed}; ${sum(
        ({ steps }) => steps,
      )} changes and faults, ${sum(
        ({ restores }) => restores,
      )} restores of a hub`,
    },
    {
      id: 'chaos.divergences',
      title: 'Chaos: seeds after which the model differs',
      value: bad.divergences,
      unit: '',
      target: 0,
    },
    {
      id: 'chaos.falseDeletes',
      title: 'Chaos: seeds with an object wrongly reported deleted',
      value: bad.falseDeletes,
      unit: '',
      target: 0,
    },
    {
      id: 'chaos.recovery',
      title: 'Chaos: last fault → model equals hub, p99',
      value: percentile(
        results.map(({ recovery }) => recovery),
        99,
      ),
      unit: 'ms',
      note: 'with the short waits that tests use',
    },
    {
      id: 'chaos.time',
      title: 'Chaos: time',
      value: (performance.now() - begun) / 1_000,
      unit: 's',
    },
  ];
}

function tell(
  say: (text: string) => void,
  seed: number,
  { divergences, falseDeletes }: ChaosResult,
): void {
  for (const line of divergences.slice(0, 3)) {
    say(`seed ${seed}: ${line}`);
  }
  for (const line of falseDeletes.slice(0, 3)) {
    say(`seed ${seed}: reported deleted and never was: ${line}`);
  }
}
