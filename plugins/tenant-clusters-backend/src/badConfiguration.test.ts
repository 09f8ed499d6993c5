import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hub } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JsonObject } from '@backstage/types';
import type { Forge } from 'sandbox';
import { until } from './__testUtils__/until';
import {
  createCluster,
  createClusterKind,
} from './__testUtils__/createCluster';
import {
  PRODUCT_ENGINEER,
  startWholePlugin,
  type WholePlugin,
} from './__testUtils__/startWholePlugin';
import {
  startSimulatedHub,
  type SimulatedHub,
} from './hubs/__testUtils__/startSimulatedHub';
import {
  clientOf,
  startPlatformForge,
} from './requests/__testUtils__/startTracking';

/** A dozen attempts at a hub, and half as many at a repository. */
const SEVERAL_CYCLES_MS = 500;
const WRONG_TOKEN = 'wrong-token-4711';

jest.setTimeout(60_000);

let good: SimulatedHub;
let forge: Forge;
let dir: string;
let token: string;
let plugin: WholePlugin;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bad-configuration-'));
  good = await startSimulatedHub();
  await good.writeKubeconfig();
  createClusterKind(good.store);
  createCluster(good.store, 'payments-prod-1');
  forge = await startPlatformForge(join(dir, 'forge'));
  token = await forge.issueToken('spokeport-bot');
});

afterAll(async () => {
  await good.close();
  await forge.close();
  await rm(dir, { recursive: true, force: true });
});

afterEach(async () => {
  await plugin.stop();
  await Promise.all(closing.splice(0).map(close => close()));
});

/** Asks until the answer is the wanted one. */
const answered = <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean) =>
  until(async () => {
    const answer = await ask();
    if (!wanted(answer)) {
      throw new Error(`It did not come true: ${JSON.stringify(answer)}`);
    }
    return answer;
  });

async function hubs(who?: string): Promise<Record<string, Hub>> {
  const { body, status } = await plugin.get('/hubs', who);
  expect(status).toBe(200);
  return Object.fromEntries(
    (body.items as Hub[]).map(hub => [hub.staleness.hub, hub]),
  );
}

const heardAt = (hub: Hub) => Date.parse(hub.staleness.heardAt ?? '');

/** Lets the good hub be heard of for a while, during which the bad one is tried again and again. */
async function severalCycles(): Promise<void> {
  const { 'hub-eu': before } = await hubs();
  await answered(
    hubs,
    now => heardAt(now['hub-eu']) - heardAt(before) > SEVERAL_CYCLES_MS,
  );
}

async function expectGoodHubServed(): Promise<void> {
  const clusters = async () => (await plugin.get('/clusters')).body.items;
  const [cluster] = await answered(clusters, ({ length }) => length > 0);
  expect(cluster.ref).toMatchObject({
    hub: 'hub-eu',
    name: 'payments-prod-1',
  });
  expect((await hubs())['hub-eu'].staleness.state).toBe('live');
}

const goodHub = () => ({
  name: 'hub-eu',
  title: 'Hub Europe',
  kubernetes: { kubeconfig: good.kubeconfigPath },
});

/** What someone without a say in hubs must not be told. */
const INTERNALS = /127\.0\.0\.1|localhost|token|kubeconfig|\/tmp|at \w+ \(/i;

async function expectReady(): Promise<void> {
  const { status } = await plugin.get('/.backstage/health/v1/readiness');
  expect(status).toBe(200);
}

interface WrongHub {
  /** What stands in the configuration. */
  kubernetes: JsonObject;
  mend(): Promise<void>;
}

const kubeconfig = (url: string, bearer: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'hub',
    clusters: [{ name: 'hub', cluster: { server: url } }],
    users: [{ name: 'portal', user: { token: bearer } }],
    contexts: [{ name: 'hub', context: { cluster: 'hub', user: 'portal' } }],
  });

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** A hub of which the file says this first, and the truth once it is mended. */
async function wrongFile(content: string | undefined): Promise<WrongHub> {
  const path = join(dir, `kubeconfig-${Math.random()}`);
  if (content !== undefined) {
    await writeFile(path, content);
  }
  return {
    kubernetes: { kubeconfig: path },
    mend: async () => {
      // As whoever rotates credentials does it: nobody reads half a file.
      await writeFile(`${path}.new`, kubeconfig(good.url, 'reader'));
      await rename(`${path}.new`, path);
    },
  };
}

