import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortalError, fileSystemError } from './PortalError.ts';
import { makeFolder } from './makeFolder.ts';
import { NODE_TRANSFORM, ROOT, type StatePaths } from './paths.ts';
import {
  portalEnvironment,
  urlOf,
  type PortalPorts,
} from './portalEnvironment.ts';
import { startProgress } from './progress.ts';
import { writeFleetConfig } from './writeFleetConfig.ts';
import { startService, waitForService, type Service } from './services.ts';

const EXIT_WITH_PARENT = join(ROOT, 'scripts/lib/exitWithParent.cjs');
const LOADERS = ['--require', EXIT_WITH_PARENT, '--require', NODE_TRANSFORM];
const SANDBOX_TIMEOUT_MS = 120_000;
const BACKEND_TIMEOUT_MS = 120_000;

export interface RunningPortal {
  url: string;
  forgeUrl: string;
  /** Resolves with a sentence when a service ends by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface StartPortalOptions {
  paths: StatePaths;
  ports: PortalPorts;
  /** Forgets the sandbox's state and the portal's database first. */
  fresh: boolean;
  /** How much faster than usual the sandbox's controllers work. */
  speed: number;
  /** Starts a large fleet of hubs beside the sandbox's own. */
  fleet?: FleetName;
  /** Files that are read after app-config.yaml, made once the sandbox is up. */
  configs?: () => string[];
  /** Whether it is up only once its pages are, which have to be built for that; so by default. */
  pages?: boolean;
}

export const FLEETS = ['small', 'medium', 'large'] as const;

export type FleetName = (typeof FLEETS)[number];

/** Makes the state's folders, and finds out at once whether they can be written to. */
export function prepareState(paths: StatePaths, fresh: boolean): void {
  try {
    if (fresh) {
      for (const folder of [paths.sandbox, paths.database]) {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    for (const folder of [
      paths.root,
      paths.sandbox,
      paths.database,
      paths.logs,
    ]) {
      makeFolder(folder);
    }
    const probe = join(paths.root, '.writable');
    // More than a block, so that a full disk shows.
    writeFileSync(probe, Buffer.alloc(64 * 1024));
    rmSync(probe);
  } catch (error) {
    throw fileSystemError(error, paths.root);
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  await response.body?.cancel();
  return response.ok;
}

function startSandbox(options: StartPortalOptions): Service {
  const { paths, ports, speed } = options;
  return startService({
    name: 'The sandbox',
    cwd: ROOT,
    args: [
      ...LOADERS,
      join(ROOT, 'packages/sandbox/src/main.ts'),
      ...['--state', paths.sandbox],
      ...['--forge-port', String(ports.forge)],
      ...['--hub-port', String(ports.hub)],
      ...['--portal-url', urlOf(ports.portal)],
      ...['--speed', String(speed)],
      ...['--ready-file', join(paths.root, 'sandbox-ready.json')],
      ...(options.fleet ? ['--fleet', options.fleet] : []),
    ],
    env: {},
    logFile: join(paths.logs, 'sandbox.log'),
  });
}

function startBackend(
  options: StartPortalOptions,
  fleetConfig: string | undefined,
): Service {
  const { paths, ports, configs = () => [] } = options;
  return startService({
    name: 'The portal',
    cwd: join(ROOT, 'packages/backend'),
    args: [
      '--no-node-snapshot',
      ...LOADERS,
      join(ROOT, 'packages/backend/src/index.ts'),
      ...['--config', join(ROOT, 'app-config.yaml')],
      ...[...(fleetConfig ? [fleetConfig] : []), ...configs()].flatMap(file => [
        '--config',
        file,
      ]),
    ],
    env: portalEnvironment(paths, ports),
    logFile: join(paths.logs, 'portal.log'),
    // In development Backstage keeps the process of a backend that failed.
    startupFailure:
      /Backend startup failed due to the following errors:\s*([^\u001b]+)/,
  });
}

/** Starts the sandbox, then the portal, and waits until both answer. What was started is stopped when anything fails. */
export async function startPortal(
  options: StartPortalOptions,
): Promise<RunningPortal> {
  const { paths, ports } = options;
  const services: Service[] = [];
  const stop = async () => {
    await Promise.all(
      services
        .splice(0)
        .reverse()
        .map(service => service.stop()),
    );
  };
  try {
    const ready = join(paths.root, 'sandbox-ready.json');
    rmSync(ready, { force: true });
    let progress = startProgress('Starting the sandbox');
    const sandbox = startSandbox(options);
    services.push(sandbox);
    await waitForService(
      sandbox,
      async () => existsSync(ready),
      SANDBOX_TIMEOUT_MS,
    );
    progress.done();

    progress = startProgress('Starting the portal');
    const backend = startBackend(options, await writeFleetConfig(paths, ready));
    services.push(backend);
    const health = `${urlOf(ports.portal)}/.backstage/health/v1/readiness`;
    await waitForService(backend, () => answers(health), BACKEND_TIMEOUT_MS);
    if (options.pages ?? true) {
      await waitForService(backend, () => answers(urlOf(ports.portal)), 30_000);
    }
    progress.done();
    return {
      url: urlOf(ports.portal),
      forgeUrl: urlOf(ports.forge),
      ended: Promise.race(services.map(service => service.ended)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error instanceof PortalError
      ? error
      : fileSystemError(error, paths.root);
  }
}
