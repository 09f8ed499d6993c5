import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type {
  ProjectedCondition,
  ProjectedObject,
  ProjectedWarningEvent,
} from '../../projections/types';
import type { Cause } from '../Cause';
import {
  conditionEvidence,
  objectEvidence,
  warningEvidence,
} from '../evidence';
import { EVENT_SLACK } from '../graces';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';
import { millis } from '../times';
import { conditionOf, conditionsOf } from './conditions';
import { judgeCondition } from './polarity';
import { isFailure } from './resourceState';
import type { WalkedNode } from './walkResources';

/** crossplane/crossplane-runtime:pkg/reconciler/managed/reconciler.go, pkg/reference/reference.go */
const WAITS_FOR_REFERENCE =
  /cannot resolve references|referenced field was empty|no resources matched selector/i;

/** Written when two writers meet; the next try succeeds. k8s.io/apiserver registry, OptimisticLockErrorMsg */
const WRITE_CONFLICT =
  /the object has been modified; please apply your changes/;

/** Reasons of Ready that merely say what is seen anyway. */
const PLAIN_REASONS = ['Creating', 'Waiting', 'Deleting', undefined, ''];

/** Names an object for people: by its step in the Composition, since its own name is generated. */
export function resourceName({ object, reference }: WalkedNode): string {
  const step =
    object && 'compositionResourceName' in object
      ? object.compositionResourceName
      : undefined;
  return cleanText(`${reference.kind} ${step ?? reference.name}`, 120);
}

type Draft = {
  type: BlockerCauseType;
  condition?: ProjectedCondition;
  warning?: ProjectedWarningEvent;
  message?: string;
};

/** The last warning that no success has followed: it was seen after Synced turned True, or nothing is Synced. */
function standingWarning(
  facts: JourneyFacts,
  object: ProjectedObject,
): ProjectedWarningEvent | undefined {
  const synced = conditionOf(object, 'Synced');
  const success =
    synced?.status === 'True' && synced.lastTransitionTime
      ? Date.parse(synced.lastTransitionTime) - EVENT_SLACK
      : -Infinity;
  return facts.input.fleet
    .warnings(object.hub, object.uid)
    .filter(
      ({ message, lastSeen }) =>
        !WRITE_CONFLICT.test(message) &&
        (lastSeen === undefined || Date.parse(lastSeen) >= success),
    )
    .sort(
      (one, other) =>
        Date.parse(other.lastSeen ?? '') - Date.parse(one.lastSeen ?? ''),
    )[0];
}

function failureDraft(object: ProjectedObject): Draft {
  const failing = conditionsOf(object).filter(condition =>
    isFailure(object, condition),
  );
  const telling = failing.find(({ message }) => message) ?? failing[0];
  const isReference =
    telling.message !== undefined && WAITS_FOR_REFERENCE.test(telling.message);
  return {
    type: isReference ? 'reference' : 'condition',
    condition: telling,
    message: telling.message,
  };
}

function waitingDraft(
  facts: JourneyFacts,
  object: ProjectedObject,
  isLeaf: boolean,
): Draft | undefined {
  const paused = conditionsOf(object).find(
    ({ reason }) => reason === 'ReconcilePaused',
  );
  if (paused || ('paused' in object && object.paused)) {
    return { type: 'paused', condition: paused };
  }
  const warning = standingWarning(facts, object);
  if (warning) {
    return { type: 'warning-event', warning, message: warning.message };
  }
  if (!isLeaf) {
    return undefined;
  }
  const ready = conditionOf(object, 'Ready');
  const own = conditionsOf(object).find(
    condition =>
      condition.status === 'False' &&
      condition.message &&
      (judgeCondition(object, condition) === 'unknown' ||
        (condition.type === 'Ready' &&
          !PLAIN_REASONS.includes(condition.reason))),
  );
  return own
    ? { type: 'condition', condition: own, message: own.message }
    : { type: 'not-ready', condition: ready };
}