async function refusing(): Promise<WrongHub> {
  const port = await freePort();
  const path = join(dir, `kubeconfig-${port}`);
  await writeFile(path, kubeconfig(`http://127.0.0.1:${port}`, 'reader'));
  return {
    kubernetes: { kubeconfig: path },
    mend: async () => {
      const hub = await startSimulatedHub({ port });
      closing.push(() => hub.close());
    },
  };
}

async function somethingElse(): Promise<WrongHub> {
  return wrongFile(kubeconfig(forge.url, 'reader'));
}

describe('a hub that is configured wrongly', () => {
  it.each([
    {
      reason: 'its address refuses connections',
      arrange: refusing,
      state: 'unreachable',
      sentence: 'The hub refuses connections.',
    },
    {
      reason: 'its token is wrong',
      arrange: () => wrongFile(kubeconfig(good.url, WRONG_TOKEN)),
      state: 'unauthorized',
      sentence: 'The hub rejects the credentials.',
    },
    {
      reason: 'its kubeconfig file is missing',
      arrange: () => wrongFile(undefined),
      state: 'misconfigured',
      sentence: 'does not exist.',
    },
    {
      reason: 'its kubeconfig is no YAML',
      arrange: () => wrongFile(`{ ${WRONG_TOKEN}: [`),
      state: 'misconfigured',
      sentence: 'is not a valid kubeconfig.',
    },
    {
      reason: 'its kubeconfig is YAML of something else',
      arrange: () => wrongFile(`- ${WRONG_TOKEN}`),
      state: 'misconfigured',
      sentence: "The kubeconfig's current context leads to no cluster.",
    },
    {
      reason: 'its kubeconfig names no cluster',
      arrange: () => wrongFile('kind: Config'),
      state: 'misconfigured',
      sentence: "The kubeconfig's current context leads to no cluster.",
    },
    {
      reason: 'something else answers at its address',
      arrange: somethingElse,
      state: 'unreachable',
      sentence: 'no Kubernetes API',
    },
  ])(
    'because $reason shows, is said once, and recovers when it is mended',
    async ({ arrange, state, sentence }) => {
      const { kubernetes, mend } = await arrange();
      plugin = await startWholePlugin({
        tenantClusters: { hubs: [goodHub(), { name: 'hub-bad', kubernetes }] },
      });
      await expectReady();
      await expectGoodHubServed();
      const { 'hub-bad': shown } = await answered(
        hubs,
        now => now['hub-bad'].staleness.state === state,
      );
      expect(shown.staleness.message?.text).toContain(sentence);
      const { 'hub-bad': outside } = await hubs(PRODUCT_ENGINEER);
      expect(outside.staleness.state).toBe(state);
      expect(outside.staleness.message?.text).toMatch(/\w+ \w+.*\.$/);
      expect(JSON.stringify(outside)).not.toMatch(INTERNALS);
      expect(Object.keys(outside)).toEqual(['staleness']);

      await severalCycles();
      expect(plugin.complaints()).toEqual([
        expect.objectContaining({
          level: 'warn',
          text: expect.stringMatching(`hub-bad.*${state}.*${sentence}`),
        }),
      ]);

      await mend();
      await answered(hubs, now => now['hub-bad'].staleness.state === 'live');
      await severalCycles();
      expect(plugin.complaints()).toHaveLength(1);
      expect(plugin.said(/hub-bad is live/)).toHaveLength(1);
      expect(JSON.stringify(plugin.lines)).not.toContain(WRONG_TOKEN);
      expect(await plugin.get('/hubs').then(({ text }) => text)).not.toContain(
        WRONG_TOKEN,
      );
    },
  );
});

interface WrongRepository {
  url: string;
  integrations: JsonObject;
  mend(): Promise<void>;
}

const integrationsWith = (bearer: string): JsonObject => ({
  github: [
    {
      host: new URL(forge.url).host,
      apiBaseUrl: forge.apiUrl,
      token: bearer,
    },
  ],
});

async function createRepository(name: string): Promise<void> {
  await forge.createRepository({
    owner: 'acme',
    name,
    private: true,
    access: [{ login: 'spokeport-bot', permission: 'push' }],
  });
  await forge.commitFiles({
    owner: 'acme',
    repo: name,
    branch: 'main',
    files: { 'README.md': { content: '# Platform\n' } },
    message: 'Begin',
    author: 'spokeport-bot',
  });
}

