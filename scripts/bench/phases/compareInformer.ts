import { ProcessEndedError } from '../BenchProcess.ts';
import type { Figure } from '../Figure.ts';
import type { Lab } from '../Lab.ts';
import type { MemoryReading } from '../processes/processFigures.ts';

/** MiB of heap, so that where it cannot load a size it says so instead of taking the whole machine. */
const HEAP_LIMIT = 1_024;
const TIMEOUT_MS = 180_000;

export type InformerOutcome =
  | {
      state: 'synced';
      ms: number;
      cpuMs: number;
      objects: number;
      memoryBefore: MemoryReading;
      memory: MemoryReading;
    }
  | { state: 'failed'; reason: string; afterMs: number };

/** A cold sync by client-node's informer, in a process of its own with a limit of memory. */
export async function runInformer(lab: Lab): Promise<InformerOutcome> {
  const process = await lab.start({
    name: 'informer',
    role: 'tracker',
    script: 'scripts/bench/processes/informer.ts',
    nodeArgs: ['--expose-gc', `--max-old-space-size=${HEAP_LIMIT}`],
  });
  const begun = performance.now();
  const late = new AbortController();
  try {
    const outcome = await Promise.race([
      process.call<Extract<InformerOutcome, { state: 'synced' }>>('sync', {
        hubs: lab.fleet.hubs,
      }),
      timeout(late.signal),
    ]);
    return outcome === 'late'
      ? {
          state: 'failed',
          reason: `not in sync after ${TIMEOUT_MS / 1_000} s`,
          afterMs: TIMEOUT_MS,
        }
      : { ...outcome, state: 'synced' };
  } catch (error) {
    if (!(error instanceof ProcessEndedError)) {
      throw error;
    }
    const outOfMemory = /heap out of memory|heap limit/i.test(
      process.lastLines(40),
    );
    return {
      state: 'failed',
      reason: outOfMemory
        ? `ended with its heap of ${HEAP_LIMIT} MiB full`
        : error.message.split('\n')[0],
      afterMs: performance.now() - begun,
    };
  } finally {
    late.abort();
    await process.stop();
  }
}

function timeout(signal: AbortSignal): Promise<'late'> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve('late'), TIMEOUT_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** The informer beside the floor and the tracker of the same run. */
export function informerFigures(
  outcome: InformerOutcome,
  beside: { floorMs: number; modelMs: number },
): Figure[] {
  if (outcome.state === 'failed') {
    return [
      {
        id: 'compare.informer',
        title: "Cold sync, client-node's informer",
        value: NaN,
        unit: 's',
        note: `did not get there: ${outcome.reason}, ${(
          outcome.afterMs / 1_000
        ).toFixed(1)} s after its start`,
      },
    ];
  }
  const { ms, objects, memory, memoryBefore } = outcome;
  return [
    {
      id: 'compare.informer',
      title: "Cold sync, client-node's informer",
      value: ms / 1_000,
      unit: 's',
      note: `${objects} objects, as many lists at a time as the tracker; ${(
        ms / beside.modelMs
      ).toFixed(1)} × the tracker's model`,
    },
    {
      id: 'compare.informer.ratio',
      title: "client-node's informer ÷ floor",
      value: ms / beside.floorMs,
      unit: '×',
    },
    {
      id: 'compare.informer.rss',
      title: "RSS of client-node's informer, peak",
      value: memory.peakRss / 2 ** 20,
      unit: 'MiB',
    },
    {
      id: 'compare.informer.heap',
      title: "Heap an object, client-node's informer",
      value: (memory.heapUsed - memoryBefore.heapUsed) / objects / 1_000,
      unit: 'KB',
      note: 'whole objects, no indexes',
    },
  ];
}
