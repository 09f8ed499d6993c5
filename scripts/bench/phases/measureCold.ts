import type { BenchProcess } from '../BenchProcess.ts';
import type { Figure } from '../Figure.ts';
import { modelledBytes } from '../FleetDescription.ts';
import type { Lab } from '../Lab.ts';
import { median } from '../statistics.ts';
import type { MemoryReading } from '../processes/processFigures.ts';
import type { ColdReading } from '../processes/tapFleet.ts';
import { corePercent, type CpuReading } from './measureSteady.ts';
import { seconds } from './readers.ts';

const MIB = 2 ** 20;
const SETTLE = {
  betweenS: 0.4,
  looks: 3,
  quietPercent: 10,
  longestMs: 60_000,
};

/** One cold sync of each contestant, taken one after the other. */
export interface ColdRound {
  read: FloorReading;
  floor: FloorReading;
  model: Sync;
  plugin: Sync | { failure: string };
}

interface FloorReading {
  ms: number;
  cpuMs: number;
  objects: number;
}

export interface Sync {
  cold: ColdReading;
  /** After the sync, garbage collected. */
  memory: MemoryReading;
}

async function readFloor(lab: Lab, parse: boolean): Promise<FloorReading> {
  const floor = await lab.start({
    name: parse ? 'floor' : 'read',
    role: 'tracker',
    script: 'scripts/bench/processes/floor.ts',
  });
  const reading = await floor.call<FloorReading>('read', {
    hubs: lab.fleet.hubs,
    parse,
  });
  await floor.stop();
  if (reading.objects !== lab.objects) {
    throw new Error(
      `the floor read ${reading.objects} objects where there are ${lab.objects}`,
    );
  }
  return reading;
}

/** Waits until a tracker has nothing to do any more: journeys and history of what was just synced are computed. */
export async function settle(process: BenchProcess): Promise<void> {
  const deadline = performance.now() + SETTLE.longestMs;
  let quiet = 0;
  let before = await process.call<CpuReading>('cpu');
  while (quiet < SETTLE.looks && performance.now() < deadline) {
    await seconds(SETTLE.betweenS);
    const now = await process.call<CpuReading>('cpu');
    quiet = corePercent(before, now) < SETTLE.quietPercent ? quiet + 1 : 0;
    before = now;
  }
}

async function memoryAtRest(process: BenchProcess): Promise<MemoryReading> {
  await settle(process);
  return process.call<MemoryReading>('memory', { gc: true });
}

/** Everything from nothing: each in a process of its own, which ends before the next begins. */
export async function runColdRound(lab: Lab): Promise<ColdRound> {
  const read = await readFloor(lab, false);
  const floor = await readFloor(lab, true);
  const model = await lab.startModel();
  const modelMemory = await memoryAtRest(model.process);
  await model.process.stop();
  return {
    read,
    floor,
    model: { cold: model.cold, memory: modelMemory },
    plugin: await syncPlugin(lab),
  };
}

/** What is known of the floor and the model is worth telling where the plugin does not get there. */
async function syncPlugin(lab: Lab): Promise<ColdRound['plugin']> {
  try {
    const { process, cold } = await lab.startPlugin();
    const memory = await memoryAtRest(process);
    await process.stop();
    return { cold, memory };
  } catch (error) {
    const [failure] = (error as Error).message.split('\n');
    return { failure };
  }
}

export const isSynced = (plugin: ColdRound['plugin']): plugin is Sync =>
  'cold' in plugin;

const bytesPerObject = (
  { cold, memory }: Sync,
  of: (reading: MemoryReading) => number,
) => (of(memory) - of(cold.memoryBefore)) / cold.objects;

const whole = ({ heapUsed, external }: MemoryReading) => heapUsed + external;