/** Has its first commit before anybody can see it under this name. */
async function createAtOnce(name: string): Promise<void> {
  const draft = `${name}-draft`;
  await createRepository(draft);
  const owner = await clientOf(forge, 'bruno.lima');
  await owner.rest.repos.update({ owner: 'acme', repo: draft, name });
}

describe('a platform repository that is configured wrongly', () => {
  const config = (url: string, integrations: JsonObject) => ({
    integrations,
    tenantClusters: {
      hubs: [{ ...goodHub(), platformRepository: { url } }],
    },
  });

  it.each([
    {
      reason: 'there is none of that name',
      arrange: async (): Promise<WrongRepository> => ({
        url: `${forge.url}/acme/platform-later`,
        integrations: integrationsWith(token),
        mend: () => createAtOnce('platform-later'),
      }),
      sentence:
        'The repository acme/platform-later does not exist, or the token may not read it',
    },
    {
      reason: 'the token is wrong',
      arrange: async (): Promise<WrongRepository> => {
        await createRepository('platform-token');
        const url = `${forge.url}/acme/platform-token`;
        return {
          url,
          integrations: integrationsWith(WRONG_TOKEN),
          mend: async () => plugin.reload(config(url, integrationsWith(token))),
        };
      },
      sentence: 'GitHub refuses the token for acme/platform-token',
    },
    {
      reason: 'there is no integration for its host',
      arrange: async (): Promise<WrongRepository> => {
        await createRepository('platform-host');
        const url = `${forge.url}/acme/platform-host`;
        return {
          url,
          integrations: {},
          mend: async () => plugin.reload(config(url, integrationsWith(token))),
        };
      },
      sentence: 'No GitHub integration is configured for',
    },
    {
      reason: 'nobody is at the address of the API',
      arrange: async (): Promise<WrongRepository> => {
        await createRepository('platform-api');
        const url = `${forge.url}/acme/platform-api`;
        return {
          url,
          integrations: {
            github: [
              {
                host: new URL(forge.url).host,
                apiBaseUrl: `http://127.0.0.1:${await freePort()}`,
                token: WRONG_TOKEN,
              },
            ],
          },
          mend: async () => plugin.reload(config(url, integrationsWith(token))),
        };
      },
      sentence: "GitHub can't be reached for acme/platform-api",
    },
  ])(
    'because $reason shows, is said once, and recovers when it is mended',
    async ({ arrange, sentence }) => {
      const { url, integrations, mend } = await arrange();
      plugin = await startWholePlugin(config(url, integrations));
      await expectReady();
      await expectGoodHubServed();
      const repository = async () =>
        (await hubs())['hub-eu'].platformRepository;
      const shown = await answered(repository, now => now?.state === 'failing');
      expect(shown?.message?.text).toContain(sentence);
      const outside = (await hubs(PRODUCT_ENGINEER))['hub-eu'];
      expect(JSON.stringify(outside)).not.toMatch(INTERNALS);
      expect(outside.platformRepository).toBeUndefined();

      await severalCycles();
      expect(plugin.complaints()).toEqual([
        expect.objectContaining({
          level: 'warn',
          text: expect.stringContaining(sentence),
        }),
      ]);

      await mend();
      await answered(repository, now => now?.state === 'live');
      await severalCycles();
      expect(plugin.complaints()).toHaveLength(1);
      expect(plugin.said(/Following requests of hub hub-eu/)).toHaveLength(1);
      expect(JSON.stringify(plugin.lines)).not.toContain(WRONG_TOKEN);
    },
  );

  it('because its address is none shows, without the credential that stands in it', async () => {
    plugin = await startWholePlugin(
      config(`https://portal:${WRONG_TOKEN}@git.invalid/acme`, {}),
    );
    await expectReady();
    await expectGoodHubServed();
    const { 'hub-eu': hub } = await hubs();
    expect(hub.platformRepository).toMatchObject({
      state: 'failing',
      message: { text: expect.stringContaining('is no repository URL') },
    });
    await severalCycles();
    expect(plugin.complaints()).toHaveLength(1);
    expect(JSON.stringify([plugin.lines, hub])).not.toContain(WRONG_TOKEN);
  });
});
