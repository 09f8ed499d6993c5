import { DefaultHubStore } from './DefaultHubStore';
import { ObjectTable, TableEntry } from './ObjectTable';
import { KubeObject, OwnerReference } from './types';
import { DeleteOptions } from './WriteOptions';

/** Plays the garbage collector (kubernetes `pkg/controller/garbagecollector`), at once instead of a moment later. */
export function collectGarbage(
  store: DefaultHubStore,
  table: ObjectTable,
): void {
  store.subscribeChanges(({ type, object, previous }) => {
    const uid = object.metadata.uid!;
    if (type === 'DELETED') {
      table.dependantsOf(uid).forEach(entry => judge(store, table, entry));
    } else {
      const entry = table.byUid(uid);
      if (entry) {
        finishOwner(store, table, entry);
      }
      const still = table.byUid(uid);
      if (still?.object.metadata.ownerReferences?.length) {
        judge(store, table, still);
      }
    }
    const owners = new Set(
      [object, previous].flatMap(
        item => item?.metadata.ownerReferences?.map(owner => owner.uid) ?? [],
      ),
    );
    for (const owner of owners) {
      const entry = table.byUid(owner);
      if (entry?.object.metadata.deletionTimestamp) {
        finishOwner(store, table, entry);
      }
    }
  });
}

function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}

function isWaiting(object: KubeObject): boolean {
  return (
    object.metadata.deletionTimestamp !== undefined &&
    hasFinalizer(object, 'foregroundDeletion')
  );
}

type Standing = 'solid' | 'gone' | 'waiting';

function standingOf(
  store: DefaultHubStore,
  table: ObjectTable,
  owner: OwnerReference,
): Standing {
  const found = table.byUid(owner.uid);
  if (found) {
    return isWaiting(found.object) ? 'waiting' : 'solid';
  }
  // An owner of a kind that is not served can't be looked up: the real collector leaves its dependants alone.
  return store.resourceType(owner) ? 'gone' : 'solid';
}

// Whether a dependant stays, loses references, or goes (attemptToDeleteItem).
function judge(
  store: DefaultHubStore,
  table: ObjectTable,
  { key, object }: TableEntry,
): void {
  const owners = object.metadata.ownerReferences ?? [];
  const standings = owners.map(owner => standingOf(store, table, owner));
  if (
    object.metadata.deletionTimestamp ||
    standings.every(standing => standing === 'solid')
  ) {
    return;
  }
  if (standings.includes('solid')) {
    store.update({
      ...object,
      metadata: {
        ...object.metadata,
        ownerReferences: owners.filter(
          (_, index) => standings[index] === 'solid',
        ),
      },
    });
    return;
  }
  let propagationPolicy: DeleteOptions['propagationPolicy'] = 'Background';
  if (
    standings.includes('waiting') &&
    table.hasDependants(object.metadata.uid!)
  ) {
    propagationPolicy = 'Foreground';
  } else if (hasFinalizer(object, 'orphan')) {
    propagationPolicy = 'Orphan';
  }
  remove(store, key, object, propagationPolicy);
}

function remove(
  store: DefaultHubStore,
  key: string,
  object: KubeObject,
  propagationPolicy: DeleteOptions['propagationPolicy'],
): void {
  const type = store.registry.byKey(key);
  if (type) {
    store.delete(
      {
        apiVersion: type.apiVersion,
        kind: type.kind,
        namespace: object.metadata.namespace,
        name: object.metadata.name,
      },
      { propagationPolicy },
    );
  }
}

// Lets an owner go that waits: in the foreground for its dependants, or for them to be orphaned.
function finishOwner(
  store: DefaultHubStore,
  table: ObjectTable,
  { object }: TableEntry,
): void {
  if (!object.metadata.deletionTimestamp) {
    return;
  }
  const uid = object.metadata.uid!;
  if (hasFinalizer(object, 'orphan')) {
    for (const { object: dependant } of table.dependantsOf(uid)) {
      store.update({
        ...dependant,
        metadata: {
          ...dependant.metadata,
          ownerReferences: dependant.metadata.ownerReferences?.filter(
            owner => owner.uid !== uid,
          ),
        },
      });
    }
    dropFinalizer(store, table, uid, 'orphan');
  } else if (isWaiting(object)) {
    table.dependantsOf(uid).forEach(entry => judge(store, table, entry));
    const blocked = table
      .dependantsOf(uid)
      .some(entry =>
        entry.object.metadata.ownerReferences?.some(
          owner => owner.uid === uid && owner.blockOwnerDeletion,
        ),
      );
    if (!blocked) {
      dropFinalizer(store, table, uid, 'foregroundDeletion');
    }
  }
}

function dropFinalizer(
  store: DefaultHubStore,
  table: ObjectTable,
  uid: string,
  finalizer: string,
): void {
  const entry = table.byUid(uid);
  if (entry && hasFinalizer(entry.object, finalizer)) {
    store.update({
      ...entry.object,
      metadata: {
        ...entry.object.metadata,
        finalizers: entry.object.metadata.finalizers?.filter(
          item => item !== finalizer,
        ),
      },
    });
  }
}
