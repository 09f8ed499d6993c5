import { NAMESPACE_KEY } from './builtinTypes';
import { DefaultHubStore } from './DefaultHubStore';
import { ObjectTable, TableEntry } from './ObjectTable';
import { KubeObject } from './types';

/** Plays the namespace controller: empties a namespace that is being deleted, and removes it once it is empty. */
export function superviseNamespaces(
  store: DefaultHubStore,
  table: ObjectTable,
): void {
  store.subscribeChanges(({ type, key, object }) => {
    const name =
      key === NAMESPACE_KEY ? object.metadata.name : object.metadata.namespace;
    const concerned =
      key === NAMESPACE_KEY ? type !== 'DELETED' : type === 'DELETED';
    const namespace =
      name && concerned ? table.get(NAMESPACE_KEY, undefined, name) : undefined;
    if (namespace?.metadata.deletionTimestamp) {
      empty(store, table, namespace);
    }
  });
}

function empty(
  store: DefaultHubStore,
  table: ObjectTable,
  namespace: KubeObject,
): void {
  const { name } = namespace.metadata;
  for (const { key, object } of table.inNamespace(name)) {
    const type = store.registry.byKey(key);
    if (type && !object.metadata.deletionTimestamp) {
      store.delete({
        apiVersion: type.apiVersion,
        kind: type.kind,
        namespace: name,
        name: object.metadata.name,
      });
    }
  }
  const remaining = table.inNamespace(name);
  if (remaining.length === 0) {
    store.finalizeNamespace(name);
  } else {
    reportRemaining(store, namespace, remaining);
  }
}

// Conditions of the namespace controller (kubernetes pkg/controller/namespace/deletion/status_condition_utils.go).
function reportRemaining(
  store: DefaultHubStore,
  namespace: KubeObject,
  remaining: TableEntry[],
): void {
  const count = (names: string[]) =>
    [...new Set(names)]
      .sort()
      .map(
        name => [name, names.filter(other => other === name).length] as const,
      );
  const resources = count(
    remaining.map(({ key }) => {
      const [group, plural] = key.split('/');
      return group ? `${plural}.${group}` : plural;
    }),
  );
  const finalizers = count(
    remaining.flatMap(({ object }) => object.metadata.finalizers ?? []),
  );
  const since = namespace.metadata.deletionTimestamp;
  store.updateStatus({
    ...namespace,
    status: {
      phase: 'Terminating',
      conditions: [
        {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          lastTransitionTime: since,
          message: `Some resources are remaining: ${resources
            .map(([name, many]) => `${name} has ${many} resource instances`)
            .join(', ')}`,
        },
        {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          lastTransitionTime: since,
          message: `Some content in the namespace has finalizers remaining: ${finalizers
            .map(([name, many]) => `${name} in ${many} resource instances`)
            .join(', ')}`,
        },
      ],
    },
  });
}
