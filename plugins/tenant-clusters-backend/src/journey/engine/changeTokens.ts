import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange } from '../../fleet/types';
import type { ProjectedObject } from '../../projections/types';
import { COMPOSITE_UID_LABEL } from '../correlate/clusterEvents';
import { possibleNames } from '../correlate/registration';
import { ownTrackingId } from '../correlate/trackingId';
import { tokenOf } from '../dependencyTokens';

/** Roles that no journey is read from, unless one was found in such an object. */
const UNREAD = new Set<ProjectedObject['role']>([
  'application-set',
  'xrd',
  'composition',
  'package',
  'event-source',
  'generic',
]);

/** Roles of which any object may hold up any journey that goes on. */
const RULES = new Set<ProjectedObject['role']>([
  'app-project',
  'git-repository',
  'helm-release',
  'kustomization',
  'provider-config',
  'sensor',
  'usage',
]);

/** Uids through which an object that no view knows yet can concern one. */
function pointersOf(object: ProjectedObject): (string | undefined)[] {
  const { uid, owners, labels, annotations } = object;
  return [
    uid,
    ...owners.map(owner => owner.uid),
    labels[SPOKEPORT_LABELS.claimUid],
    labels[SPOKEPORT_LABELS.eventUid],
    labels[COMPOSITE_UID_LABEL],
    annotations[SPOKEPORT_LABELS.claimUid],
    object.role === 'warning-event' ? object.involvedUid : undefined,
    // A Sensor may give a run the uid of its event as a parameter.
    ...(object.role === 'workflow' ? Object.values(object.parameters) : []),
  ];
}

/** Names that an object speaks of without a uid. */
function namesOf(object: ProjectedObject): (string | undefined)[] {
  const { labels } = object;
  switch (object.role) {
    case 'claim':
      return [object.name];
    case 'composite':
      return [object.claim?.name];
    case 'application':
      return [
        labels[SPOKEPORT_LABELS.name],
        ...object.resources.map(({ name }) => name),
        ...(object.operation?.resources.map(({ name }) => name) ?? []),
      ];
    case 'kustomization':
    case 'helm-release':
      return object.inventory.map(({ name }) => name);
    case 'workflow':
      return Object.values(object.parameters);
    case 'cluster-secret':
      return [...possibleNames(object)];
    case 'cluster-event':
      return [
        labels[SPOKEPORT_LABELS.name],
        labels['crossplane.io/claim-name'],
        object.annotations[SPOKEPORT_LABELS.name],
      ];
    default:
      return [];
  }
}

function destinationsOf(object: ProjectedObject): (string | undefined)[] {
  return object.role === 'application'
    ? [object.destination.name, object.destination.server]
    : [];
}

function tokensOf(object: ProjectedObject): string[] {
  const { hub } = object;
  const id = object.role === 'application' ? ownTrackingId(object) : undefined;
  return [
    ...pointersOf(object),
    ...namesOf(object).map(
      name => name && tokenOf(hub, { type: 'name', name }),
    ),
    ...destinationsOf(object).map(
      destination =>
        destination && tokenOf(hub, { type: 'destination', destination }),
    ),
    ...(id ? [tokenOf(hub, { type: 'name', name: id.name })] : []),
  ].flatMap(token => (token ? [token] : []));
}

/**
 * What a change of an object may concern, as uids and tokens that views depend on. An object that is new, or gone, concerns more
 * than one that changes: what it is the first of its kind for, and what was found for want of it.
 */
export function changeTokens(
  change: Exclude<FleetChange, { type: 'hub' }>,
): string[] {
  const { object } = change;
  const { hub, role, uid } = object;
  if (UNREAD.has(role)) {
    return [uid];
  }
  const previous = change.type === 'put' ? change.previous : undefined;
  const comesOrGoes = change.type === 'delete' || previous === undefined;
  const tokens = tokensOf(object);
  // What it spoke of before and does no more has lost it.
  const lost =
    previous && (role === 'application' || role === 'cluster-secret')
      ? tokensOf(previous)
      : [];
  if (comesOrGoes) {
    const { apiVersion, kind, namespace, name } = object;
    tokens.push(
      tokenOf(hub, { type: 'reference', apiVersion, kind, namespace, name }),
    );
    // A namespaced XR's references say its own namespace, though what it composed may have none.
    if (role === 'application') {
      tokens.push(tokenOf(hub, { type: 'path' }));
    }
    if (RULES.has(role)) {
      tokens.push(tokenOf(hub, { type: 'unfinished' }));
    }
  }
  return [...tokens, ...lost];
}
