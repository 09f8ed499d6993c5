import { existsSync } from 'node:fs';
import { PortalError } from './PortalError.ts';
import { ROOT } from './paths.ts';
import { startProgress } from './progress.ts';
import { run } from './run.ts';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser that the tests drive, if there is one. */
export function findChromium(): string | undefined {
  return CANDIDATES.find(path => path && existsSync(path));
}

/** Installs Debian's Chromium where there is no browser. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) {
    return found;
  }
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const progress = startProgress('Installing Chromium', 'about 1 min, once');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { cwd: ROOT, env });
    const { code } = await run(
      'apt-get',
      [
        'install',
        '-y',
        '-qq',
        '--no-install-recommends',
        'chromium',
        'fonts-dejavu-core',
      ],
      { cwd: ROOT, env },
    );
    if (code === 0) {
      progress.done();
    } else {
      progress.fail();
    }
  }
  const installed = findChromium();
  if (!installed) {
    throw new PortalError(
      'the browser test needs Chromium; install it or name it in CHROMIUM_PATH.',
    );
  }
  return installed;
}
