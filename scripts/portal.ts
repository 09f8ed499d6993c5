import { PortalError } from './lib/PortalError.ts';

const USAGE = `Usage: ./portal <command>

  start    bring the portal with its sandbox: one address, Ctrl-C stops all of it
  test     lint, types, unit, integration and browser tests
  doctor   say what is wrong with a machine or a configuration
  sandbox  make the running sandbox fail in a chosen way, and mend it again

Each command says more with --help.`;

const COMMANDS: Record<
  string,
  () => Promise<{ run(args: string[]): Promise<number> }>
> = {
  start: () => import('./start.ts'),
  test: () => import('./test.ts'),
  doctor: () => import('./doctor.ts'),
  sandbox: () => import('./sandbox.ts'),
};

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    console.log(USAGE);
    return name ? 0 : 1;
  }
  const load = COMMANDS[name];
  if (!load) {
    throw new PortalError(`there is no command '${name}'.\n\n${USAGE}`);
  }
  return (await load()).run(rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof PortalError) {
    console.error(`portal: ${error.message}`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
