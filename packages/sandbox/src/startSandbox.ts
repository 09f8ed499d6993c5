import { Closer } from './Closer';
import { createControlRouter } from './control/createControlRouter';
import { FaultList } from './control/FaultList';
import { Forge, startForge } from './forge';
import { HubApi, startHubApi } from './hub/api';
import { mayOperate } from './hub/api/mayOperate';
import { createArgocdApi, createArgoServerApi } from './hub/argoApi';
import { Controllers, startControllers } from './hub/controllers';
import { DefaultControllerClock } from './hub/controllers/runtime/ControllerClock';
import { DefaultHubStore } from './hub/store';
import { Sandbox, SandboxOptions } from './Sandbox';
import { startFleet } from './startFleet';
import { SandboxClock } from './SandboxClock';
import { organisation, people } from './seed/sampleOrganisation';
import { seedPeople } from './seed/seedForge';
import { sampleRequests } from './seed/sampleRequests';
import { seedSandbox } from './seed/seedSandbox';
import { SandboxFolder, SandboxTokens } from './state/SandboxFolder';

/** How many times faster than usual the first history is lived through. */
const seedingSpeed = 60;

/** The running parts, before they have a history. */
interface Parts {
  folder: SandboxFolder;
  tokens: SandboxTokens;
  clock: SandboxClock;
  controllerClock: DefaultControllerClock;
  store: DefaultHubStore;
  forge: Forge;
  hub: HubApi;
  controllers: Controllers;
}

/**
 * Starts the forge and the hub, with the controllers that play what a hub runs, and makes the sample history if there is
 * none yet.
 *
 * @throws errors of the file system and of the listening sockets as they are (`EACCES`, `ENOSPC`, `EADDRINUSE`)
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const closer = new Closer();
  try {
    const parts = await startParts(options, closer);
    const seededInMs = await ensureHistory(parts, options);
    await addWebhook(parts, options.portalUrl);
    const fleetKubeconfigs = await startFleet({
      ...parts,
      size: options.fleet,
      closer,
    });
    return {
      ...(await present(parts, closer, seededInMs)),
      fleetKubeconfigs,
    };
  } catch (error) {
    // The first failure is the one to tell; what fails in its wake is not.
    await closer.close().catch(() => {});
    throw error;
  }
}

async function startParts(
  options: SandboxOptions,
  closer: Closer,
): Promise<Parts> {
  const { speed = 1, onError } = options;
  const folder = await SandboxFolder.open(options.stateDir, options.fresh);
  const tokens = await folder.tokens(people.map(({ login }) => login));
  const clock = new SandboxClock();
  const date = () => new Date(clock.now());
  const store = await DefaultHubStore.open({ dir: folder.hub, clock });
  closer.add(() => store.close());

  // The controllers need the forge's repositories, and the forge tells them of pushes.
  const started: { controllers?: Controllers } = {};
  const forge = await startForge({
    stateDir: folder.forge,
    port: options.forgePort,
    people: [],
    clock: date,
    onError,
    onPush: url => started.controllers?.notifyPush(url),
    routes: {
      '/_sandbox': createControlRouter({
        token: tokens.controlToken,
        faults: new FaultList(store),
      }),
    },
  });
  closer.add(() => forge.close());
  const hub = await startHub({
    store,
    folder,
    tokens,
    port: options.hubPort,
    controllers: () => started.controllers,
  });
  closer.add(() => hub.close());

  const controllerClock = new DefaultControllerClock({ speed, now: date });
  const controllers = startControllers({
    store,
    clock: controllerClock,
    resolveRepository: url => forge.repositoryDirectory(url),
    onError: (_controller, _key, error) => onError?.(error),
  });
  started.controllers = controllers;
  closer.add(() => controllers.stop());
  return {
    folder,
    tokens,
    clock,
    controllerClock,
    store,
    forge,
    hub,
    controllers,
  };
}

function startHub(options: {
  store: DefaultHubStore;
  folder: SandboxFolder;
  tokens: SandboxTokens;
  port: number;
  /** They start after the API that they are asked through. */
  controllers: () => Controllers | undefined;
}): Promise<HubApi> {
  const { store, folder, tokens, port, controllers } = options;
  return startHubApi({
    store,
    dir: folder.hub,
    port,
    tokens: {
      reader: {
        token: tokens.hubReaderToken,
        user: 'spokeport-reader',
        readOnly: true,
      },
      operator: {
        token: tokens.hubOperatorToken,
        user: 'spokeport-operator',
        allows: mayOperate,
      },
      admin: {
        token: tokens.hubAdminToken,
        user: 'admin',
        groups: ['system:masters'],
      },
    },
    routes: {
      argocd: createArgocdApi({
        prefix: '/argocd',
        token: tokens.argocdToken,
        store,
        managedResources: async ref =>
          (await controllers()?.managedResources(ref)) ?? [],
      }),
      'argo-server': createArgoServerApi({
        prefix: '/argo-server',
        token: tokens.argoServerToken,
        store,
      }),
    },
  });
}

