import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Scripts that start a hub of real controllers; beside the repository where somebody develops it. */
const SCRIPTS =
  process.env.SPOKEPORT_REAL_HUB_SCRIPTS ??
  resolve(__dirname, '../../../../../../shared/real-hub');

/** Where those scripts have put what they built. */
const HUB_DIR = process.env.HUB_DIR;

const NEEDED = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'crossplane',
  'provider-nop',
  'hub-function',
  'workflow-controller',
  'argocd',
  'kwok',
  'nats-server',
  'argo-events',
];

/** Far from the default, so that somebody's own hub is left alone. */
const PORT = 18_600;
const ARGOCD_OFFSET = 26;

/** @returns why there can be no real hub here, or undefined */
export function realHubMissing(): string | undefined {
  if (!existsSync(join(SCRIPTS, 'up.sh'))) {
    return 'there are no scripts for a real hub beside the repository';
  }
  if (!HUB_DIR) {
    return 'HUB_DIR does not say where the real controllers are built';
  }
  const missing = NEEDED.filter(
    name => !existsSync(join(HUB_DIR, 'bin', name)),
  );
  return missing.length > 0 ? `${missing.join(', ')} not built` : undefined;
}

/** A hub of the real kube-apiserver, Crossplane, Argo CD, Argo Workflows and Argo Events. */
export class RealHub {
  readonly #run: string;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#run = join(folder, 'run');
  }

  /** Takes about 20 s. */
  static async start(): Promise<RealHub> {
    const hub = new RealHub(await mkdtemp(join(tmpdir(), 'real-hub-')));
    try {
      await hub.#script('up.sh');
    } catch (error) {
      await hub.close();
      throw error;
    }
    return hub;
  }

  get kubeconfig(): string {
    return join(this.#run, 'kubeconfig');
  }

  /** Argo CD's pages and API. */
  get argocdUrl(): string {
    return `http://127.0.0.1:${PORT + ARGOCD_OFFSET}`;
  }

  async kubectl(...args: string[]): Promise<string> {
    const { stdout } = await execute('kubectl', args, {
      env: this.#environment(),
      maxBuffer: 50_000_000,
    });
    return stdout;
  }

  /** Applies one manifest. */
  async apply(manifest: object): Promise<void> {
    const applying = execute('kubectl', ['apply', '-f', '-'], {
      env: this.#environment(),
    });
    applying.child.stdin?.end(JSON.stringify(manifest));
    await applying;
  }

  /** Makes Argo CD look at Git now, instead of at its next poll. */
  async refresh(application: string): Promise<void> {
    await this.kubectl(
      ...['-n', 'argocd', 'annotate', 'application', application],
      ...['argocd.argoproj.io/refresh=normal', '--overwrite'],
    );
  }

  /** Stops or starts one process of the hub. */
  async control(action: 'stop' | 'start', name: string): Promise<void> {
    await execute('python3', [join(SCRIPTS, 'ctl.py'), action, name], {
      env: this.#environment(),
    });
  }

  async close(): Promise<void> {
    await this.#script('down.sh');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #script(name: string): Promise<void> {
    await execute('bash', [join(SCRIPTS, name)], { env: this.#environment() });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      HUB_DIR,
      HUB_RUN: this.#run,
      HUB_PORT: String(PORT),
      KUBECONFIG: this.kubeconfig,
      KUBECACHEDIR: join(this.#run, 'kubecache'),
    };
  }
}