/** The figures of cold syncs, by the median of the rounds. */
export function coldFigures(lab: Lab, rounds: ColdRound[]): Figure[] {
  const of = (value: (round: ColdRound) => number) => median(rounds.map(value));
  const heap = (sync: Sync) =>
    bytesPerObject(sync, ({ heapUsed }) => heapUsed) / 1_000;
  const all = (sync: Sync) => bytesPerObject(sync, whole) / 1_000;
  const megabytes = Math.round(modelledBytes(lab.fleet) / 1e6);
  const ofPlugin = (value: (plugin: Sync, round: ColdRound) => number) =>
    median(
      rounds.flatMap(round =>
        isSynced(round.plugin) ? [value(round.plugin, round)] : [],
      ),
    );
  const [{ plugin }] = rounds;
  const complete = isSynced(plugin)
    ? `${plugin.cold.objects} of ${lab.objects} objects`
    : plugin.failure;
  return [
    {
      id: 'cold.read',
      title: 'Reading alone',
      value: of(({ read }) => read.ms) / 1_000,
      unit: 's',
      note: `${megabytes} MB over TLS, split into lines, not parsed: what generator and sockets allow`,
    },
    {
      id: 'cold.floor',
      title: 'Floor: reading and JSON.parse',
      value: of(({ floor }) => floor.ms) / 1_000,
      unit: 's',
      note: 'the same bytes over as many connections, each line parsed and forgotten',
    },
    {
      id: 'cold.model',
      title: 'Cold sync, model alone',
      value: of(({ model }) => model.cold.ms) / 1_000,
      unit: 's',
      target: 10,
      note: 'hub watchers, discovery, projections, fleet with its indexes',
    },
    {
      id: 'cold.model.ratio',
      title: 'Cold sync, model alone ÷ floor',
      value: of(({ model, floor }) => model.cold.ms / floor.ms),
      unit: '×',
      target: 1.5,
    },
    {
      id: 'cold.plugin',
      title: 'Cold sync, whole plugin',
      value: ofPlugin(({ cold }) => cold.ms) / 1_000,
      unit: 's',
      target: 10,
      note: `until the last object is in the model; clusters are judged after that, or ten seconds after their hub was read; ${complete}`,
    },
    {
      id: 'cold.plugin.ratio',
      title: 'Cold sync, whole plugin ÷ floor',
      value: ofPlugin(({ cold }, { floor }) => cold.ms / floor.ms),
      unit: '×',
      target: 1.5,
    },
    {
      id: 'cold.cpu.ratio',
      title: 'Core time, model alone ÷ floor',
      value: of(({ model, floor }) => model.cold.cpuMs / floor.cpuMs),
      unit: '×',
      note: 'what the two took of a core: does not depend on what else runs here',
    },
    {
      id: 'cold.plugin.cpu.ratio',
      title: 'Core time, whole plugin ÷ floor',
      value: ofPlugin(({ cold }, { floor }) => cold.cpuMs / floor.cpuMs),
      unit: '×',
    },
    {
      id: 'cold.loop',
      title: 'Event-loop delay p99 during it',
      value: ofPlugin(({ cold }) => cold.loop.p99),
      unit: 'ms',
      target: 50,
      note: 'whole plugin',
    },
    {
      id: 'memory.before',
      title: 'RSS before the sync',
      value: ofPlugin(({ cold }) => cold.memoryBefore.rss) / MIB,
      unit: 'MiB',
      note: 'Backstage and the plugin, no object yet',
    },
    {
      id: 'memory.peak',
      title: 'RSS, peak',
      value: ofPlugin(({ memory }) => memory.peakRss) / MIB,
      unit: 'MiB',
      target: 1_024,
      note: 'the whole process',
    },
    {
      id: 'memory.steady',
      title: 'RSS, at rest',
      value: ofPlugin(({ memory }) => memory.rss) / MIB,
      unit: 'MiB',
      target: 1_024,
      note: 'the whole process, garbage collected',
    },
    {
      id: 'memory.heap.model',
      title: 'Heap an object, model alone',
      value: of(round => heap(round.model)),
      unit: 'KB',
      target: 0.8,
      note: 'after minus before the sync, garbage collected; indexes included',
    },
    {
      id: 'memory.all.model',
      title: 'Heap and external memory an object, model alone',
      value: of(round => all(round.model)),
      unit: 'KB',
      note: 'as above with external memory (array buffers among it)',
    },
    {
      id: 'memory.heap.plugin',
      title: 'Heap an object, whole plugin',
      value: ofPlugin(heap),
      unit: 'KB',
      note: 'journeys, their history and the feed of changes included',
    },
    {
      id: 'memory.all.plugin',
      title: 'Heap and external memory an object, whole plugin',
      value: ofPlugin(all),
      unit: 'KB',
    },
  ];
}
