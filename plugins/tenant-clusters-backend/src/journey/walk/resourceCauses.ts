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
import type { JourneyFacts } from '../JourneyFacts';
import { millis } from '../times';
import { conditionOf, conditionsOf } from './conditions';
import { judgeCondition } from './polarity';
import { kindCauses } from './kindCauses';
import { resourceName } from './resourceName';
import { isFailure } from './resourceState';
import { standingWarning } from './standingWarning';
import { stateWord } from './stateWord';
import { waitingCounter } from './waitingFor';
import type { WalkedNode } from './walkResources';

export { resourceName } from './resourceName';

/** crossplane/crossplane-runtime:pkg/reconciler/managed/reconciler.go, pkg/reference/reference.go */
const WAITS_FOR_REFERENCE =
  /cannot resolve references|referenced field was empty|no resources matched selector/i;

/** Reasons of Ready that merely say what is seen anyway. */
const PLAIN_REASONS = ['Creating', 'Waiting', 'Deleting', undefined, ''];

type Draft = {
  type: BlockerCauseType;
  condition?: ProjectedCondition;
  warning?: ProjectedWarningEvent;
  message?: string;
};

/** What waits for another object by nature says so in a condition or, as it is created, in a Warning event alone. */
function typeOfMessage(
  message: string | undefined,
  otherwise: BlockerCauseType,
): BlockerCauseType {
  return message !== undefined && WAITS_FOR_REFERENCE.test(message)
    ? 'reference'
    : otherwise;
}

function failureDraft(object: ProjectedObject): Draft {
  const failing = conditionsOf(object).filter(condition =>
    isFailure(object, condition),
  );
  const telling = failing.find(({ message }) => message) ?? failing[0];
  // What fails by a word may say why in a condition that no table knows.
  const condition =
    telling ??
    conditionsOf(object).find(
      ({ status, message }) => status === 'False' && message,
    );
  const word = 'state' in object ? object.state : undefined;
  const message = condition?.message ?? (telling ? undefined : word);
  return { type: typeOfMessage(message, 'condition'), condition, message };
}

/**
 * Of an XR, the parts that it waits for: crossplane/crossplane:internal/controller/apiextensions/composite/reconciler.go,
 * "Unready resources: a, b, and 2 more".
 */
function unreadyParts(ready: ProjectedCondition | undefined) {
  return ready?.message?.startsWith('Unready resources:')
    ? ready.message
    : undefined;
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
    const { message } = warning;
    return { type: typeOfMessage(message, 'warning-event'), warning, message };
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
    : { type: 'not-ready', condition: ready, message: unreadyParts(ready) };
}

/** Objects are never changed but replaced: while one is there, so is what stands in its way, and it is known by its identity. */
const causes = new WeakMap<ProjectedObject, Cause>();

function isSameCause(
  known: Cause,
  draft: Draft,
  { since, waiting, depth }: Pick<Cause, 'since' | 'waiting' | 'depth'>,
): boolean {
  return (
    known.type === draft.type &&
    known.condition?.type === draft.condition?.type &&
    known.message === draft.message &&
    known.event?.count === draft.warning?.count &&
    known.event?.reason === draft.warning?.reason &&
    known.since.at === since.at &&
    known.since.source === since.source &&
    known.waiting === waiting &&
    known.depth === depth
  );
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
  const known = causes.get(object);
  if (
    known &&
    isSameCause(known, draft, { since, waiting, depth: node.depth })
  ) {
    return known;
  }
  const cause: Cause = {
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
      ...(stateWord(object) && 'state' in object && { state: object.state }),
    },
    evidence: [
      ...(condition ? [conditionEvidence(object, condition, since)] : []),
      ...(warning ? [warningEvidence(object, warning)] : []),
      ...(condition || warning ? [] : [objectEvidence(object)]),
    ],
  };
  causes.set(object, cause);
  return cause;
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
  const isWarning = ({ draft }: { draft: Draft }) =>
    draft.type === 'warning-event';
  const aboveFailing = hard.some(isWarning)
    ? ancestorsOf(
        nodes,
        hard.map(({ node }) => node),
      )
    : new Set();
  const chosen =
    [
      // An XR warns that it cannot patch what its failing parts have not given yet: a consequence, not a cause.
      hard.filter(
        found => !(isWarning(found) && aboveFailing.has(found.node.id)),
      ),
      drafts.filter(({ draft }) => draft.type === 'reference'),
    ].find(({ length }) => length > 0) ?? drafts;
  const failing = new Set(chosen.map(({ node }) => node.id));
  const waitingFor = waitingCounter(nodes, other => failing.has(other.id));
  const found = chosen.map(({ node, object, draft }) =>
    toCause(facts, node, object, draft, waitingFor(node)),
  );
  return [...found, ...kindCauses(facts, nodes)].sort(
    (one, other) =>
      other.waiting - one.waiting ||
      other.depth - one.depth ||
      millis(one.since) - millis(other.since),
  );
}
