import type { BackendFeature } from '@backstage/backend-plugin-api';
import { startSandbox, type Sandbox } from 'sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLabBackend } from './startLabBackend';
import { TemplateLab } from './TemplateLab';

// A task makes many calls, and a hub carries out what was merged: on a busy machine slowly.
jest.setTimeout(180_000);

/** How many times faster than usual the lab's hub works: a cluster takes a second. */
const SPEED = 60;

/**
 * Starts, in this process, what a template meets: the scaffolder with our actions and the templates of `templates/`, the
 * catalog with the sample organisation, permissions with the example policy, our backend plugin, and the sandbox: a forge with
 * the seeded platform repository and a hub whose controllers carry out what is merged.
 *
 * ```ts
 * let lab: TemplateLab;
 * beforeAll(async () => {
 *   lab = await startTemplateLab();
 * }, LAB_TIMEOUT_MS);
 * afterAll(() => lab?.close(), LAB_TIMEOUT_MS);
 *
 * it('makes a cluster', async () => {
 *   const run = await lab.run('request-tenant-cluster', values, 'ana.souza');
 *   expect(run.status).toBe('completed'); // run.error, run.log and run.output say more
 *   await lab.merge(run.pullRequest!);
 *   await lab.until('the claim is there', () => lab.claim('payments', 'payments-new') !== undefined);
 * });
 * ```
 *
 * What a run proposed: `lab.changes(number)`, `lab.diff(number)`, `lab.pull(number)`; what is in Git: `lab.read(path)`,
 * `lab.commit(files)`; the backend as a person: `lab.get(person, path)`; whatever else: `lab.sandbox`.
 *
 * @param options - `history`: names of the sample claims that are there, of all by default: with fewer the lab starts sooner;
 * `features`: more features of the backend; `config`: keys that replace those of the lab's configuration
 */
export async function startTemplateLab(
  options: {
    history?: string[];
    features?: BackendFeature[];
    config?: Record<string, unknown>;
  } = {},
): Promise<TemplateLab> {
  const folder = await mkdtemp(join(tmpdir(), 'template-lab-'));
  const errors: unknown[] = [];
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await startSandbox({
      stateDir: join(folder, 'sandbox'),
      forgePort: 0,
      hubPort: 0,
      speed: SPEED,
      history: options.history,
      onError: error => errors.push(error),
    });
    const backend = await startLabBackend({ sandbox, folder, ...options });
    const lab = new TemplateLab({ folder, sandbox, backend, errors });
    await lab.ready();
    return lab;
  } catch (error) {
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** For `beforeAll` and `afterAll`, in milliseconds: a sandbox lives through its history first, on a busy machine slowly. */
export const LAB_TIMEOUT_MS = 300_000;
