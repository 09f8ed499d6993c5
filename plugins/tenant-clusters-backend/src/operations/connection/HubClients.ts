import type {
  ConnectionConfig,
  HubConfig,
  HubKubernetes,
} from '../../hubs/config/HubConfig';
import type { HubDirectory } from '../../hubs/HubRegistry';
import { ArgocdClient } from './ArgocdClient';
import { ArgoServerClient } from './ArgoServerClient';
import { KubernetesClient } from './KubernetesClient';

interface Clients {
  config: HubConfig;
  reader: KubernetesClient;
  operator: KubernetesClient;
  argocd: Map<string, ArgocdClient>;
  argoServer?: ArgoServerClient;
}

const argocdOf = (title: string, connection: ConnectionConfig) =>
  new ArgocdClient({ title: `Argo CD of ${title}`, connection });

/** Clients for single requests to each hub, made anew when its configuration changes. */
export class HubClients {
  readonly #hubs: HubDirectory;
  readonly #clients = new Map<string, Clients>();
  readonly #unsubscribe: () => void;

  constructor(options: { hubs: HubDirectory }) {
    this.#hubs = options.hubs;
    this.#unsubscribe = this.#hubs.subscribe(() => this.#forgetChanged());
  }

  config(hub: string): HubConfig | undefined {
    return this.#hubs.get(hub);
  }

  /** With the account that reads. */
  reader(hub: string): KubernetesClient | undefined {
    return this.#of(hub)?.reader;
  }

  /** With the account for operations, where there is one. */
  operator(hub: string): KubernetesClient | undefined {
    return this.#of(hub)?.operator;
  }

  /**
   * The Argo CD that looks after an Application: the one of its namespace; else, for apps in any namespace, the only one
   * there is.
   */
  argocd(hub: string, namespace: string): ArgocdClient | undefined {
    const clients = this.#of(hub);
    if (!clients) {
      return undefined;
    }
    const { argocd } = clients.config;
    const own =
      argocd.find(instance => instance.namespace === namespace) ??
      (argocd.length === 1 ? argocd[0] : undefined);
    return own && clients.argocd.get(own.namespace);
  }

  argoServer(hub: string): ArgoServerClient | undefined {
    return this.#of(hub)?.argoServer;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all(Array.from(this.#clients.values()).map(closeClients));
    this.#clients.clear();
  }

  #of(hub: string): Clients | undefined {
    const config = this.#hubs.get(hub);
    const known = this.#clients.get(hub);
    if (!config || known?.config === config) {
      return config && known;
    }
    const clients = createClients(config);
    this.#clients.set(hub, clients);
    return clients;
  }

  #forgetChanged(): void {
    for (const [hub, clients] of this.#clients) {
      if (this.#hubs.get(hub) !== clients.config) {
        this.#clients.delete(hub);
        void closeClients(clients);
      }
    }
  }
}

function createClients(config: HubConfig): Clients {
  const { title, kubernetes, operations, argoServer } = config;
  const client = (way: HubKubernetes) =>
    new KubernetesClient({ title, kubernetes: way });
  const reader = client(kubernetes);
  return {
    config,
    reader,
    operator: operations?.kubernetes ? client(operations.kubernetes) : reader,
    argocd: new Map(
      config.argocd.flatMap(({ namespace, url, apiUrl, token, ...trust }) => {
        const address = apiUrl ?? url;
        return address && token
          ? [[namespace, argocdOf(title, { url: address, token, ...trust })]]
          : [];
      }),
    ),
    argoServer:
      argoServer &&
      new ArgoServerClient({
        title: `Argo Server of ${title}`,
        connection: argoServer,
      }),
  };
}

async function closeClients(clients: Clients): Promise<void> {
  await Promise.all([
    clients.reader.close(),
    clients.operator.close(),
    ...Array.from(clients.argocd.values(), client => client.close()),
    clients.argoServer?.close(),
  ]);
}
