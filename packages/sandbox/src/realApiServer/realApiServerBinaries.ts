import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of `SPOKEPORT_HUB_BIN`, where it has `etcd` and `kube-apiserver`. Tests that need a real API server say that
 * they were skipped where it is undefined.
 */
export function realApiServerBinaries(): string | undefined {
  const folder = process.env.SPOKEPORT_HUB_BIN;
  return folder &&
    ['etcd', 'kube-apiserver'].every(name => existsSync(join(folder, name)))
    ? folder
    : undefined;
}
