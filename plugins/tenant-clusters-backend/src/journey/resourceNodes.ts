import type {
  ResourceNode,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedObject } from '../projections/types';
import type { JourneyFacts } from './JourneyFacts';
import { cleanText, quote } from './text';
import { conditionsOf, toCondition } from './walk/conditions';
import { judgeCondition } from './walk/polarity';
import { treeProgress } from './walk/treeProgress';
import type { WalkedNode } from './walk/walkResources';

/** Since when an object has been as ready, or not, as it is. Every condition that counts is followed, so that a break is seen. */
function followConditions(
  facts: JourneyFacts,
  object: ProjectedObject,
): TimeFact | undefined {
  let since: TimeFact | undefined;
  for (const condition of conditionsOf(object)) {
    if (
      condition.status &&
      judgeCondition(object, condition) !== 'informational'
    ) {
      const observed = facts.observe(
        'condition',
        `condition/${object.uid}/${condition.type}`,
        condition.status,
        condition.lastTransitionTime,
      );
      since = condition.type === 'Ready' ? observed : since ?? observed;
    }
  }
  return since;
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

/** The tree as pages show it: flat, in order, what lies in the way marked. */
export function resourceNodes(
  facts: JourneyFacts,
  blocking: Set<string | undefined>,
): ResourceNode[] {
  const { nodes, input } = facts;
  return nodes.map((node, index) => {
    const { id, parent, depth, reference, object, role, state } = node;
    const since = object && followConditions(facts, object);
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
        ? input.fleet.warnings(object.hub, object.uid).map(warning => ({
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
