import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PortalError } from './PortalError.ts';
import { makeFolder } from './makeFolder.ts';
import { ROOT } from './paths.ts';
import { startProgress } from './progress.ts';
import { run } from './run.ts';

/** Versions that Backstage's `TestDatabases` knows by a variable of their own. */
const VERSIONS = [18, 17, 16, 15, 14, 13];
/** Where things are on a Debian machine. */
export const DEBIAN = {
  programs: '/usr/lib/postgresql',
  aptGet: '/usr/bin/apt-get',
  configuration: '/etc/postgresql-common/createcluster.d',
};
const RUNS = join(ROOT, '.spokeport/postgres');
const USER = 'spokeport';

/** For tests: quick, and nothing of it need survive a crash. Loopback only; the socket's path could be too long. */
const OPTIONS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Each test worker opens several databases with a pool each.
  max_connections: 300,
  shared_buffers: '32MB',
  // Containers often have a tiny /dev/shm.
  dynamic_shared_memory_type: 'mmap',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  jit: 'off',
};

/**
 * Makes a database, starts its server, says so, and stops it when its standard input ends: that it does however the process
 * that holds the other end dies. What it leaves of its files is an empty folder.
 */
const KEEPER = `
programs=$1 folder=$2 options=$3 user=$4
"$programs/initdb" -D "$folder/data" -U "$user" --pwfile="$folder/password" -A scram-sha-256 \\
  -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 &&
  "$programs/pg_ctl" start -w -s -t 60 -D "$folder/data" -l "$folder/log" -o "$options" >>"$folder/log" 2>&1 </dev/null
started=$?
if [ $started -eq 0 ]; then
  echo "ready $(head -n 1 "$folder/data/postmaster.pid")"
  cat >/dev/null
  "$programs/pg_ctl" stop -w -s -m immediate -D "$folder/data" >/dev/null 2>&1
else
  tail -n 5 "$folder/log"
fi
rm -rf "$folder/data" "$folder/log" "$folder/password"
exit $started
`;

/** Where a PostgreSQL server's programs are. */
export interface PostgresPrograms {
  folder: string;
  version: number;
}

/** A server of its own, for as long as the tests run. */
export interface PostgresServer {
  pid: number;
  /** For `BACKSTAGE_TEST_DATABASE_POSTGRES<version>_CONNECTION_STRING`. */
  env: Record<string, string>;
  connectionString: string;
  stop(): Promise<void>;
}

function versionOf(folder: string): number | undefined {
  const { stdout, status } = spawnSync(
    join(folder, 'postgres'),
    ['--version'],
    {
      encoding: 'utf8',
    },
  );
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '') ?? [];
  return status === 0 && major ? Number(major) : undefined;
}

/** PostgreSQL's programs, the newest first: Debian keeps them out of PATH. */
export function findPostgres(
  machine = DEBIAN,
  path = process.env.PATH ?? '',
): PostgresPrograms | undefined {
  const debian = existsSync(machine.programs)
    ? readdirSync(machine.programs)
        .sort((left, right) => Number(right) - Number(left))
        .map(version => join(machine.programs, version, 'bin'))
    : [];
  const onPath = path.split(delimiter).filter(Boolean);
  for (const folder of [...debian, ...onPath]) {
    if (existsSync(join(folder, 'initdb'))) {
      const version = versionOf(folder);
      if (version && version >= VERSIONS[VERSIONS.length - 1]) {
        return { folder, version };
      }
    }
  }
  return undefined;
}

/** Installs Debian's PostgreSQL where there is none and it may be installed. @throws PortalError, a sentence, where not */
export async function ensurePostgres(
  machine = DEBIAN,
  path?: string,
): Promise<PostgresPrograms> {
  const found = findPostgres(machine, path);
  if (found) {
    return found;
  }
  if (!existsSync(machine.aptGet) || process.getuid?.() !== 0) {
    throw new PortalError(
      'there is no PostgreSQL, and it can be installed only on Debian and by root.',
    );
  }
  await install(machine);
  const installed = findPostgres(machine, path);
  if (!installed) {
    throw new PortalError(
      "Debian's PostgreSQL could not be installed; apt-get install postgresql says why.",
    );
  }
  return installed;
}

