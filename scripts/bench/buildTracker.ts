import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../lib/paths.ts';

/** Below node_modules, so that the packages that it needs are found from there. */
const FOLDER = join(ROOT, 'node_modules/.cache/spokeport-bench');

/** What the bench needs of the backend plugin, which does not wait at its start as replicas do to start apart. */
const ENTRY = `
import { createPlugin } from './src/createPlugin';
export const plugin = createPlugin({ hubs: { startJitter: 0 } });
export {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  tenantApplicationConditions,
  tenantClusterConditions,
} from './src/alpha';
export { DefaultFleet } from './src/fleet/DefaultFleet';
export { HubWatcher } from './src/hubs/HubWatcher';
`;

/**
 * Compiles the backend plugin and the workspace's packages that it uses into one JavaScript file, as it is run in production.
 * The loader that compiles TypeScript on the way would take several hundred megabytes in the process that is measured.
 *
 * @returns the file's path
 */
export async function buildTracker(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `tracker-${process.pid}.cjs`);
  const plugin = join(ROOT, 'plugins/tenant-clusters-backend');
  await build({
    stdin: { contents: ENTRY, resolveDir: plugin, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'silent',
    plugins: [
      {
        name: 'workspace-only',
        setup({ onResolve }) {
          // Packages from the registry are loaded as they are; the workspace's are TypeScript.
          onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@spokeport/') ? undefined : { external: true },
          );
        },
      },
    ],
  });
  return outfile;
}
