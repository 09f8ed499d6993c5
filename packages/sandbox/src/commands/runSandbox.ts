import { rm, writeFile } from 'node:fs/promises';
import { startSandbox } from '../startSandbox';
import { Sandbox } from '../Sandbox';
import { explainStartFailure } from './explainStartFailure';
import { parseArguments, SandboxArguments } from './parseArguments';

/** What is printed, as one line of JSON, and written to the ready file, once everything answers. Holds no secret. */
interface ReadyNote {
  forgeUrl: string;
  hubUrl: string;
  kubeconfig: string;
  adminKubeconfig: string;
  controlUrl: string;
  seededInMs?: number;
  /** Kubeconfigs of the large fleet's hubs by their names. */
  fleet: Record<string, string>;
}

/** The sandbox as a process of its own: runs until it is told to stop. Resolves to the exit code. */
export async function runSandbox(argv: string[]): Promise<number> {
  const stopped = untilStopped();
  let sandbox: Sandbox | undefined;
  try {
    const options = parseArguments(argv);
    const starting = startSandbox({ ...options, onError: report });
    const first = await Promise.race([starting, stopped]);
    if (first === undefined) {
      // Stopped while it starts: a start cannot be cut short safely, but it is short.
      sandbox = await starting;
    } else {
      sandbox = first;
      await tellReady(sandbox, options);
      await stopped;
    }
    await sandbox.close();
    if (options.readyFile) await rm(options.readyFile, { force: true });
    return 0;
  } catch (error) {
    await sandbox?.close().catch(() => {});
    process.stderr.write(`${explainStartFailure(error)}\n`);
    return 1;
  }
}

function untilStopped(): Promise<undefined> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => resolve(undefined));
    }
  });
}

async function tellReady(
  sandbox: Sandbox,
  { readyFile }: SandboxArguments,
): Promise<void> {
  const note: ReadyNote = {
    forgeUrl: sandbox.forge.url,
    hubUrl: sandbox.hub.url,
    kubeconfig: sandbox.kubeconfig,
    adminKubeconfig: sandbox.adminKubeconfig,
    controlUrl: sandbox.controlUrl,
    seededInMs: sandbox.seededInMs,
    fleet: sandbox.fleetKubeconfigs,
  };
  if (readyFile) {
    await writeFile(readyFile, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  }
  process.stdout.write(`${JSON.stringify(note)}\n`);
}

function report(error: unknown): void {
  process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
}
