/* client-node's informer on the same load: one for each kind of each hub, as one would write it with that library. */
import {
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  CoreV1Api,
  type Informer,
  type KubernetesListObject,
  type KubernetesObject,
} from '@kubernetes/client-node';
import {
  isModelled,
  type CollectionDescription,
  type HubDescription,
} from '../FleetDescription.ts';
import { answerCalls } from './answerCalls.ts';
import { readCpu, readMemory } from './processFigures.ts';

/** As many lists at a time as the tracker makes of one hub. */
const CONCURRENT = 8;

type List = KubernetesListObject<KubernetesObject>;

function listFunction(
  config: KubeConfig,
  { group, version, plural }: CollectionDescription,
): () => Promise<List> {
  if (group === '') {
    const core = config.makeApiClient(CoreV1Api);
    const lists: Record<string, () => Promise<unknown>> = {
      secrets: () => core.listSecretForAllNamespaces(),
      configmaps: () => core.listConfigMapForAllNamespaces(),
      events: () => core.listEventForAllNamespaces(),
    };
    return lists[plural] as () => Promise<List>;
  }
  const custom = config.makeApiClient(CustomObjectsApi);
  return () =>
    custom.listCustomObjectForAllNamespaces({
      group,
      version,
      resourcePlural: plural,
    }) as Promise<List>;
}

const informers: Informer<KubernetesObject>[] = [];

async function syncHub(
  hub: HubDescription,
  count: (objects: number) => void,
): Promise<void> {
  const config = new KubeConfig();
  config.loadFromFile(hub.kubeconfig);
  const queue = hub.collections.filter(isModelled);
  const worker = async () => {
    for (
      let collection = queue.shift();
      collection;
      collection = queue.shift()
    ) {
      const { group, apiVersion, plural } = collection;
      const root = group ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const informer = makeInformer(
        config,
        `${root}/${plural}`,
        listFunction(config, collection),
      );
      informer.on('add', () => count(1));
      informer.on('error', () => {});
      informers.push(informer);
      await informer.start();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
}

answerCalls({
  sync: async ({ hubs }) => {
    let objects = 0;
    const memoryBefore = readMemory({ gc: true });
    const cpuBefore = readCpu();
    const begun = performance.now();
    await Promise.all(
      (hubs as HubDescription[]).map(hub =>
        syncHub(hub, count => {
          objects += count;
        }),
      ),
    );
    const ms = performance.now() - begun;
    const cpuMs = readCpu() - cpuBefore;
    return {
      ms,
      cpuMs,
      objects,
      memoryBefore,
      memory: readMemory({ gc: true }),
    };
  },
});
