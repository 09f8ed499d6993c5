import type { LoggerService } from '@backstage/backend-plugin-api';
import { DefaultFleet, HubState } from '../../../fleet';
import { HubWatcher } from '../../HubWatcher';
import type { HubTimings } from '../../HubTimings';
import { FAST_TIMINGS } from '../fastTimings';
import { CHAOS_GROUP, CHAOS_KINDS, ChaosHub, summaryOf } from './ChaosHub';
import { ChaosProxy } from './ChaosProxy';
import { FleetMirror } from './FleetMirror';
import { oneOf, randomOf } from './randomOf';

/** What came of one seed. Both lists are empty when the tracker is right. */
export interface ChaosResult {
  /** How the model differs from the hub in the end. */
  divergences: string[];
  /** Objects that were reported deleted and never were. */
  falseDeletes: string[];
  /** Faults and changes that were made. */
  steps: number;
  /** How often the hub was restored to an older state. */
  restores: number;
  /** How the hub was seen in the end, to find out why the model differs. */
  hub: HubState | undefined;
  /** Milliseconds from the last fault until the model equalled the hub. */
  recovery: number;
}

/** The local time, which may be set in the middle of everything. */
class JumpingClock {
  readonly #now = Date.now;
  #offset = 0;

  constructor() {
    Date.now = () => this.#now.call(Date) + this.#offset;
  }

  /** @param milliseconds - forward, or back */
  jump(milliseconds: number): void {
    this.#offset = milliseconds;
  }

  stop(): void {
    Date.now = this.#now;
  }
}

const silentLogger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silentLogger,
};

const CHAOS_TIMINGS: HubTimings = {
  ...FAST_TIMINGS,
  headers: 300,
  silence: 200,
  initialEvents: 150,
  retryAfterCap: 10,
  managedIdle: 200,
  // What only a look without a cause would mend is not mended.
  rediscovery: 600_000,
};

/** How long the tracker may take at most to be in sync between two faults: one may last. */
const RECOVERY_MS = 80;

const pause = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Watches a changing hub through random faults, lets them end, and compares the model with the hub. Every fault comes from
 * the seed; how it meets the traffic is up to the clock, as in life. `Date.now` jumps while it runs, so that one seed runs
 * at a time.
 *
 * @param options.steps - changes and faults; default 80
 * @param options.patience - milliseconds until the model must equal the hub; default 15,000
 */
export async function runChaosSeed(
  seed: number,
  options: { steps?: number; patience?: number } = {},
): Promise<ChaosResult> {
  const { steps = 80, patience = 15_000 } = options;
  const random = randomOf(seed);
  const chaos = await ChaosHub.start(random);
  const proxy = await ChaosProxy.start(chaos.hub.url, randomOf(seed + 1e6));
  const fleet = new DefaultFleet();
  const mirror = new FleetMirror(fleet, chaos.gone);
  const stop = new AbortController();
  const clock = new JumpingClock();
  try {
    proxy.chaos = true;
    await HubWatcher.create({
      config: {
        name: 'hub-eu',
        title: 'Hub Europe',
        kubernetes: {
          type: 'direct',
          url: proxy.url,
          token: async () => proxy.token,
        },
        argocd: [],
        clusterKinds: [{ group: CHAOS_GROUP, kind: 'XTenantCluster' }],
        staleAfter: 400,
      },
      fleet,
      logger: silentLogger,
      timings: CHAOS_TIMINGS,
      random: randomOf(seed + 2e6),
    }).start(stop.signal);
    for (let step = 0; step < steps; step++) {
      makeTrouble({ chaos, proxy, mirror, clock, random });
      if (random() < 0.5) {
        // Mostly too short to recover; sometimes the next fault meets a tracker that is in sync, where it can be.
        await (random() < 0.15
          ? compare(chaos, mirror, RECOVERY_MS)
          : pause(random() * 12));
      }
    }
    proxy.chaos = false;
    proxy.storm = false;
    const ended = performance.now();
    const divergences = await compare(chaos, mirror, patience);
    return {
      divergences,
      falseDeletes: mirror.falseDeletes,
      steps,
      restores: chaos.restores,
      hub: fleet.hub('hub-eu'),
      recovery: performance.now() - ended,
    };
  } finally {
    clock.stop();
    stop.abort();
    mirror.stop();
    await proxy.close();
    await chaos.hub.close();
  }
}

function makeTrouble(options: {
  chaos: ChaosHub;
  proxy: ChaosProxy;
  mirror: FleetMirror;
  clock: JumpingClock;
  random: () => number;
}): void {
  const { chaos, proxy, mirror, clock, random } = options;
  chaos.change();
  if (random() < 0.7) {
    return;
  }
  oneOf<() => void>(random, [
    () => proxy.reset(),
    () => proxy.end(),
    () => proxy.inject('{"type":"MODIF'),
    () => proxy.inject('this is no event\n'),
    () =>
      proxy.inject('{"type":"ERROR","object":{"kind":"Status","code":410}}\n'),
    () => chaos.hub.faults.expireWatches(),
    () => chaos.toggleCrd(),
    () => backUp(options),
    () => backUp(options),
    () => chaos.restore(mirror.highest),
    () => chaos.restore(mirror.highest),
    () => {
      proxy.storm = !proxy.storm;
    },
    () => {
      proxy.token = `token-${random()}`;
      proxy.reset();
    },
    () => {
      proxy.skew = (random() - 0.5) * 7_200_000;
      clock.jump((random() - 0.5) * 7_200_000);
    },
  ])();
}

/** One restore at a time: the next backup is made once the tracker knows of the last. */
function backUp(options: { chaos: ChaosHub; mirror: FleetMirror }): void {
  if (options.mirror.epoch > options.chaos.restores) {
    options.chaos.backup();
  }
}

async function compare(
  chaos: ChaosHub,
  mirror: FleetMirror,
  patience: number,
): Promise<string[]> {
  const kinds = new Set(CHAOS_KINDS.map(({ kind }) => kind));
  const end = performance.now() + patience;
  for (;;) {
    const expected = new Set(chaos.summaries());
    const actual = mirror.objects
      .filter(({ kind }) => kinds.has(kind))
      .map(({ kind, uid, namespace, name, labels }) =>
        summaryOf({ kind, metadata: { uid, namespace, name, labels } }),
      );
    const wrong = actual
      .filter(summary => !expected.delete(summary))
      .map(summary => `not on the hub: ${summary}`);
    const missing = [...expected].map(summary => `missing: ${summary}`);
    const divergences = [...wrong, ...missing, ...mirror.inconsistencies()];
    if (divergences.length === 0 || performance.now() > end) {
      return divergences;
    }
    await pause(10);
  }
}
