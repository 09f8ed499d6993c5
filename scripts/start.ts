import { PortalError } from './lib/PortalError.ts';
import { ensureApp } from './lib/buildApp.ts';
import { ensurePackages } from './lib/install.ts';
import { statePaths } from './lib/paths.ts';
import { DEFAULT_PORTS } from './lib/portalEnvironment.ts';
import { requireFreePorts } from './lib/ports.ts';
import { readArguments, readPort } from './lib/readArguments.ts';
import { killRunning } from './lib/run.ts';
import {
  FLEETS,
  prepareState,
  startPortal,
  type StartPortalOptions,
} from './lib/startPortal.ts';

const USAGE = `Usage: ./portal start [options]

Brings the portal with its sandbox, a stand-in for GitHub and for a hub with Argo CD, Crossplane, Argo Events and Argo
Workflows. Everything listens on this machine only. Ctrl-C stops all of it; the next start goes on where it was.

  --fresh             forget the sandbox's state and the portal's database first
  --speed N           how much faster than usual the sandbox's clouds work (default 1: a cluster in 30 to 90 s)
  --fleet SIZE        adds three hubs with a made-up fleet: small (10 clusters), medium (100) or large (1,000)
  --state FOLDER      where the database and the sandbox's state are kept (default .spokeport)
  --portal-port PORT  default ${DEFAULT_PORTS.portal}
  --forge-port PORT   default ${DEFAULT_PORTS.forge}
  --hub-port PORT     default ${DEFAULT_PORTS.hub}`;

/** @throws PortalError for an option that does not exist or does not parse. */
export function readStartOptions(args: string[]): StartPortalOptions | 'help' {
  const { values } = readArguments('start', {
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      fresh: { type: 'boolean' },
      speed: { type: 'string' },
      fleet: { type: 'string' },
      state: { type: 'string' },
      'portal-port': { type: 'string' },
      'forge-port': { type: 'string' },
      'hub-port': { type: 'string' },
    },
  });
  if (values.help) {
    return 'help';
  }
  const speed = Number(values.speed ?? 1);
  if (!(speed > 0 && speed <= 100)) {
    throw new PortalError(
      `--speed needs a number above 0, at most 100, not '${values.speed}'.`,
    );
  }
  const fleet = FLEETS.find(name => name === values.fleet);
  if (values.fleet !== undefined && !fleet) {
    throw new PortalError(
      `--fleet needs one of ${FLEETS.join(', ')}, not '${values.fleet}'.`,
    );
  }
  const ports = {
    portal: readPort(
      values['portal-port'],
      DEFAULT_PORTS.portal,
      '--portal-port',
    ),
    forge: readPort(values['forge-port'], DEFAULT_PORTS.forge, '--forge-port'),
    hub: readPort(values['hub-port'], DEFAULT_PORTS.hub, '--hub-port'),
  };
  if (new Set(Object.values(ports)).size < 3) {
    throw new PortalError(
      'the portal, the forge and the hub need three different ports.',
    );
  }
  return {
    paths: statePaths(values.state),
    ports,
    fresh: values.fresh ?? false,
    speed,
    fleet,
  };
}

/** What a person sees once everything is up. */
function welcome(
  options: StartPortalOptions,
  url: string,
  forgeUrl: string,
): string {
  return `
Spokeport is at ${url}

  What to try first
  1. Sign in as Ana Souza, choose "Request a cluster" and send the form.
  2. Open the pull request, sign in on the forge (${forgeUrl}) as Bruno Lima, approve and merge it.
  3. Watch the cluster's page: each stage goes through, live, until it is Ready.

  The hub:       kubectl --kubeconfig ${options.paths.adminKubeconfig} get tenantclusters -A
  A repository:  git clone ${forgeUrl}/acme/platform
  Logs:          ${options.paths.logs}

The forge and the hub are stand-ins that run on this machine; nothing reaches GitHub or a cloud. Ctrl-C stops all of it.`;
}

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        killRunning();
        resolve();
      });
    }
  });
}

/** `./portal start`. */
export async function run(args: string[]): Promise<number> {
  const options = readStartOptions(args);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const stopped = stopSignal();
  const { ports } = options;
  await requireFreePorts([
    { port: ports.portal, option: '--portal-port', what: 'the portal' },
    { port: ports.forge, option: '--forge-port', what: "the sandbox's forge" },
    { port: ports.hub, option: '--hub-port', what: "the sandbox's hub" },
  ]);
  prepareState(options.paths, options.fresh);

  const interrupted = stopped.then(() => 'interrupted' as const);
  const prepared = await Promise.race([
    ensurePackages().then(ensureApp),
    interrupted,
  ]);
  if (prepared === 'interrupted') {
    return 130;
  }
  const starting = startPortal(options);
  const portal = await Promise.race([starting, interrupted]);
  if (portal === 'interrupted') {
    await starting.then(
      late => late.stop(),
      () => {},
    );
    return 130;
  }
  console.log(welcome(options, portal.url, portal.forgeUrl));
  const ended = await Promise.race([portal.ended, interrupted]);
  if (ended === 'interrupted') {
    console.log('\nStopping …');
  }
  await portal.stop();
  if (ended !== 'interrupted') {
    throw new PortalError(ended);
  }
  return 0;
}
