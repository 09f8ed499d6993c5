import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange } from '../fleet/types';
import type { ProjectedObject } from '../projections/types';
import { COMPOSITE_UID_LABEL } from './correlate/clusterEvents';
import type { ClusterSubject } from './types';

/** Roles that no journey is read from. */
const UNREAD = new Set<ProjectedObject['role']>([
  'application-set',
  'xrd',
  'composition',
  'package',
  'event-source',
  'generic',
]);

/** Uids through which an object that no view knows yet can concern one. */
function pointersOf(object: ProjectedObject): string[] {
  const { uid, owners, labels, annotations } = object;
  return [
    uid,
    ...owners.map(owner => owner.uid),
    labels[SPOKEPORT_LABELS.claimUid],
    labels[SPOKEPORT_LABELS.eventUid],
    labels[COMPOSITE_UID_LABEL],
    annotations[SPOKEPORT_LABELS.claimUid],
    object.role === 'warning-event' ? object.involvedUid : undefined,
  ].filter(pointer => pointer !== undefined);
}

/** Names of claims that an object speaks of without a uid. */
function namesOf(object: ProjectedObject): Set<string> {
  const names = new Set<string>();
  const add = (name: string | undefined) => name && names.add(name);
  switch (object.role) {
    case 'composite':
      add(object.claim?.name);
      break;
    case 'application':
      add(object.destination.name);
      add(object.labels[SPOKEPORT_LABELS.name]);
      object.resources.forEach(({ name }) => add(name));
      object.operation?.resources.forEach(({ name }) => add(name));
      break;
    case 'workflow':
      Object.values(object.parameters).forEach(add);
      break;
    case 'cluster-secret':
    case 'cluster-event':
      add(object.labels[SPOKEPORT_LABELS.name]);
      add(object.labels['crossplane.io/claim-name']);
      add(object.annotations[SPOKEPORT_LABELS.name]);
      break;
    default:
      break;
  }
  return names;
}

/** Whether a change may concern any view of its hub: it came or went, and only its names and paths tell what it belongs to. */
function concernsHub(
  change: Exclude<FleetChange, { type: 'hub' }>,
  isKnown: boolean,
): boolean {
  const { object } = change;
  const isNew = change.type === 'put' && change.previous === undefined;
  switch (object.role) {
    // Which registration is whose depends on all of them, and on the names of all claims.
    case 'cluster-secret':
      return true;
    // It may deliver to a cluster by its server, or cover the path of a request that waits for one; a window may open, a Usage
    // hold, a Sensor explain a run.
    case 'application':
    case 'kustomization':
    case 'app-project':
    case 'usage':
    case 'sensor':
      return isNew && !isKnown;
    // A reference that led to nothing may lead to it now.
    case 'managed':
    case 'composite':
      return isNew && !isKnown && object.owners.length === 0;
    default:
      return false;
  }
}

/**
 * Which subjects a batch of changes concerns: those that were computed from a changed object, those that it points or refers
 * to, and all of its hub where that cannot be told.
 */
export function affectedSubjects(options: {
  changes: FleetChange[];
  dependents: Map<string, Set<string>>;
  subjects: { key: string; subject: ClusterSubject }[];
}): Set<string> {
  const { changes, dependents, subjects } = options;
  const affected = new Set<string>();
  const hubs = new Set<string>();
  const names = new Map<string, Set<string>>();
  for (const change of changes) {
    if (change.type === 'hub') {
      hubs.add(change.hub);
      continue;
    }
    const { object } = change;
    if (UNREAD.has(object.role)) {
      continue;
    }
    const found = pointersOf(object).flatMap(uid => [
      ...(dependents.get(uid) ?? []),
    ]);
    found.forEach(key => affected.add(key));
    const objectNames = names.get(object.hub) ?? new Set();
    namesOf(object).forEach(name => objectNames.add(name));
    names.set(object.hub, objectNames);
    if (concernsHub(change, found.length > 0)) {
      hubs.add(object.hub);
    }
  }
  for (const { key, subject } of subjects) {
    if (hubs.has(subject.hub) || names.get(subject.hub)?.has(subject.name)) {
      affected.add(key);
    }
  }
  return affected;
}
