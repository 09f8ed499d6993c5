import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type StatePaths } from './paths.ts';

/**
 * Writes configuration for the hubs of the sandbox's large fleet, to be read after app-config.yaml. Backstage replaces lists
 * as a whole, so that the sandbox's own hub is in it as it is there.
 *
 * @param ready - the sandbox's note of what it started
 * @returns the file's path; undefined without a large fleet
 */
export async function writeFleetConfig(
  paths: StatePaths,
  ready: string,
): Promise<string | undefined> {
  const { fleet = {} } = JSON.parse(readFileSync(ready, 'utf8')) as {
    fleet?: Record<string, string>;
  };
  if (Object.keys(fleet).length === 0) {
    return undefined;
  }
  // Not at the top: on a fresh machine this file is loaded before there are packages.
  const { parse, stringify } = await import('yaml');
  const { tenantClusters } = parse(
    readFileSync(join(ROOT, 'app-config.yaml'), 'utf8'),
  );
  const hubs = Object.entries(fleet).map(([name, kubeconfig]) => ({
    name,
    title: `Large fleet, ${name}`,
    kubernetes: { kubeconfig },
  }));
  const file = join(paths.root, 'app-config.fleet.yaml');
  writeFileSync(
    file,
    stringify({ tenantClusters: { hubs: [...tenantClusters.hubs, ...hubs] } }),
    { mode: 0o600 },
  );
  return file;
}
