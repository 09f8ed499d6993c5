import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortalError } from './PortalError.ts';
import { makeFolder } from './makeFolder.ts';
import { ROOT } from './paths.ts';
import { startProgress } from './progress.ts';
import { run } from './run.ts';

const APP = join(ROOT, 'packages/app');
const STAMP = join(APP, 'dist/.spokeport-build');
const LOG = join(ROOT, '.spokeport/logs/build.log');

/** What goes into the browser: the app, our frontend packages and what they share with the backend. */
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'plugins/tenant-clusters/src',
  'plugins/tenant-clusters-common/src',
  'plugins/scaffolder-module-tenant-clusters/src',
];

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [
    join(ROOT, 'yarn.lock'),
    join(APP, 'package.json'),
    ...SOURCES.flatMap(source => sourceFiles(join(ROOT, source))),
  ]) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Builds the app that the backend serves, when its sources have changed since the last build. */
export async function ensureApp(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  makeFolder(join(ROOT, '.spokeport/logs'));
  const progress = startProgress('Building the pages', 'about 1 min, once');
  const { code, output } = await run(
    process.execPath,
    [
      join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    { cwd: APP, logFile: LOG },
  );
  if (code !== 0) {
    progress.fail();
    throw new PortalError(
      /ENOSPC/.test(output)
        ? 'the disk is full; free some space and try again.'
        : `the pages could not be built; the output is in ${LOG}.`,
    );
  }
  writeFileSync(STAMP, wanted);
  progress.done();
}