function toCause(
  facts: JourneyFacts,
  node: WalkedNode,
  object: ProjectedObject,
  draft: Draft,
  waiting: number,
): Cause {
  const { type, condition, warning, message } = draft;
  const subject = condition
    ? `condition/${object.uid}/${condition.type}`
    : `blocker/${object.uid}/${warning?.reason ?? type}`;
  const since = facts.observe(
    condition ? 'condition' : 'blocker',
    subject,
    condition?.status ?? 'standing',
    condition?.lastTransitionTime ?? warning?.firstSeen ?? object.createdAt,
  );
  return {
    type,
    stage: 'provisioned',
    object,
    nodeId: node.id,
    condition,
    event: warning && { reason: warning.reason, count: warning.count },
    message,
    since,
    waiting,
    depth: node.depth,
    ordinary: false,
    resource: resourceName(node),
    facts: {
      ...('providerConfig' in object &&
        object.providerConfig && { providerConfig: object.providerConfig }),
      ...('composition' in object &&
        object.composition && { composition: object.composition }),
    },
    evidence: [
      ...(condition ? [conditionEvidence(object, condition, since)] : []),
      ...(warning ? [warningEvidence(object, warning)] : []),
      ...(condition || warning ? [] : [objectEvidence(object)]),
    ],
  };
}

/** How many unready parts of the same XR wait for a failing one: what is below it or beside it, and does not fail itself. */
function waitingFor(
  nodes: WalkedNode[],
  node: WalkedNode,
  isFailing: (node: WalkedNode) => boolean,
): number {
  const byId = new Map(nodes.map(other => [other.id, other]));
  const isWithin = (other: WalkedNode | undefined): boolean =>
    other !== undefined &&
    (other.id === node.parent ||
      (other.parent !== undefined && isWithin(byId.get(other.parent))));
  return nodes.filter(
    other =>
      other.id !== node.parent &&
      other.id !== node.id &&
      (other.state === 'waiting' || other.state === 'missing') &&
      !isFailing(other) &&
      isWithin(other),
  ).length;
}

function ancestorsOf(nodes: WalkedNode[], below: WalkedNode[]): Set<string> {
  const parentOf = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const ancestors = new Set<string>();
  for (const { parent } of below) {
    let id = parent;
    while (id !== undefined && !ancestors.has(id)) {
      ancestors.add(id);
      id = parentOf.get(id);
    }
  }
  return ancestors;
}

/**
 * What keeps the resources of a claim from being ready: depth first, so that the deepest unmet conditions are found whatever
 * the objects above them say. Those that merely wait are left out where something fails that they may wait for.
 */
export function resourceCauses(
  facts: JourneyFacts,
  nodes: WalkedNode[],
): Cause[] {
  const parents = new Set(
    nodes
      .filter(({ state }) => state !== 'ready' && state !== 'none')
      .map(({ parent }) => parent),
  );
  const drafts: { node: WalkedNode; object: ProjectedObject; draft: Draft }[] =
    [];
  for (const node of nodes) {
    const { object, state, id } = node;
    if (object && state === 'failed') {
      drafts.push({ node, object, draft: failureDraft(object) });
    } else if (object && state === 'waiting') {
      const draft = waitingDraft(facts, object, !parents.has(id));
      drafts.push(...(draft ? [{ node, object, draft }] : []));
    }
  }
  const isHard = ({ draft }: { draft: Draft }) =>
    draft.type !== 'not-ready' && draft.type !== 'reference';
  const hard = drafts.filter(isHard);
  const aboveFailing = ancestorsOf(
    nodes,
    hard.map(({ node }) => node),
  );
  const chosen =
    [
      // An XR warns that it cannot patch what its failing parts have not given yet: a consequence, not a cause.
      hard.filter(
        ({ node, draft }) =>
          !(draft.type === 'warning-event' && aboveFailing.has(node.id)),
      ),
      drafts.filter(({ draft }) => draft.type === 'reference'),
    ].find(({ length }) => length > 0) ?? drafts;
  const failing = new Set(chosen.map(({ node }) => node.id));
  return chosen
    .map(({ node, object, draft }) =>
      toCause(
        facts,
        node,
        object,
        draft,
        waitingFor(nodes, node, other => failing.has(other.id)),
      ),
    )
    .sort(
      (one, other) =>
        other.waiting - one.waiting ||
        other.depth - one.depth ||
        millis(one.since) - millis(other.since),
    );
}
