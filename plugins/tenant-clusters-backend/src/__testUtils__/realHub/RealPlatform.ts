import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ApplicationDetail,
  ClusterDetail,
  HubList,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { Forge } from 'sandbox';
import {
  commit,
  createPlatformRepository,
  propose,
  REPOSITORY,
  startPlatformForge,
} from '../../requests/__testUtils__/startTracking';
import { startWholePlugin, type WholePlugin } from '../startWholePlugin';
import { RealHub } from './RealHub';

const GROUP = 'platform.example.org';
const NAMESPACE = 'team-a';
const APPLICATION = 'requests';
const LOOK_MS = 200;

export const claimPath = (name: string) => `clusters/${name}.yaml`;

/** A claim as the platform's users write it: its namespace is Argo CD's to say. */
export const claimManifest = (name: string, spec: object = {}) =>
  JSON.stringify({
    apiVersion: `${GROUP}/v1alpha1`,
    kind: 'TenantCluster',
    metadata: { name },
    spec: {
      region: 'eu-west-1',
      nodes: 2,
      teamName: 'payments',
      accountId: '111122223333',
      members: 'ana.souza,lia.moreira',
      provisionSeconds: 4,
      ...spec,
    },
  });

/** The plugin over real controllers, and a forge that Argo CD reads. */
export class RealPlatform {
  readonly hub: RealHub;
  readonly forge: Forge;
  readonly plugin: WholePlugin;
  readonly #folder: string;

  private constructor(options: {
    hub: RealHub;
    forge: Forge;
    plugin: WholePlugin;
    folder: string;
  }) {
    this.hub = options.hub;
    this.forge = options.forge;
    this.plugin = options.plugin;
    this.#folder = options.folder;
  }

