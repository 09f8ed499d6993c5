import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  ProjectedManaged,
  ProjectedObject,
} from '../../projections/types';
import { conditionOf, conditionsOf, isReady } from './conditions';
import { resourceState } from './resourceState';
import { textHash } from './textHash';

/** What a walk needs of an object again and again. */
export interface ObjectDigest {
  role: ResourceNode['role'];
  state: ResourceNode['state'];
  /** Whether it has a condition Ready at all. */
  hasReady: boolean;
  isReady: boolean;
  /** Hash of what pages show of it. */
  shown: number;
  /**
   * Whether nothing of it stands in the way of anything: it is ready, has taken over what it was asked for, and works on nothing.
   * One such version of an object is as good as another, whatever is shown of them.
   */
  settled: boolean;
}

/** Objects are never changed but replaced: what was found of one holds as long as it is there. */
const digests = new WeakMap<ProjectedObject, ObjectDigest>();

/** What part an object plays below a claim. */
export function roleOf(
  object: ProjectedObject | undefined,
): ResourceNode['role'] {
  switch (object?.role) {
    case 'claim':
      return 'claim';
    case 'composite':
      return 'composite';
    case 'managed':
      return object.providerConfig !== undefined ||
        object.managementPolicies.length > 0 ||
        object.conditions.some(({ type }) => type === 'Synced')
        ? 'managed'
        : 'composed';
    default:
      return 'composed';
  }
}

/** Beside its conditions, what the tree shows of an object. */
function shownOf(object: ProjectedObject): string {
  const parts: unknown[] = [object.uid, object.createdAt, object.deletedAt];
  if ('compositionResourceName' in object) {
    parts.push(object.compositionResourceName);
  }
  if ('paused' in object) {
    parts.push(object.paused);
  }
  if (object.role === 'managed') {
    parts.push(object.externalName, object.providerConfig);
  }
  for (const condition of conditionsOf(object)) {
    const { type, status, reason, message, lastTransitionTime } = condition;
    parts.push(type, status, reason, message, lastTransitionTime);
  }
  return parts.join('\n');
}

/** crossplane/upjet:pkg/resource/conditions.go, AsyncOperation with reason Ongoing while one runs. */
export function isSettled(object: ProjectedManaged): boolean {
  const synced = conditionOf(object, 'Synced');
  const isOld =
    synced?.observedGeneration !== undefined &&
    object.generation !== undefined &&
    synced.observedGeneration < object.generation;
  return (
    conditionOf(object, 'AsyncOperation')?.reason !== 'Ongoing' &&
    synced?.status !== 'False' &&
    !isOld &&
    object.differing === undefined
  );
}

/** Whether a change of a resource changes nothing but how it is shown. */
export function isShownOnly(
  before: ProjectedObject | undefined,
  after: ProjectedObject,
): boolean {
  return (
    before?.role === 'managed' &&
    after.role === 'managed' &&
    objectDigest(before).settled &&
    objectDigest(after).settled &&
    !before.deletedAt &&
    !after.deletedAt &&
    objectDigest(before).state === objectDigest(after).state &&
    objectDigest(before).role === objectDigest(after).role &&
    // What a removal is to wait for is remembered with the whole tree.
    before.deletionPolicy === after.deletionPolicy &&
    `${before.managementPolicies}` === `${after.managementPolicies}`
  );
}

export function objectDigest(object: ProjectedObject): ObjectDigest {
  const known = digests.get(object);
  if (known) {
    return known;
  }
  const role = roleOf(object);
  const digest = {
    role,
    state: resourceState(object, role),
    hasReady: conditionOf(object, 'Ready') !== undefined,
    isReady: isReady(object),
    settled: object.role === 'managed' && isReady(object) && isSettled(object),
    shown: textHash(shownOf(object)),
  };
  digests.set(object, digest);
  return digest;
}
