import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultHubStore, startHubApi } from 'sandbox';

type Store = ReturnType<typeof DefaultHubStore.inMemory>;

/** The sandbox's hub API, with nobody playing the controllers. */
export interface SimulatedHub {
  store: Store;
  url: string;
  faults: Awaited<ReturnType<typeof startHubApi>>['faults'];
  /** A file that is written by {@link SimulatedHub.writeKubeconfig}. */
  kubeconfigPath: string;
  writeKubeconfig(edit?: (text: string) => string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.tls - costs seconds, to make a certificate
 * @param options.port - any free one by default
 */
export async function startSimulatedHub(
  options: { tls?: boolean; port?: number } = {},
): Promise<SimulatedHub> {
  const dir = await mkdtemp(join(tmpdir(), 'hub-'));
  const store = DefaultHubStore.inMemory();
  const api = await startHubApi({
    store,
    dir,
    port: options.port ?? 0,
    tls: options.tls ?? false,
    tokens: { reader: { token: 'reader', user: 'reader', readOnly: true } },
    bookmarkIntervalMs: 50,
  });
  const kubeconfigPath = join(dir, 'kubeconfig');
  return {
    store,
    url: api.url,
    faults: api.faults,
    kubeconfigPath,
    writeKubeconfig: (edit = text => text) =>
      writeFile(kubeconfigPath, edit(api.kubeconfig('reader'))),
    close: async () => {
      await api.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A CRD that takes anything. */
export function crd(options: {
  group: string;
  kind: string;
  plural: string;
  scope?: 'Namespaced' | 'Cluster';
  categories?: string[];
}) {
  const { group, kind, plural, scope = 'Cluster', categories } = options;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
        ...(categories && { categories }),
      },
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}
