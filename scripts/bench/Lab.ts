import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { buildTracker } from './buildTracker.ts';
import { BenchProcess } from './BenchProcess.ts';
import type { BenchSize } from './BenchOptions.ts';
import { modelledObjects, type FleetDescription } from './FleetDescription.ts';
import { createPeople, type People } from './people.ts';
import type { Pinning } from './Pinning.ts';
import type { ColdReading } from './processes/tapFleet.ts';

const SYNC_TIMEOUT_MS = 300_000;

/** A tracker that runs the whole plugin. */
export interface PluginTracker {
  process: BenchProcess;
  /** Of the plugin's API. */
  url: string;
  cold: ColdReading;
}

/** A load generator with a fleet, and everything to measure trackers on it. */
export class Lab {
  readonly fleet: FleetDescription;
  readonly generator: BenchProcess;
  readonly people: People;
  readonly #folder: string;
  /** The compiled plugin. */
  readonly #tracker: string;
  readonly #logs: string;
  readonly #pinning: Pinning;
  readonly #processes: BenchProcess[] = [];
  #trackers = 0;

  static async open(options: {
    size: BenchSize;
    folder: string;
    pinning: Pinning;
  }): Promise<Lab> {
    const { size, folder, pinning } = options;
    const logs = join(folder, 'logs');
    mkdirSync(logs, { recursive: true });
    const generator = BenchProcess.start({
      name: 'generator',
      role: 'generator',
      script: 'packages/sandbox/src/load/main.ts',
      args: ['--size', size, '--dir', join(folder, 'load')],
      typescript: true,
      pinning,
      logs,
    });
    try {
      const fleet = await generator.ready<FleetDescription>();
      const tracker = await buildTracker();
      const people = await createPeople('http://127.0.0.1/api/auth');
      return new Lab({
        fleet,
        generator,
        people,
        tracker,
        folder,
        logs,
        pinning,
      });
    } catch (error) {
      await generator.stop();
      throw error;
    }
  }

  private constructor(parts: {
    fleet: FleetDescription;
    generator: BenchProcess;
    people: People;
    tracker: string;
    folder: string;
    logs: string;
    pinning: Pinning;
  }) {
    this.fleet = parts.fleet;
    this.generator = parts.generator;
    this.people = parts.people;
    this.#folder = parts.folder;
    this.#tracker = parts.tracker;
    this.#logs = parts.logs;
    this.#pinning = parts.pinning;
    this.#processes.push(parts.generator);
  }

  get objects(): number {
    return modelledObjects(this.fleet);
  }

  /** Starts a process of the bench; it ends with the lab if not before. */
  async start(options: {
    name: string;
    role: 'tracker' | 'reader';
    script: string;
    args?: string[];
    nodeArgs?: string[];
    env?: NodeJS.ProcessEnv;
  }): Promise<BenchProcess> {
    const started = BenchProcess.start({
      ...options,
      pinning: this.#pinning,
      logs: this.#logs,
    });
    this.#processes.push(started);
    await started.ready();
    return started;
  }

  /** Syncs the model alone; the process is left running. */
  async startModel(): Promise<{ process: BenchProcess; cold: ColdReading }> {
    const process = await this.#startTracker();
    const cold = await this.#synced(process, () =>
      process.call('startModel', {
        kubeconfigs: this.fleet.hubs.map(({ name, kubeconfig }) => ({
          name,
          path: kubeconfig,
        })),
      }),
    );
    return { process, cold };
  }

  /** Syncs the whole plugin in a backend; the process is left running. */
  async startPlugin(): Promise<PluginTracker> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const process = await this.#startTracker([
      '--config',
      this.#writeConfig(url, port),
    ]);
    const cold = await this.#synced(process, () =>
      process.call('startPlugin', { jwks: this.people.jwks }),
    );
    return { process, url: `${url}/api/tenant-clusters`, cold };
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.splice(0).map(one => one.stop()));
    rmSync(this.#tracker, { force: true });
  }

  #startTracker(args: string[] = []): Promise<BenchProcess> {
    this.#trackers += 1;
    return this.start({
      name: `tracker-${this.#trackers}`,
      role: 'tracker',
      script: 'scripts/bench/processes/tracker.ts',
      args,
      nodeArgs: ['--no-node-snapshot', '--expose-gc'],
      env: { LOG_LEVEL: 'warn', SPOKEPORT_BENCH_TRACKER: this.#tracker },
    });
  }

  /** A tracker that does not get in sync is stopped: it must not take time from what is measured next. */
  async #synced(
    process: BenchProcess,
    start: () => Promise<unknown>,
  ): Promise<ColdReading> {
    try {
      const [cold] = await Promise.all([
        process.call<ColdReading>('untilSynced', {
          hubs: this.fleet.hubs.length,
          objects: this.objects,
          timeoutMs: SYNC_TIMEOUT_MS,
        }),
        start(),
      ]);
      return cold;
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  #writeConfig(url: string, port: number): string {
    const database = join(this.#folder, `database-${this.#trackers + 1}`);
    rmSync(database, { recursive: true, force: true });
    mkdirSync(database, { recursive: true });
    const path = join(this.#folder, 'app-config.bench.yaml');
    const config = {
      app: { baseUrl: url },
      organization: { name: 'Acme' },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'better-sqlite3',
          connection: { directory: database },
        },
      },
      permission: { enabled: true },
      tenantClusters: {
        platformTeam: 'group:default/platform-team',
        hubs: this.fleet.hubs.map(({ name, kubeconfig }) => ({
          name,
          title: name,
          kubernetes: { kubeconfig },
        })),
        environments: ['dev', 'stage', 'prod'],
      },
    };
    writeFileSync(path, stringify(config), { mode: 0o600 });
    return path;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