  static async start(): Promise<RealPlatform> {
    const folder = await mkdtemp(join(tmpdir(), 'real-platform-'));
    const hub = await RealHub.start();
    const forge = await startPlatformForge(join(folder, 'forge'));
    await createPlatformRepository(forge, { private: false });
    await commit(forge, 'main', {
      'clusters/settings.yaml': JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings' },
        data: { owner: 'platform' },
      }),
      'bootstrap/settings.yaml': JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'bootstrap' },
        data: { owner: 'payments' },
      }),
    });
    await hub.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: APPLICATION, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: {
          repoURL: `${forge.url}/${REPOSITORY.owner}/${REPOSITORY.repo}`,
          targetRevision: 'main',
          path: 'clusters',
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: NAMESPACE,
        },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
    const plugin = await startWholePlugin(
      {
        integrations: {
          github: [
            {
              host: new URL(forge.url).host,
              apiBaseUrl: forge.apiUrl,
              token: await forge.issueToken('spokeport-bot'),
            },
          ],
        },
        tenantClusters: {
          staleAfterSeconds: 20,
          hubs: [
            {
              name: 'hub-eu',
              title: 'Hub Europe',
              kubernetes: { kubeconfig: hub.kubeconfig },
              // This Argo CD asks nobody who they are.
              argocd: [{ url: hub.argocdUrl, token: 'any' }],
              platformRepository: {
                url: `${forge.url}/${REPOSITORY.owner}/${REPOSITORY.repo}`,
                paths: ['clusters'],
              },
            },
          ],
          clusterKinds: [
            {
              group: GROUP,
              kind: 'TenantCluster',
              fields: { tenant: 'spec.teamName', region: 'spec.region' },
            },
          ],
        },
      },
      { hubs: { startJitter: 0, probe: 1_000 }, requests: 500 },
    );
    return new RealPlatform({ hub, forge, plugin, folder });
  }

  async close(): Promise<void> {
    await this.plugin.stop();
    await this.forge.close();
    await this.hub.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Opens a pull request; undefined removes the file. */
  request(
    branch: string,
    texts: Record<string, string | undefined>,
  ): Promise<number> {
    return propose(this.forge, branch, texts);
  }

  /** Approves and merges a pull request, and lets Argo CD see it at once. */
  async merge(number: number): Promise<void> {
    await this.forge.review({
      ...REPOSITORY,
      number,
      reviewer: 'bruno.lima',
      event: 'APPROVE',
    });
    await this.forge.merge({ ...REPOSITORY, number, merger: 'bruno.lima' });
    await this.hub.refresh(APPLICATION);
  }

  /** Commits without a pull request. */
  async push(texts: Record<string, string | undefined>): Promise<void> {
    await commit(this.forge, 'main', texts);
    await this.hub.refresh(APPLICATION);
  }

  /**
   * Does what the handover's steps would do if their pods ran: registers the hub's one real spoke as this cluster in Argo CD,
   * with the add-on metrics, and makes the bootstrap Application.
   */
  async register(name: string): Promise<void> {
    const { hub } = this;
    const get = ['-n', 'argocd', 'get', 'secret', 'cluster-spoke-1', '-ojson'];
    const { data } = JSON.parse(await hub.kubectl(...get));
    const claim = JSON.parse(
      await hub.kubectl(
        '-n',
        NAMESPACE,
        'get',
        'tenantcluster',
        name,
        '-ojson',
      ),
    );
    const decode = (text: string) => Buffer.from(text, 'base64').toString();
    await hub.kubectl('-n', 'argocd', 'delete', 'secret', 'cluster-spoke-1');
    await hub.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `cluster-${name}`,
        namespace: 'argocd',
        labels: {
          'argocd.argoproj.io/secret-type': 'cluster',
          environment: 'dev',
          cluster_name: name,
          enable_metrics: 'true',
        },
        annotations: {
          'spokeport.dev/name': name,
          'spokeport.dev/server': decode(data.server),
          'spokeport.dev/claim-uid': claim.metadata.uid,
        },
      },
      stringData: {
        name,
        server: decode(data.server),
        config: decode(data.config),
      },
    });
    await hub.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: `bootstrap-${name}`,
        namespace: 'argocd',
        labels: { 'spokeport.dev/bootstrap': 'true' },
      },
      spec: {
        project: 'default',
        source: {
          repoURL: `${this.forge.url}/${REPOSITORY.owner}/${REPOSITORY.repo}`,
          targetRevision: 'main',
          path: 'bootstrap',
        },
        destination: { name, namespace: 'default' },
        syncPolicy: { automated: {} },
      },
    });
  }

  /** Undoes {@link RealPlatform.register}, as an offboarding would. */
  async unregister(name: string): Promise<void> {
    await this.hub.kubectl(
      '-n',
      'argocd',
      'delete',
      'secret',
      `cluster-${name}`,
    );
  }

  /** @throws Error when the hub is not heard in this way within a minute */
  hubBecomes(state: string): Promise<void> {
    return this.#until<HubList>(
      '/hubs',
      ({ items }) => items[0].staleness.state === state,
    );
  }

  /** @throws Error when an Application's door does not tell of this sync status within a minute */
  applicationBecomes(path: string, sync: string): Promise<void> {
    return this.#until<ApplicationDetail>(
      path,
      ({ application }) => application.sync === sync,
    );
  }

  async #until<T>(path: string, wanted: (body: T) => boolean): Promise<void> {
    const end = Date.now() + 60_000;
    for (;;) {
      const { body } = await this.plugin.get(path);
      if (wanted(body)) {
        return;
      }
      if (Date.now() > end) {
        throw new Error(`It did not come true: ${JSON.stringify(body)}`);
      }
      await new Promise(done => setTimeout(done, LOOK_MS));
    }
  }

  #complaints(): string {
    return this.plugin
      .complaints()
      .map(
        ({ text, meta }) =>
          `${text} ${meta instanceof Error ? meta.stack : ''}`,
      )
      .join('\n');
  }

  async cluster(name: string): Promise<ClusterDetail | undefined> {
    const { body, status } = await this.plugin.get(
      `/clusters/hub-eu/${NAMESPACE}/${name}`,
    );
    return status === 200 ? body : undefined;
  }

  /**
   * Looks at a cluster until it is as wanted.
   *
   * @returns one line for each different state that was seen on the way: the cluster's state, then its stages'
   * @throws Error with those lines when it takes longer than `seconds`
   */
  async follow(
    name: string,
    wanted: (detail: ClusterDetail | undefined) => boolean,
    seconds = 90,
  ): Promise<string[]> {
    const lines: string[] = [];
    const start = Date.now();
    let last: string | undefined;
    for (;;) {
      const detail = await this.cluster(name);
      const line = describeCluster(detail);
      if (last !== line) {
        last = line;
        lines.push(`${((Date.now() - start) / 1_000).toFixed(1)} s ${line}`);
      }
      if (wanted(detail)) {
        return lines;
      }
      if (Date.now() - start > seconds * 1_000) {
        throw new Error(
          `It did not come true:\n${lines.join('\n')}\n${explainStages(
            detail,
          )}\n${this.#complaints()}`,
        );
      }
      await new Promise(done => setTimeout(done, LOOK_MS));
    }
  }
}

export function describeCluster(detail: ClusterDetail | undefined): string {
  if (!detail) {
    return 'gone';
  }
  const { cluster, journey } = detail;
  const stages = journey?.stages.map(({ name, state }) => `${name} ${state}`);
  const blocker = cluster.blocker ? ` | ${cluster.blocker.explainer}` : '';
  return `${cluster.state}: ${journey?.kind ?? 'no journey'}: ${
    stages?.join(', ') ?? ''
  }${blocker}`;
}

/** What people would read about each stage, for a test that waits in vain. */
function explainStages(detail: ClusterDetail | undefined): string {
  const stages = detail?.journey?.stages.map(
    ({ name, summary }) => `${name}: ${summary.text}`,
  );
  const blockers = detail?.journey?.blockers.map(
    ({ explainer, title, detail: more }) =>
      `${explainer}: ${title.text} ${more?.text ?? ''}`,
  );
  return [...(stages ?? []), ...(blockers ?? [])].join('\n');
}
