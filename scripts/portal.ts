import { fileSystemError, PortalError } from './lib/PortalError.ts';
import { ROOT } from './lib/paths.ts';

const USAGE = `Usage: ./portal <command>

  start    bring the portal with its sandbox: one address, Ctrl-C stops all of it
  test     lint, types, unit, integration and browser tests
  bench    measure the fleet tracker on a large fleet
  doctor   say what is wrong with a machine or a configuration
  sandbox  make the running sandbox fail in a chosen way, and mend it again

Each command says more with --help.`;

const COMMANDS: Record<
  string,
  () => Promise<{ run(args: string[]): Promise<number> }>
> = {
  start: () => import('./start.ts'),
  test: () => import('./test.ts'),
  bench: () => import('./bench.ts'),
  doctor: () => import('./doctor.ts'),
  sandbox: () => import('./sandbox.ts'),
};

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    console.log(USAGE);
    return name ? 0 : 1;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new PortalError(
      `there is no command '${name}'; ./portal --help says what there is.`,
    );
  }
  return (await COMMANDS[name]()).run(rest);
}

/** A disk that is full or can't be written to is no fault of the program, wherever it shows. */
function describeError(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'].includes(code ?? '')
    ? fileSystemError(error, path ?? ROOT)
    : error;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  const error = describeError(thrown);
  if (error instanceof PortalError) {
    console.error(`portal: ${error.message}`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
