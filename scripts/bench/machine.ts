import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { availableParallelism } from 'node:os';

const require = createRequire(import.meta.url);

const PACKAGES = [
  '@backstage/backend-defaults',
  '@kubernetes/client-node',
  'undici',
  'better-sqlite3',
];

/** The machine and the versions that figures were taken with. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  v8: string;
  packages: Record<string, string>;
}

function versionOf(name: string): string {
  try {
    const path = require.resolve(`${name}/package.json`);
    return JSON.parse(readFileSync(path, 'utf8')).version;
  } catch {
    return 'unknown';
  }
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    packages: Object.fromEntries(PACKAGES.map(name => [name, versionOf(name)])),
  };
}
