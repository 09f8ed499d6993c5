import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeConfig } from '@kubernetes/client-node';
import { until } from '../__testUtils__/until';
import { DefaultFleet } from '../fleet';
import { FAST_TIMINGS } from './__testUtils__/fastTimings';
import {
  startSimulatedHub,
  type SimulatedHub,
} from './__testUtils__/startSimulatedHub';
import { HubWatcher } from './HubWatcher';

/** Where Kubernetes puts a service account's files into each container. */
const FILES = 'var/run/secrets/kubernetes.io/serviceaccount';
const ADDRESS = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'] as const;

describe('a hub that the portal itself runs in', () => {
  const environment = Object.fromEntries(
    ADDRESS.map(name => [name, process.env[name]]),
  );
  let hub: SimulatedHub;
  let root: string;
  let fleet: DefaultFleet;
  let stop: AbortController;

  beforeEach(async () => {
    hub = await startSimulatedHub({ tls: true });
    await hub.writeKubeconfig();
    root = await mkdtemp(join(tmpdir(), 'pod-'));
    await mkdir(join(root, FILES), { recursive: true });
    fleet = new DefaultFleet();
    stop = new AbortController();
    const { hostname, port } = new URL(hub.url);
    process.env.KUBERNETES_SERVICE_HOST = hostname;
    process.env.KUBERNETES_SERVICE_PORT = port;
  });

  afterEach(async () => {
    stop.abort();
    for (const name of ADDRESS) {
      if (environment[name] === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = environment[name];
      }
    }
    await hub.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Writes the files as the kubelet does. */
  async function mount(token: string) {
    const config = new KubeConfig();
    config.loadFromString(await readFile(hub.kubeconfigPath, 'utf8'));
    const { caData } = config.getCurrentCluster()!;
    await writeFile(
      join(root, FILES, 'ca.crt'),
      Buffer.from(caData!, 'base64'),
    );
    await writeFile(join(root, FILES, 'token'), `${token}\n`);
  }

  const watch = () =>
    HubWatcher.create({
      config: {
        name: 'hub-eu',
        title: 'Hub Europe',
        kubernetes: { type: 'in-cluster', root },
        argocd: [],
        clusterKinds: [],
        staleAfter: 60_000,
      },
      fleet,
      logger: mockServices.logger.mock(),
      timings: FAST_TIMINGS,
    }).start(stop.signal);

  const becomes = (state: string) =>
    until(state, () => fleet.hub('hub-eu')?.state === state);

  it('is read with the files of its service account', async () => {
    await mount('reader');
    await watch();
    await expect(becomes('live')).resolves.toBe(true);
  });

  it('is read on with a token that the kubelet renews', async () => {
    await mount('expired');
    await watch();
    await becomes('unauthorized');
    await mount('reader');
    await expect(becomes('live')).resolves.toBe(true);
  });

  it('says what is wrong where the portal runs in no cluster, or has no files yet', async () => {
    delete process.env.KUBERNETES_SERVICE_HOST;
    await watch();
    await becomes('misconfigured');
    expect(fleet.hub('hub-eu')?.message).toBe(
      'The hub is configured as inCluster, but the portal does not run in a cluster.',
    );
    process.env.KUBERNETES_SERVICE_HOST = new URL(hub.url).hostname;
    await until(
      'another reason',
      () => !fleet.hub('hub-eu')?.message?.includes('inCluster'),
    );
    expect(fleet.hub('hub-eu')?.state).toBe('misconfigured');
    await mount('reader');
    await becomes('live');
  });
});
