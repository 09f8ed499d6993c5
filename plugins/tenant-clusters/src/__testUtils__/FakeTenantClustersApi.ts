import type {
  ClusterSummary,
  GetClusters,
  Journey,
  StreamMessage,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ClusterAddress,
  ClusterStreamEvent,
  LiveStatus,
  TenantClustersApi,
} from '../api';
import { sampleCluster, sampleClusters, sampleRequests } from './sampleFleet';
import { aClusterList, aHub } from './samples';

/** An API on sample clusters that a test changes, and whose stream it speaks on. */
export class FakeTenantClustersApi implements TenantClustersApi {
  clusters: ClusterSummary[] = sampleClusters();
  hubs = [aHub()];
  failure: Error | undefined;
  readonly queries: GetClusters['query'][] = [];
  #status: LiveStatus = 'live';
  readonly #listeners = new Set<(event: ClusterStreamEvent) => void>();
  readonly #statusListeners = new Set<() => void>();

  readonly stream = {
    subscribe: (listener: (event: ClusterStreamEvent) => void) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    },
    getStatus: () => this.#status,
    onStatus: (listener: () => void) => {
      this.#statusListeners.add(listener);
      return () => void this.#statusListeners.delete(listener);
    },
  };

  /** Changes a cluster and says so on the stream. */
  change(name: string, some: Partial<ClusterSummary>) {
    this.clusters = this.clusters.map(cluster =>
      cluster.ref.name === name
        ? { ...cluster, ...some, revision: `${cluster.revision}+` }
        : cluster,
    );
    this.say({ clusters: this.clusters.filter(it => it.ref.name === name) });
  }

  /** Takes a cluster away and says so on the stream. */
  remove(name: string) {
    const gone = this.clusters.filter(it => it.ref.name === name);
    this.clusters = this.clusters.filter(it => it.ref.name !== name);
    this.say({ removed: gone.map(cluster => cluster.ref) });
  }

  say(message: Partial<StreamMessage>) {
    const whole = { clusters: [], removed: [], hubs: [], ...message };
    this.#listeners.forEach(tell => tell({ type: 'changes', message: whole }));
  }

  setStatus(status: LiveStatus) {
    this.#status = status;
    this.#statusListeners.forEach(tell => tell());
  }

  async listClusters(query: GetClusters['query']) {
    this.#check();
    this.queries.push(query);
    const matches = (values: string[] | undefined, value?: string) =>
      !values || values.includes(value ?? '');
    const base = this.clusters.filter(
      it =>
        matches(query.tenant, it.tenant) &&
        matches(query.owner, it.owner) &&
        it.ref.name.includes(query.text ?? ''),
    );
    const matching = base.filter(it => matches(query.state, it.state));
    const start = Number(query.cursor ?? 0);
    const end = start + (query.limit ?? 100);
    return {
      ...aClusterList(base, { hubs: this.hubs }),
      items: matching.slice(start, end),
      totalItems: matching.length,
      nextCursor: end < matching.length ? String(end) : undefined,
    };
  }

  /** What forms start with; a failure is what Git answers. */
  formData: Record<string, string | string[]> | Error = {};
  readonly forms: string[] = [];

  async getFormData({ name }: ClusterAddress, templateName: string) {
    this.forms.push(`${templateName} ${name}`);
    if (this.formData instanceof Error) {
      throw this.formData;
    }
    return this.formData;
  }

  /** The journey that clusters are shown on; the sample's own where undefined. */
  journey: Journey | undefined;

  async getCluster(address: ClusterAddress) {
    const { detail } = this.#sample(address);
    return { ...detail, journey: this.journey ?? detail.journey };
  }

  async getResources(address: ClusterAddress) {
    const items = this.#sample(address).resources;
    return { items, progress: { ready: 11, known: 19 }, hub: aHub() };
  }

  async getApplications(address: ClusterAddress) {
    return { items: this.#sample(address).applications, hub: aHub() };
  }

  async getHistory(address: ClusterAddress) {
    return { items: this.#sample(address).history };
  }

  async listRequests({ state }: { state?: string[] }) {
    this.#check();
    const items = sampleRequests().filter(
      request => !state || state.includes(request.state),
    );
    return { items, totalItems: items.length };
  }

  #check() {
    if (this.failure) {
      throw this.failure;
    }
  }

  #sample(address: ClusterAddress) {
    this.#check();
    const cluster = this.clusters.find(it => it.ref.name === address.name);
    if (!cluster) {
      throw Object.assign(new Error('No such cluster'), { statusCode: 404 });
    }
    return sampleCluster(cluster);
  }
}
