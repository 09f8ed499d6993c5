import { CRD_KEY } from './builtinTypes';
import { DefaultHubStore } from './DefaultHubStore';
import { ObjectTable } from './ObjectTable';
import { KubeObject } from './types';

const cleanup = 'customresourcecleanup.apiextensions.k8s.io';

/**
 * Plays apiextensions-apiserver: accepts the names of a new CRD, establishes it, and removes its objects before it goes.
 * Conditions as `pkg/controller/status` and `pkg/controller/finalizer` of apiextensions-apiserver write them.
 */
export function superviseCrds(
  store: DefaultHubStore,
  table: ObjectTable,
): void {
  store.subscribeChanges(({ type, key, object }) => {
    if (type === 'DELETED') {
      releaseCrdOf(store, table, key);
    } else if (key === CRD_KEY) {
      const crd = store.get({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: object.metadata.name,
      });
      if (crd?.metadata.deletionTimestamp) {
        terminate(store, table, crd);
      } else if (crd) {
        establish(store, crd);
      }
    }
  });
}

function establish(store: DefaultHubStore, crd: KubeObject): void {
  if (!crd.metadata.finalizers?.includes(cleanup)) {
    store.update({
      ...crd,
      metadata: {
        ...crd.metadata,
        finalizers: [...(crd.metadata.finalizers ?? []), cleanup],
      },
    });
    return;
  }
  const now = crd.metadata.creationTimestamp;
  const condition = (type: string, reason: string, message: string) =>
    (crd.status?.conditions ?? []).find(
      (item: { type: string }) => item.type === type,
    ) ?? { lastTransitionTime: now, message, reason, status: 'True', type };
  const stored: string[] = crd.status?.storedVersions ?? [];
  const storage = crd.spec.versions.find(
    (version: { storage: boolean }) => version.storage,
  ).name;
  store.updateStatus({
    ...crd,
    status: {
      acceptedNames: crd.spec.names,
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition(
          'Established',
          'InitialNamesAccepted',
          'the initial names have been accepted',
        ),
      ],
      storedVersions: stored.includes(storage) ? stored : [...stored, storage],
    },
  });
}

function keyOf(crd: KubeObject): string {
  return `${crd.spec.group}/${crd.spec.names.plural}`;
}

function terminate(
  store: DefaultHubStore,
  table: ObjectTable,
  crd: KubeObject,
): void {
  if (!crd.metadata.finalizers?.includes(cleanup)) {
    return;
  }
  const type = store.registry.ofCrd(crd.metadata.name)[0];
  for (const object of [...table.objects(keyOf(crd))]) {
    if (type && !object.metadata.deletionTimestamp) {
      store.delete({
        apiVersion: type.apiVersion,
        kind: type.kind,
        namespace: object.metadata.namespace,
        name: object.metadata.name,
      });
    }
  }
  releaseCrdOf(store, table, keyOf(crd));
}

function releaseCrdOf(
  store: DefaultHubStore,
  table: ObjectTable,
  key: string,
): void {
  if (table.size(key) > 0) {
    return;
  }
  const [group, plural] = key.split('/');
  const crd = table.get(CRD_KEY, undefined, `${plural}.${group}`);
  if (crd?.metadata.deletionTimestamp) {
    store.update({
      ...crd,
      metadata: {
        ...crd.metadata,
        finalizers: crd.metadata.finalizers?.filter(item => item !== cleanup),
      },
    });
  }
}
