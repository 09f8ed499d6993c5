import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PortalError, fileSystemError } from './PortalError.ts';
import { makeFolder } from './makeFolder.ts';
import { ROOT, YARN } from './paths.ts';
import { startProgress } from './progress.ts';
import { run } from './run.ts';

const STAMP = join(ROOT, 'node_modules/.spokeport-install');
const LOG = join(ROOT, '.spokeport/logs/install.log');
const NEEDED_BYTES = 3 * 1024 ** 3;

/** Every workspace's package.json: the lockfile alone does not tell a new script or role. */
function manifests(): string[] {
  const folders = ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(ROOT, parent)).map(name => join(ROOT, parent, name)),
  );
  return [ROOT, ...folders]
    .map(folder => join(folder, 'package.json'))
    .filter(file => existsSync(file))
    .sort();
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of [join(ROOT, 'yarn.lock'), ...manifests()]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Headers of the running Node, for the few packages with native parts: node-gyp would otherwise fetch them. They come with
 * the distribution that npm brought, or stand beside a usual installation.
 */
export function nodeHeaders(): NodeJS.ProcessEnv {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node.h'))
    ? { npm_config_nodedir: prefix }
    : {};
}

/** What went wrong with an installation, as a sentence, from what Yarn printed. */
export function explain(output: string): string {
  if (/ENOSPC|no space left/i.test(output)) {
    return 'the disk is full; free some space (about 4 GB are needed) and try again.';
  }
  if (/EACCES|EROFS|EPERM/.test(output)) {
    return `the folder ${ROOT} can't be written to.`;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|RequestError|getaddrinfo/.test(
      output,
    )
  ) {
    return "the package registry can't be reached; check the network or Yarn's npmRegistryServer setting and try again.";
  }
  if (/lockfile would have been modified/.test(output)) {
    return 'yarn.lock does not fit the package.json files; run yarn install and commit what it changes.';
  }
  return `the packages could not be installed; the output is in ${LOG}.`;
}

/** Installs the packages when they are not there or the lockfile has changed since. */
export async function ensurePackages(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  try {
    makeFolder(dirname(LOG));
  } catch (error) {
    throw fileSystemError(error, dirname(LOG));
  }
  const { bavail, bsize } = statfsSync(ROOT);
  if (
    !existsSync(join(ROOT, 'node_modules')) &&
    bavail * bsize < NEEDED_BYTES
  ) {
    throw new PortalError(
      `the disk that holds ${ROOT} has ${Math.round(
        (bavail * bsize) / 1024 ** 2,
      )} MB free and the packages need about 3 GB; free some space and try again.`,
    );
  }
  const progress = startProgress('Installing packages', '1 to 3 min, once');
  const { code, output } = await run(
    process.execPath,
    [YARN, 'install', '--immutable'],
    { cwd: ROOT, env: nodeHeaders(), logFile: LOG },
  );
  if (code !== 0) {
    progress.fail();
    throw new PortalError(explain(output));
  }
  writeFileSync(STAMP, wanted);
  progress.done();
}
