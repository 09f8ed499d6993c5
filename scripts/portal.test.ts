import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { explain } from './lib/install.ts';
import { ROOT } from './lib/paths.ts';
import {
  connectionVariable,
  ensurePostgres,
  findPostgres,
  startPostgres,
} from './lib/postgres.ts';
import { startService } from './lib/services.ts';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const folder = mkdtempSync(join(tmpdir(), 'portal-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const PATH_WITH_NODE = `${dirname(process.execPath)}:${process.env.PATH}`;

function run(
  args: string[],
  options: { script?: string; path?: string } = {},
): Promise<Outcome> {
  const { script = join(ROOT, 'portal'), path = PATH_WITH_NODE } = options;
  return new Promise(resolve => {
    execFile(
      '/bin/sh',
      [script, ...args],
      {
        cwd: folder,
        env: { ...process.env, PATH: path, SPOKEPORT_STATE_DIR: '' },
      },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** One sentence that names the program, no stack, exit code 1. */
function assertRefused(outcome: Outcome, sentence: RegExp): void {
  assert.match(outcome.stderr, sentence);
  assert.match(outcome.stderr, /^portal: [^\n]+[.?]\n$/);
  assert.equal(outcome.code, 1);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `It did not come true: ${condition}`);
    await delay(20);
  }
}

/** Whether a process runs; one that ended and waits to be noticed does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return !existsSync('/proc');
  }
}

describe('./portal', () => {
  const COMMANDS = ['start', 'bench', 'test', 'doctor', 'sandbox'];

  it('says what there is', async () => {
    const help = await run(['--help']);
    assert.equal(help.code, 0);
    for (const command of COMMANDS) {
      assert.match(help.stdout, new RegExp(`^  ${command} `, 'm'));
    }
    const nothing = await run([]);
    assert.equal(nothing.code, 1);
    assert.equal(nothing.stdout, help.stdout);
  });

  for (const command of COMMANDS) {
    it(`says what ${command} does, and refuses what it does not know`, async () => {
      const help = await run([command, '--help']);
      assert.equal(help.code, 0);
      assert.match(help.stdout, new RegExp(`^Usage: ./portal ${command}`));
      assert.equal(help.stderr, '');
      assertRefused(
        await run([command, '--colour', 'blue']),
        new RegExp(`'--colour'; ./portal ${command} --help`),
      );
    });
  }

  const REFUSED: { args: string[]; sentence: RegExp; reason: string }[] = [
    {
      args: ['strat'],
      sentence: /there is no command 'strat'/,
      reason: 'a command that does not exist',
    },
    {
      args: ['constructor'],
      sentence: /there is no command 'constructor'/,
      reason: 'a word that every object knows',
    },
    {
      args: ['start', 'now'],
      sentence: /Unexpected argument 'now'/,
      reason: 'a word too many',
    },
    ...['0', '-1', '101', 'fast', ''].map(speed => ({
      args: ['start', `--speed=${speed}`],
      sentence: /--speed needs a number above 0, at most 100/,
      reason: `speed '${speed}'`,
    })),
    ...['0', '65536', '70.5', 'http', ''].map(port => ({
      args: ['start', `--forge-port=${port}`],
      sentence: /--forge-port needs a port between 1 and 65535/,
      reason: `port '${port}'`,
    })),
    {
      args: ['start', '--fleet', 'huge'],
      sentence: /--fleet needs one of small, medium, large/,
      reason: 'a fleet that there is not',
    },
    {
      args: ['bench', '--size', 'XXL'],
      sentence: /--size needs one of XS, S, M, L/,
      reason: 'a size that there is not',
    },
    {
      args: ['start', '--hub-port=7007'],
      sentence: /three different ports/,
      reason: 'one port for two',
    },
    {
      args: ['test', '--only', 'lint,nonsense'],
      sentence: /there is no step 'nonsense'; the steps are lint, /,
      reason: 'a step that does not exist',
    },
    {
      args: ['sandbox', 'break'],
      sentence: /that is no command of the sandbox/,
      reason: 'a command that the sandbox does not have',
    },
    {
      args: ['sandbox', 'list', '--state', join(folder, 'nothing')],
      sentence: /there is no sandbox yet/,
      reason: 'a sandbox that never ran',
    },
  ];
  for (const { args, sentence, reason } of REFUSED) {
    it(`refuses in one sentence: ${reason}`, async () => {
      assertRefused(await run(args), sentence);
    });
  }
});

describe('./portal start, before anything is installed', () => {
  const listening: Server[] = [];
  const listen = () =>
    new Promise<number>(resolve => {
      const server = createServer();
      listening.push(server);
      server.listen(0, '127.0.0.1', () =>
        resolve((server.address() as AddressInfo).port),
      );
    });
  const close = (server: Server) =>
    new Promise(resolve => {
      server.close(resolve);
    });
  let taken: number;
  let free: Record<'portal' | 'forge' | 'hub', number>;

  before(async () => {
    free = {
      portal: await listen(),
      forge: await listen(),
      hub: await listen(),
    };
    await Promise.all(listening.splice(0).map(close));
    taken = await listen();
  });
  after(() => Promise.all(listening.map(close)));

  const start = (
    state: string,
    ports: Partial<Record<'portal' | 'forge' | 'hub', number>> = {},
  ) =>
    run([
      'start',
      '--state',
      state,
      ...Object.entries({ ...free, ...ports }).map(
        ([name, port]) => `--${name}-port=${port}`,
      ),
    ]);

  for (const name of ['portal', 'forge', 'hub'] as const) {
    it(`names the port that is in use and the switch that chooses another: ${name}`, async () => {
      const state = join(folder, `ports-${name}`);
      const outcome = await start(state, { [name]: taken });
      assertRefused(outcome, /is in use; stop what uses it/);
      assert.ok(outcome.stderr.includes(`port ${taken}, wanted for`));
      assert.ok(outcome.stderr.includes(`with --${name}-port.`));
      assert.equal(existsSync(state), false);
    });
  }

  it('says that the sandbox does not answer, or that something else does', async () => {
    const state = join(folder, 'answers');
    mkdirSync(join(state, 'sandbox'), { recursive: true });
    writeFileSync(join(state, 'sandbox/tokens.json'), '{"controlToken":"t"}');
    const list = (port: number) =>
      run(['sandbox', 'list', '--state', state, `--forge-port=${port}`]);
    assertRefused(await list(free.forge), /the sandbox does not answer/);
    const other = createServer(socket => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nHi'),
      );
    });
    listening.push(other);
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    assertRefused(
      await list((other.address() as AddressInfo).port),
      /is not the sandbox/,
    );
  });

  it('says that the state has no folder: a file stands there', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    assertRefused(await start(file), /can't be written to; choose another/);
    assertRefused(await start(join(file, 'state')), /can't be written to/);
  });

  it(
    'says that the folder cannot be made',
    { skip: !existsSync('/proc/self') && 'there is no /proc' },
    async () => {
      assertRefused(
        await start('/proc/spokeport'),
        /\/proc\/spokeport can't be written to/,
      );
    },
  );

  /** A small file system of its own, as root can mount one; `skip` otherwise. */
  async function onFileSystem(
    options: string,
    test: (path: string) => Promise<void>,
    skip: (reason: string) => void,
  ): Promise<void> {
    const path = mkdtempSync(join(folder, 'mount-'));
    const mounted = spawnSync('mount', [
      ...['-t', 'tmpfs', '-o', options],
      ...['tmpfs', path],
    ]);
    if (mounted.status !== 0) {
      skip('no file system can be mounted here');
      return;
    }
    try {
      await test(path);
    } finally {
      spawnSync('umount', [path]);
    }
  }

  it('says that the disk is full', t =>
    onFileSystem(
      'size=32k',
      async path => {
        assertRefused(await start(path), /the disk that holds .* is full/);
        assertRefused(await start(join(path, 'a/b')), /is full/);
      },
      reason => t.skip(reason),
    ));

  it('says that the file system is read-only', t =>
    onFileSystem(
      'size=1m,ro',
      async path => {
        assertRefused(await start(path), /can't be written to/);
        assertRefused(await start(join(path, 'a')), /can't be written to/);
      },
      reason => t.skip(reason),
    ));

  it(
    'says that the folder belongs to somebody else',
    { skip: process.getuid?.() === 0 && 'root may write everywhere' },
    async () => {
      const locked = join(folder, 'locked');
      mkdirSync(locked, { mode: 0o500 });
      assertRefused(await start(locked), /can't be written to/);
    },
  );
});

describe('the Node that ./portal takes', () => {
  const NPM_OFFLINE =
    'echo "npm error code ENOTFOUND"; echo "npm error network request failed"; exit 1';
  const nodeScript = (version: string) => `#!/bin/sh
if [ "$1" = -p ]; then echo "${version}"; exit; fi
echo "node ${version} ran $*"
`;
  let made = 0;

  /** A copy of `portal` with a PATH of its own: what a shell needs, and the given programs. */
  function machine(programs: Record<string, string>) {
    made += 1;
    const root = join(folder, `machine ${made}`);
    const bin = join(root, 'bin');
    mkdirSync(bin, { recursive: true });
    copyFileSync(join(ROOT, 'portal'), join(root, 'portal'));
    for (const tool of ['dirname', 'mkdir', 'uname', 'chmod', 'cat']) {
      const found = ['/bin', '/usr/bin']
        .map(place => join(place, tool))
        .find(existsSync);
      symlinkSync(found!, join(bin, tool));
    }
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    }
    return {
      root,
      bin,
      run: (...args: string[]) =>
        run(args, { script: join(root, 'portal'), path: bin }),
    };
  }
  const npm = (script: string) =>
    `#!/bin/sh\necho "$*" >>"$0.calls"\n${script}\n`;
  /** Puts a Node where npm's `--prefix` says. */
  const bringing = (version: string) =>
    npm(`place="$3/node_modules/node-any/bin"
mkdir -p "$place"
cat >"$place/node" <<'END'
${nodeScript(version)}END
chmod 755 "$place/node"`);

  for (const version of ['24', '26']) {
    it(`is the machine's when it is new enough (${version})`, async () => {
      const { run: portal, root } = machine({ node: nodeScript(version) });
      const { code, stdout, stderr } = await portal('start', '--speed', '2 3');
      assert.equal(stderr, '');
      assert.equal(code, 0);
      assert.match(
        stdout,
        new RegExp(`^node ${version} ran --disable-warning`),
      );
      assert.ok(
        stdout.trim().endsWith(`${root}/scripts/portal.ts start --speed 2 3`),
      );
      assert.equal(existsSync(join(root, '.spokeport')), false);
    });
  }

  const TOO_OLD: { reason: string; node: Record<string, string> }[] = [
    { reason: 'the machine has Node 20', node: { node: nodeScript('20') } },
    { reason: 'the machine has none', node: {} },
    {
      reason: 'what is called node is something else',
      node: { node: '#!/bin/sh\nexit 0\n' },
    },
  ];
  for (const { reason, node } of TOO_OLD) {
    it(`is brought by npm, once: ${reason}`, async () => {
      const {
        run: portal,
        root,
        bin,
      } = machine({
        ...node,
        npm: bringing('24'),
      });
      const first = await portal('doctor');
      assert.equal(first.stderr, '');
      assert.match(first.stdout, /^Bringing Node 24 through npm \(once\)/);
      assert.match(first.stdout, /^node 24 ran .* doctor$/m);
      const second = await portal('doctor');
      assert.match(second.stdout, /^node 24 ran/);
      const calls = readFileSync(join(bin, 'npm.calls'), 'utf8');
      assert.match(
        calls,
        /^install --prefix .* node-(linux|darwin)-(x64|arm64)@24\n$/,
      );
      assert.ok(calls.includes(`--prefix ${root}/.spokeport/tools `));
    });
  }

  const FAILURES: { reason: string; npm: string; sentence: RegExp }[] = [
    {
      reason: 'no network',
      npm: npm(NPM_OFFLINE),
      sentence: /the package registry can't be reached/,
    },
    {
      reason: 'a full disk',
      npm: npm('echo "npm error code ENOSPC" >&2; exit 1'),
      sentence: /the disk is full/,
    },
    {
      reason: 'no rights',
      npm: npm('echo "npm error code EACCES" >&2; exit 1'),
      sentence: /can't be written to/,
    },
    {
      reason: 'something else',
      npm: npm('echo "npm error odd" >&2; exit 1'),
      sentence: /npm could not install node-.*@24; its output is in .*npm.log/,
    },
    {
      reason: 'npm that brings nothing',
      npm: npm('exit 0'),
      sentence: /npm brought no Node 24/,
    },
    {
      reason: 'npm that brings what does not run here',
      npm: bringing('not a version'),
      sentence: /npm brought no Node 24/,
    },
  ];
  for (const { reason, npm: script, sentence } of FAILURES) {
    it(`is missing, which is said in a sentence: ${reason}`, async () => {
      const { run: portal, root } = machine({
        node: nodeScript('18'),
        npm: script,
      });
      assertRefused(await portal('start'), sentence);
      if (reason === 'something else') {
        assert.equal(
          readFileSync(join(root, '.spokeport/tools/npm.log'), 'utf8'),
          'npm error odd\n',
        );
      }
    });
  }

  it('is missing: no npm either', async () => {
    assertRefused(await machine({}).run('start'), /neither it nor npm/);
  });

  it('is missing: the folder cannot be written to', async () => {
    const { run: portal, root } = machine({ npm: bringing('24') });
    writeFileSync(join(root, '.spokeport'), 'a file in its place');
    assertRefused(await portal('start'), /can't be written to/);
  });
});

describe('what went wrong with the packages', () => {
  const CASES: { output: string; sentence: RegExp; reason: string }[] = [
    {
      output:
        '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry.yarnpkg.com',
      sentence: /^the package registry can't be reached/,
      reason: 'no network',
    },
    {
      output: '➤ YN0001: │ Error: connect ECONNREFUSED 127.0.0.1:1',
      sentence: /^the package registry can't be reached/,
      reason: 'nothing listens there',
    },
    {
      output: '➤ YN0001: │ Error: ENOSPC: no space left on device, write',
      sentence: /^the disk is full/,
      reason: 'a full disk',
    },
    {
      output: "➤ YN0001: │ Error: EROFS: read-only file system, mkdir 'x'",
      sentence: /can't be written to/,
      reason: 'read-only',
    },
    {
      output:
        '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
      sentence: /^yarn.lock does not fit/,
      reason: 'a lockfile behind its manifests',
    },
    {
      output: '➤ YN0009: │ better-sqlite3 could not be built successfully',
      sentence: /the output is in .*install\.log/,
      reason: 'anything else',
    },
  ];
  for (const { output, sentence, reason } of CASES) {
    it(`is one sentence: ${reason}`, () => {
      assert.match(explain(output), sentence);
      assert.doesNotMatch(explain(output), /\n/);
    });
  }
});

describe('the services', () => {
  /** Writes its own pid and its child's; neither ends on SIGTERM when `stubborn`. */
  function service(stubborn: boolean) {
    const place = mkdtempSync(join(folder, 'service-'));
    const pids = join(place, 'pids');
    const child = join(place, 'child.cjs');
    const script = join(place, 'service.cjs');
    const deaf = stubborn ? "process.on('SIGTERM', () => {});" : '';
    writeFileSync(child, `${deaf} setInterval(() => {}, 1000);`);
    writeFileSync(
      script,
      `${deaf}
const { spawn } = require('node:child_process');
const { writeFileSync, renameSync } = require('node:fs');
const child = spawn(process.execPath, [${JSON.stringify(child)}]);
writeFileSync(${JSON.stringify(`${pids}.new`)}, process.pid + ' ' + child.pid);
renameSync(${JSON.stringify(`${pids}.new`)}, ${JSON.stringify(pids)});
setInterval(() => {}, 1000);`,
    );
    return {
      script,
      logFile: join(place, 'log'),
      place,
      pids: async () => {
        await until(() => existsSync(pids));
        return readFileSync(pids, 'utf8').split(' ').map(Number);
      },
    };
  }

  it('stop with everything that they started', async () => {
    const { script, logFile, place, pids } = service(false);
    const running = startService({
      name: 'The test',
      args: [script],
      cwd: place,
      env: {},
      logFile,
    });
    const all = await pids();
    assert.deepEqual(all.map(isAlive), [true, true]);
    await running.stop();
    await until(() => !all.some(isAlive));
    assert.equal(await running.ended, 'The test stopped');
    await running.stop();
  });

  it('take with them a grandchild that outlived its parent', async () => {
    const { script, logFile, place, pids } = service(true);
    const running = startService({
      name: 'The test',
      args: [script],
      cwd: place,
      env: {},
      logFile,
    });
    const all = await pids();
    process.kill(all[0], 'SIGKILL');
    assert.match(
      await running.ended,
      /^The test ended unexpectedly \(SIGKILL\)/,
    );
    assert.equal(isAlive(all[1]), true);
    await running.stop();
    await until(() => !all.some(isAlive));
  });

  it('say their last words when they end by themselves', async () => {
    const { place, logFile } = service(false);
    const script = join(place, 'failing.cjs');
    writeFileSync(script, "console.error('no luck'); process.exit(3);");
    const running = startService({
      name: 'The test',
      args: [script],
      cwd: place,
      env: {},
      logFile,
    });
    assert.match(await running.ended, /\(exit code 3\)[^]*no luck/);
  });

  for (const stubborn of [false, true]) {
    it(`end when who started them is killed${
      stubborn ? ', deaf ones after a moment' : ''
    }`, async () => {
      const { script, logFile, place, pids } = service(stubborn);
      const starter = join(place, 'starter.mjs');
      const args = ['--require', join(ROOT, 'scripts/lib/exitWithParent.cjs')];
      writeFileSync(
        starter,
        `import { startService } from ${JSON.stringify(
          join(ROOT, 'scripts/lib/services.ts'),
        )};
startService(${JSON.stringify({
          name: 'The test',
          args: [...args, script],
          cwd: place,
          env: {},
          logFile,
        })});`,
      );
      const parent = spawn(process.execPath, [starter], { stdio: 'ignore' });
      const all = await pids();
      assert.deepEqual(all.map(isAlive), [true, true]);
      parent.kill('SIGKILL');
      await until(() => !all.some(isAlive));
    });
  }
});

describe('the PostgreSQL server of the tests', () => {
  const programs = findPostgres();
  const needsOne = { skip: !programs && 'there is no PostgreSQL here' };

  /** A machine whose apt-get brings PostgreSQL of some version, or nothing. */
  function machine(brings: string | undefined) {
    const place = mkdtempSync(join(folder, 'debian-'));
    const aptGet = join(place, 'apt-get');
    const bin = join(place, 'programs/15/bin');
    const configuration = join(place, 'createcluster.d');
    writeFileSync(
      aptGet,
      `#!/bin/sh
echo "$*; $(cat ${configuration}/*)" >>${aptGet}.calls
[ "$1" = install ] || exit 0
${
  brings
    ? `mkdir -p ${bin}
printf '#!/bin/sh\necho "${brings}"\n' | tee ${bin}/postgres >${bin}/initdb
chmod 755 ${bin}/*`
    : 'exit 100'
}`,
    );
    chmodSync(aptGet, 0o755);
    return { aptGet, configuration, programs: join(place, 'programs') };
  }
  const asRoot = { skip: process.getuid?.() !== 0 && 'only root installs' };

  it(
    "is installed from Debian's packages, without one of the machine's own",
    asRoot,
    async () => {
      const debian = machine('postgres (PostgreSQL) 15.18 (Debian 15.18-0)');
      const installed = await ensurePostgres(debian, '');
      assert.deepEqual(installed, {
        folder: join(debian.programs, '15/bin'),
        version: 15,
      });
      const calls = readFileSync(`${debian.aptGet}.calls`, 'utf8');
      assert.match(
        calls,
        /^update [^]*\ninstall .* postgresql; create_main_cluster = false\n$/,
      );
      assert.equal(
        existsSync(join(debian.configuration, 'spokeport.conf')),
        false,
      );
      await ensurePostgres(debian, '');
      assert.equal(readFileSync(`${debian.aptGet}.calls`, 'utf8'), calls);
    },
  );

  it(
    'is missing, which is said in a sentence: apt-get brings none',
    asRoot,
    async () => {
      for (const brings of [undefined, 'postgres (PostgreSQL) 9.6.1']) {
        await assert.rejects(ensurePostgres(machine(brings), ''), {
          name: 'PortalError',
          message: /^Debian's PostgreSQL could not be installed; .*\.$/,
        });
      }
    },
  );

  it('is missing, which is said in a sentence: there is no apt-get', async () => {
    const debian = { ...machine(undefined), aptGet: join(folder, 'nothing') };
    await assert.rejects(ensurePostgres(debian, ''), {
      name: 'PortalError',
      message: /^there is no PostgreSQL, and .*\.$/,
    });
  });

  for (const [version, known] of [
    [13, 13],
    [15, 15],
    [18, 18],
    [21, 18],
  ]) {
    it(`is given to the tests by the variable of its version (${version})`, () => {
      assert.equal(
        connectionVariable(version),
        `BACKSTAGE_TEST_DATABASE_POSTGRES${known}_CONNECTION_STRING`,
      );
    });
  }

  /** Asks with psql; throws what it complains of. */
  function ask(address: string, question: string): string {
    const { status, stdout, stderr } = spawnSync(
      join(programs!.folder, 'psql'),
      [address, '-Atc', question],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    return stdout.trim();
  }

  it(
    'runs by itself, not as root, and leaves nothing behind',
    needsOne,
    async () => {
      const server = await startPostgres(programs!);
      try {
        const { connectionString: address, pid, env } = server;
        assert.deepEqual(Object.values(env), [address]);
        assert.equal(ask(address, 'select 6 * 7'), '42');
        assert.equal(ask(address, 'show listen_addresses'), '127.0.0.1');
        if (existsSync('/proc')) {
          assert.notEqual(statSync(`/proc/${pid}`).uid, 0);
        }
        const data = ask(address, 'show data_directory');
        assert.equal(existsSync(data), true);
        const stranger = address.replace(/:[^:@]+@/, ':guess@');
        assert.throws(
          () => ask(stranger, 'select 1'),
          /password authentication/,
        );
        await server.stop();
        assert.equal(isAlive(pid), false);
        assert.equal(existsSync(dirname(data)), false);
      } finally {
        await server.stop();
      }
    },
  );

  it('stands beside another one', needsOne, async () => {
    const servers = await Promise.all([
      startPostgres(programs!),
      startPostgres(programs!),
    ]);
    try {
      const [one, other] = servers.map(({ connectionString }) =>
        ask(connectionString, 'show port'),
      );
      assert.notEqual(one, other);
    } finally {
      await Promise.all(servers.map(server => server.stop()));
    }
  });

  it('ends when who started it is killed', needsOne, async () => {
    const place = mkdtempSync(join(folder, 'starter-'));
    const starter = join(place, 'starter.mjs');
    const library = JSON.stringify(join(ROOT, 'scripts/lib/postgres.ts'));
    writeFileSync(
      starter,
      `import { findPostgres, startPostgres } from ${library};
const { pid } = await startPostgres(findPostgres());
console.log(pid);`,
    );
    const parent = spawn(process.execPath, [starter], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let pid = 0;
    parent.stdout.on('data', chunk => {
      pid ||= Number(chunk);
    });
    await until(() => pid > 0);
    assert.equal(isAlive(pid), true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });

  it('says its last words when it does not start', needsOne, async () => {
    const place = mkdtempSync(join(folder, 'broken-'));
    chmodSync(place, 0o755);
    chmodSync(folder, 0o711);
    const initdb = join(place, 'initdb');
    writeFileSync(initdb, '#!/bin/sh\necho "initdb: no luck" >&2\nexit 1\n');
    chmodSync(initdb, 0o755);
    await assert.rejects(startPostgres({ folder: place, version: 15 }), {
      name: 'PortalError',
      message: /^PostgreSQL did not start: initdb: no luck/,
    });
  });
});
