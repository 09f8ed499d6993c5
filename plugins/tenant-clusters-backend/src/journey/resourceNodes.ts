import type {
  ResourceNode,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../projections/types';
import type { ClusterFacts } from './JourneyFacts';
import type { JourneyInput } from './types';
import { cleanText, quote } from './text';
import { objectTime } from './times';
import { conditionsOf, toCondition } from './walk/conditions';
import { judgeCondition } from './walk/polarity';
import type { ResourceTree } from './walk/ResourceTree';
import { textHash } from './walk/textHash';
import { treeProgress } from './walk/treeProgress';
import type { WalkedNode } from './walk/walkResources';

/** States of a node that nothing has to be followed of: it is as it should be, or nothing can be said of it. */
const GOOD = new Set<ResourceNode['state']>(['ready', 'none', 'missing']);

/** The name under which the clock follows a condition. */
export const conditionSubject = (object: ProjectedObject, type: string) =>
  `condition/${object.uid}/${type}`;

/** One condition that is followed, as the clock is asked for it. */
interface FollowedCondition {
  subject: string;
  status: string;
  at?: string;
}

const followable = new WeakMap<ProjectedObject, FollowedCondition[]>();

/** The conditions of an object that say how it is. Objects are never changed but replaced. */
function followedConditions(object: ProjectedObject): FollowedCondition[] {
  const known = followable.get(object);
  if (known) {
    return known;
  }
  const conditions = conditionsOf(object).flatMap(condition => {
    const { type, status, lastTransitionTime: at } = condition;
    return status && judgeCondition(object, condition) !== 'informational'
      ? [{ subject: conditionSubject(object, type), status, at }]
      : [];
  });
  followable.set(object, conditions);
  return conditions;
}

/**
 * Follows the conditions of what is not as it should be, so that a break is seen. Of what is well, the object's own word is
 * believed: there are a hundred thousand of those.
 */
export function followConditions({ resources, observe }: ClusterFacts): void {
  for (const { object, state } of resources().nodes) {
    // A claim is always followed: whether its cluster is degraded depends on since when it is not ready.
    if (!object || (GOOD.has(state) && object.role !== 'claim')) {
      continue;
    }
    for (const { subject, status, at } of followedConditions(object)) {
      observe('condition', subject, status, at);
    }
  }
}

/** Since when an object has been as ready, or not, as it is. */
function sinceOf(
  object: ProjectedObject,
  followed: ReadonlyMap<string, TimeFact>,
): TimeFact | undefined {
  const conditions = conditionsOf(object);
  const condition =
    conditions.find(({ type }) => type === 'Ready') ?? conditions[0];
  return (
    condition &&
    (followed.get(conditionSubject(object, condition.type)) ??
      objectTime(condition.lastTransitionTime))
  );
}

function details(object: ProjectedObject): Partial<ResourceNode> {
  const step =
    'compositionResourceName' in object && object.compositionResourceName;
  const managed = object.role === 'managed' ? object : undefined;
  return {
    ...(object.createdAt && { createdAt: object.createdAt }),
    ...(step && { compositionResourceName: cleanText(step, 200) }),
    ...(managed?.externalName && {
      externalName: cleanText(managed.externalName, 300),
    }),
    ...(managed?.providerConfig && {
      providerConfig: cleanText(managed.providerConfig, 253),
    }),
    ...('paused' in object && object.paused && { paused: true }),
  };
}

/** Progress of what is below a node; absent for a leaf. */
function progressBelow(nodes: WalkedNode[], index: number) {
  const { depth } = nodes[index];
  if ((nodes[index + 1]?.depth ?? 0) <= depth) {
    return undefined;
  }
  const end = nodes.findIndex(
    (node, position) => position > index && node.depth <= depth,
  );
  const below = nodes.slice(index + 1, end < 0 ? undefined : end);
  const shifted = [nodes[index], ...below].map(node => ({
    ...node,
    depth: node.depth - depth,
  }));
  return treeProgress(shifted);
}

/** What beside the objects themselves decides how a tree is shown. */
export interface TreeMarks {
  /** Nodes that lie in the way. */
  blocking: ReadonlySet<string | undefined>;
  /** Since when conditions that are followed have been as they are, by their subject. */
  followed: ReadonlyMap<string, TimeFact>;
}

const sinceRevisions = new WeakMap<
  TimeFact,
  { subject: string; hash: number }
>();

/** Hash of since when a condition has been as it is. The clock gives the same fact as long as it is. */
function sinceRevision(subject: string, since: TimeFact): number {
  const known = sinceRevisions.get(since);
  if (known?.subject === subject) {
    return known.hash;
  }
  const hash = textHash(`${subject} ${since.at}`);
  sinceRevisions.set(since, { subject, hash });
  return hash;
}

/** A text that is another whenever the tree is shown in another way. */
export function treeRevision(
  hub: string,
  { nodes, shown, missing, warned }: ResourceTree,
  { fleet }: JourneyInput,
  { blocking, followed }: TreeMarks,
): string {
  const rest: unknown[] = [nodes.length, ...shown];
  for (const { id, depth, state } of missing) {
    rest.push(id, depth, state);
  }
  // Sorted, so that replicas that heard of them in another order say the same.
  for (const uid of [...warned].sort()) {
    for (const warning of fleet.warnings(hub, uid)) {
      rest.push(warning.uid, warning.count, warning.lastSeen);
    }
  }
  for (const [subject, since] of followed) {
    rest.push(sinceRevision(subject, since));
  }
  return [...rest, ...blocking].join(' ');
}

/** The tree as pages show it: flat, in order, what lies in the way marked. */
export function resourceNodes(
  nodes: WalkedNode[],
  { fleet }: JourneyInput,
  { blocking, followed }: TreeMarks,
): ResourceNode[] {
  return nodes.map((node, index) => {
    const { id, parent, depth, reference, object, role, state } = node;
    const since = object && sinceOf(object, followed);
    const progress = progressBelow(nodes, index);
    return {
      id,
      ...(parent !== undefined && { parent }),
      depth,
      apiVersion: reference.apiVersion,
      kind: reference.kind,
      ...(reference.namespace && { namespace: reference.namespace }),
      name: reference.name,
      role,
      state,
      ...(since && { since }),
      ...(object && details(object)),
      ...(progress && progress.known > 0 && { progress }),
      ...(blocking.has(id) && { blocker: true }),
      conditions: object
        ? conditionsOf(object).map(condition => toCondition(object, condition))
        : [],
      warnings: object
        ? fleet.warnings(object.hub, object.uid).map(warning => ({
            reason: cleanText(warning.reason, 100),
            message: quote(warning.message),
            count: warning.count,
            ...(warning.lastSeen && { lastSeen: warning.lastSeen }),
            ...(warning.component && {
              component: cleanText(warning.component, 200),
            }),
          }))
        : [],
    };
  });
}
