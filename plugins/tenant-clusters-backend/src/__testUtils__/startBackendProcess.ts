import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { until } from './until';

/** Lets Node load TypeScript as the Backstage CLI does. */
const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');
/** Seconds on a machine of its own, and much longer on one that is busy. */
const START_MS = 180_000;
const KEPT_OUTPUT = 20_000;

/** A process that runs the plugin in a real backend. */
export interface BackendProcess {
  /** Everything that it printed last. */
  output(): string;
  /** A door's answer. */
  get(path: string): Promise<unknown>;
  /** How many observations of its history are not written yet; undefined before it measures that. */
  waiting(): Promise<number | undefined>;
  /** Whether it was killed. */
  ended(): boolean;
  /** Ends it as a crash does (SIGKILL): nothing is told to it. */
  kill(): Promise<void>;
}

/**
 * Starts a backend in a process of its own and waits until it has read the hub.
 *
 * @param options.database - `backend.database` of the configuration
 */
export async function startBackendProcess(options: {
  kubeconfig: string;
  database: JsonObject;
}): Promise<BackendProcess> {
  const config = {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: 'http://localhost:7007',
      listen: { host: '127.0.0.1', port: 0 },
      database: options.database,
      auth: { dangerouslyDisableDefaultAuthPolicy: true },
    },
    tenantClusters: {
      hubs: [
        { name: 'hub-eu', kubernetes: { kubeconfig: options.kubeconfig } },
      ],
    },
  };
  const child = spawn(
    process.execPath,
    ['--require', TRANSFORM, resolve(__dirname, 'runBackend.ts')],
    {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'development',
        BACKEND_CONFIG: JSON.stringify(config),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let output = '';
  const ended = once(child, 'exit');
  const ready = new Promise<void>((done, failed) => {
    const take = (chunk: Buffer) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
      if (/Hub hub-eu is live/.test(output)) {
        done();
      }
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const late = setTimeout(
      () => failed(new Error(`It was not ready in time:\n${output}`)),
      START_MS,
    );
    void ended.then(() => {
      clearTimeout(late);
      failed(new Error(`It ended:\n${output}`));
    });
    late.unref();
  });
  let isEnded = false;
  const kill = async () => {
    isEnded = true;
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await ready;
  } catch (error) {
    await kill();
    throw error;
  }
  const ask = async () => {
    const answer = once(child, 'message');
    child.send('how far are you?');
    return (await answer)[0] as { port?: number; waiting?: number };
  };
  const port = await until('it listens', async () => (await ask()).port);
  return {
    output: () => output,
    get: async path => {
      const response = await fetch(
        `http://127.0.0.1:${port}/api/tenant-clusters${path}`,
      );
      return response.json();
    },
    waiting: async () => (await ask()).waiting,
    ended: () => isEnded,
    kill,
  };
}
