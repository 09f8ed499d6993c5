import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PortalError } from './lib/PortalError.ts';
import { ensureApp } from './lib/buildApp.ts';
import { ensureChromium } from './lib/chromium.ts';
import { ensurePackages } from './lib/install.ts';
import { ROOT } from './lib/paths.ts';
import { ensurePostgres, startPostgres } from './lib/postgres.ts';
import { startProgress } from './lib/progress.ts';
import { readArguments } from './lib/readArguments.ts';
import { killRunning, run as runCommand } from './lib/run.ts';

const USAGE = `Usage: ./portal test [--only STEP[,STEP…]]

Runs lint, formatting, types, unit and integration tests (Jest), tests of the scripts and the browser test; installs what
they need, a PostgreSQL server of their own with it. Steps: lint, formatting, types, script-types, jest, scripts, browser.`;

const LOGS = join(ROOT, '.spokeport/logs');
const CLI = join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);

interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  name: string;
  title: string;
  run: (logFile: string) => Promise<Outcome>;
}

const one = (ok: boolean): Outcome => ({
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  skipped: 0,
});

/** A check that passes or fails as a whole; it counts as one test. */
const check = (
  name: string,
  title: string,
  command: string,
  args: string[],
): Step => ({
  name,
  title,
  run: async logFile => {
    const { code, output } = await runCommand(command, args, {
      cwd: ROOT,
      logFile,
    });
    if (code !== 0) {
      console.log(output.slice(-8000));
    }
    return one(code === 0);
  },
});

/** Runs Jest with a PostgreSQL server beside it; without one it says why, and what needs it is skipped. */
async function runJestOnDatabases(logFile: string): Promise<Outcome> {
  const server = await ensurePostgres()
    .then(startPostgres)
    .catch(error => {
      if (!(error instanceof PortalError)) {
        throw error;
      }
      console.log(`No tests on PostgreSQL: ${error.message}`);
      return undefined;
    });
  try {
    return await runJest(logFile, server?.env);
  } finally {
    await server?.stop();
  }
}

async function runJest(
  logFile: string,
  databases: Record<string, string> = {},
): Promise<Outcome> {
  const results = join(LOGS, 'jest.json');
  rmSync(results, { force: true });
  const { code, output } = await runCommand(
    process.execPath,
    [
      ...['--no-node-snapshot', CLI, 'repo', 'test'],
      ...[
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${results}`,
      ],
    ],
    {
      cwd: ROOT,
      logFile,
      env: { CI: 'true', BACKSTAGE_TEST_DISABLE_DOCKER: '1', ...databases },
    },
  );
  if (!existsSync(results)) {
    console.log(output.slice(-8000));
    return one(false);
  }
  const report = JSON.parse(readFileSync(results, 'utf8'));
  for (const suite of report.testResults) {
    if (suite.status === 'failed') {
      console.log(suite.message.slice(0, 4000));
    }
  }
  // A suite that does not even load has no tests to fail.
  const brokenSuites = report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenSuites || (code === 0 ? 0 : 1),
    skipped: report.numPendingTests,
  };
}

/** Runs files with Node's own test runner and reads its closing lines (TAP). */
async function runNodeTests(
  files: string[],
  logFile: string,
  timeoutMs: number,
): Promise<Outcome> {
  const { code, output } = await runCommand(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      '--test-reporter=tap',
      '--test-concurrency=1',
      `--test-timeout=${timeoutMs}`,
      ...files,
    ],
    { cwd: ROOT, logFile },
  );
  const count = (what: string) =>
    Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  if (code !== 0) {
    console.log(output.slice(-8000));
  }
  return {
    passed: count('pass'),
    failed: failed || (code === 0 ? 0 : 1),
    skipped: count('skipped'),
  };
}

const STEPS: Step[] = [
  check('lint', 'Lint', process.execPath, [
    CLI,
    'repo',
    'lint',
    '--max-warnings',
    '0',
  ]),
  check('formatting', 'Formatting', bin('prettier'), [
    '--check',
    '--loglevel',
    'warn',
    '.',
  ]),
  check('types', 'Types', bin('tsc'), ['--incremental', 'false']),
  check('api-reports', 'API reports', bin('backstage-repo-tools'), [
    'api-reports',
    ...['--include', 'plugins/*'],
    ...['-o', 'ae-wrong-input-file-type,ae-undocumented'],
    '--validate-release-tags',
    '--ci',
  ]),
  check('script-types', 'Types of the scripts', bin('tsc'), ['-p', 'scripts']),
  {
    name: 'jest',
    title: 'Unit and integration tests',
    run: runJestOnDatabases,
  },
  {
    name: 'scripts',
    title: 'Tests of the scripts',
    run: logFile =>
      runNodeTests(
        [
          'scripts/portal.test.ts',
          'scripts/bench.test.ts',
          'scripts/hubPermissions.test.ts',
        ],
        logFile,
        600_000,
      ),
  },
  {
    name: 'browser',
    title: 'Browser test',
    run: async logFile => {
      await ensureChromium();
      await ensureApp();
      return runNodeTests(['scripts/e2e/journey.test.ts'], logFile, 900_000);
    },
  },
];

function chooseSteps(only: string | undefined): Step[] {
  if (!only) {
    return STEPS;
  }
  const names = only.split(',');
  const unknown = names.find(name => !STEPS.some(step => step.name === name));
  if (unknown) {
    throw new PortalError(
      `there is no step '${unknown}'; the steps are ${STEPS.map(
        step => step.name,
      ).join(', ')}.`,
    );
  }
  return STEPS.filter(step => names.includes(step.name));
}

/** `./portal test`. The last line is 'N passed, N failed'. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments('test', {
    args,
    options: {
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const steps = chooseSteps(values.only);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      killRunning();
      process.exit(130);
    });
  }
  await ensurePackages();
  mkdirSync(LOGS, { recursive: true });
  const total: Outcome = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    const progress = startProgress(step.title);
    const outcome = await step
      .run(join(LOGS, `test-${step.name}.log`))
      .catch(error => {
        console.log(error instanceof PortalError ? error.message : error);
        return one(false);
      });
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
    if (outcome.failed > 0) {
      progress.fail();
    } else {
      progress.done(`${outcome.passed} passed`);
    }
  }
  if (total.skipped > 0) {
    console.log(
      `${total.skipped} skipped: what they need is not on this machine`,
    );
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}