/** Makes the sample history if there is none; answers how long that took, in milliseconds. */
async function ensureHistory(
  parts: Parts,
  { speed = 1, history }: SandboxOptions,
): Promise<number | undefined> {
  const { folder, forge, tokens, controllerClock } = parts;
  const known = await folder.seed();
  if (known && known.forgeUrl !== forge.url) {
    throw new Error(
      `what is kept in ${folder.path} belongs to ${known.forgeUrl}, not to ${forge.url}: use that port again, or drop it with --fresh.`,
    );
  }
  if (known) return undefined;
  const begun = Date.now();
  await seedPeople(forge, tokens);
  await seedSandbox({
    ...parts,
    requests: sampleRequests.filter(
      ({ subject }) => history?.includes(subject.name) ?? true,
    ),
    botToken: tokens.botToken,
    pace: {
      clock: parts.clock,
      speed: Math.max(seedingSpeed, speed),
      setSpeed: value => controllerClock.setSpeed(value),
    },
  });
  controllerClock.setSpeed(speed);
  await folder.noteSeed({
    seededAt: new Date(begun).toISOString(),
    forgeUrl: forge.url,
  });
  return Date.now() - begun;
}

/** The portal hears of pull requests at once; without webhooks it would find out at its next poll. */
async function addWebhook(
  { forge, tokens }: Parts,
  portalUrl: string | undefined,
): Promise<void> {
  if (!portalUrl) return;
  await forge.addWebhook({
    owner: organisation,
    url: `${portalUrl}/api/events/http/github`,
    secret: tokens.webhookSecret,
    events: [
      'push',
      'pull_request',
      'pull_request_review',
      'check_run',
      'status',
    ],
  });
}

async function present(
  parts: Parts,
  closer: Closer,
  seededInMs: number | undefined,
): Promise<Omit<Sandbox, 'fleetKubeconfigs'>> {
  const { folder, forge, hub, store, tokens, controllerClock } = parts;
  await folder.write(folder.readerKubeconfig, hub.kubeconfig('reader'));
  await folder.write(folder.adminKubeconfig, hub.kubeconfig('admin'));
  await folder.write(folder.operatorKubeconfig, hub.kubeconfig('operator'));
  await folder.write(
    folder.hubAuthority,
    Buffer.from(hub.caData ?? '', 'base64').toString('utf8'),
  );
  return {
    forge,
    hub,
    store,
    tokens,
    kubeconfig: folder.readerKubeconfig,
    adminKubeconfig: folder.adminKubeconfig,
    operatorKubeconfig: folder.operatorKubeconfig,
    argocdUrl: `${hub.url}/argocd`,
    argoServerUrl: `${hub.url}/argo-server`,
    hubAuthority: folder.hubAuthority,
    controlUrl: `${forge.url}/_sandbox`,
    seededInMs,
    setSpeed: speed => controllerClock.setSpeed(speed),
    close: () => closer.close(),
  };
}
