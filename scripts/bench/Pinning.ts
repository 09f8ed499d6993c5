import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export type BenchRole = 'tracker' | 'generator' | 'reader';

/** Which core each process has for itself, so that they do not take each other's time. */
export interface Pinning {
  /** Command before the program; empty where processes cannot be pinned. */
  prefix(role: BenchRole): string[];
  /** Options of Node that go with it. */
  nodeArgs: string[];
  /** One sentence for the report. */
  description: string;
}

/** Pins with `taskset` of util-linux; without it, or with a single core, says so. */
export function choosePinning(): Pinning {
  const cores = availableParallelism();
  const { status } = spawnSync('taskset', ['-c', '0', 'true']);
  if (status !== 0) {
    return {
      prefix: () => [],
      nodeArgs: [],
      description:
        'Processes are not pinned: there is no taskset here, so that generator and tracker may take time from each other.',
    };
  }
  if (cores < 2) {
    return {
      prefix: () => [],
      nodeArgs: [],
      description:
        'Processes are not pinned: there is one core, which generator and tracker share.',
    };
  }
  const core: Record<BenchRole, number> = {
    tracker: 1,
    generator: 0,
    reader: cores > 2 ? 2 : 0,
  };
  return {
    prefix: role => ['taskset', '-c', String(core[role])],
    // V8 starts four helpers whatever a process is pinned to; each takes the one core from the main thread.
    nodeArgs: ['--v8-pool-size=1'],
    description: `Pinned by taskset: tracker (and floor, and informer) on core 1, load generator on core 0, readers on core ${core.reader}.`,
  };
}