async function install(machine: typeof DEBIAN): Promise<void> {
  const progress = startProgress('Installing PostgreSQL', 'about 1 min, once');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Else the package makes a database and starts a server of the machine's own. It is about this installation alone.
  const noServer = join(machine.configuration, 'spokeport.conf');
  mkdirSync(machine.configuration, { recursive: true });
  writeFileSync(noServer, 'create_main_cluster = false\n');
  try {
    await run(machine.aptGet, ['update', '-qq'], { cwd: ROOT, env });
    const { code } = await run(
      machine.aptGet,
      ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'],
      { cwd: ROOT, env },
    );
    if (code === 0) {
      progress.done();
    } else {
      progress.fail();
    }
  } finally {
    rmSync(noServer, { force: true });
  }
}

/** The variable by which `TestDatabases` finds a server; of a version that it does not know yet, the newest that it does. */
export function connectionVariable(version: number): string {
  const known = VERSIONS.find(candidate => candidate <= version);
  return `BACKSTAGE_TEST_DATABASE_POSTGRES${known}_CONNECTION_STRING`;
}

/** Who runs the server: PostgreSQL refuses to be run by root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(option =>
      spawnSync('id', [option, user], { encoding: 'utf8' }),
    );
    if (uid.status === 0 && gid.status === 0) {
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    }
  }
  throw new PortalError(
    "PostgreSQL may not run as root, and there is neither a user 'postgres' nor 'nobody'.",
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/** A folder of this run for that user; under the temporary folder where the repository is closed to them. */
function makeRunFolder(
  owner: { uid: number; gid: number } | undefined,
): string {
  makeFolder(RUNS);
  sweep(RUNS);
  const make = (parent: string) => {
    const folder = mkdtempSync(join(parent, 'run-'));
    if (owner) {
      chownSync(folder, owner.uid, owner.gid);
    }
    return folder;
  };
  if (!owner) {
    return make(RUNS);
  }
  chmodSync(RUNS, 0o711);
  const folder = make(RUNS);
  const reached = spawnSync('test', ['-w', folder], { ...owner, cwd: '/' });
  if (reached.status === 0) {
    return folder;
  }
  rmdirSync(folder);
  return make(tmpdir());
}

/** Folders that runs which were killed have left. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    try {
      rmdirSync(join(parent, name));
    } catch {
      // It is not empty: somebody's server runs in it.
    }
  }
}

/** Starts a server of its own on a free port. @throws PortalError, a sentence, when it does not start */
export async function startPostgres(
  programs: PostgresPrograms,
): Promise<PostgresServer> {
  const owner = unprivileged();
  const folder = makeRunFolder(owner);
  const password = randomBytes(18).toString('base64url');
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  if (owner) {
    chownSync(join(folder, 'password'), owner.uid, owner.gid);
  }
  const port = await freePort();
  const options = Object.entries({ ...OPTIONS, port })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
  const keeper = spawn(
    '/bin/sh',
    ['-c', KEEPER, 'keeper', programs.folder, folder, options, USER],
    {
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'inherit'],
      // Ctrl-C is for this process; the keeper ends when this one does.
      detached: true,
      ...owner,
    },
  );
  const ended = new Promise<void>(resolve => {
    keeper.once('close', () => resolve());
  });
  const said = await new Promise<string>((resolve, reject) => {
    let output = '';
    keeper.once('error', reject);
    keeper.once('close', () => resolve(output));
    keeper.stdout.on('data', chunk => {
      output += chunk;
      if (/^ready \d+\n/.test(output)) {
        resolve(output);
      }
    });
  });
  const [, pid] = /^ready (\d+)/.exec(said) ?? [];
  if (!pid) {
    rmSync(folder, { recursive: true, force: true });
    throw new PortalError(
      `PostgreSQL did not start: ${said.trim().split('\n').pop()}`,
    );
  }
  const connectionString = `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
  return {
    pid: Number(pid),
    connectionString,
    env: { [connectionVariable(programs.version)]: connectionString },
    stop: async () => {
      keeper.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
