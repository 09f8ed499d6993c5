import type { Blocker } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  BlockerCauseType,
  BlockerContext,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Cause } from './Cause';
import { BUILT_IN_EXPLAINERS, quoted } from './explainers';
import type { JourneyFacts } from './JourneyFacts';
import { quote } from './text';
import { millis } from './times';

/** Causes that are no news until somebody's patience with them is over. */
const QUIET = new Set<BlockerCauseType>([
  'not-ready',
  'reference',
  'event-missing',
  'run-missing',
  'application-missing',
  'no-application',
  'finaliser',
]);

/** A blocker together with the cause that it explains. */
export interface ExplainedCause {
  cause: Cause;
  blocker: Blocker;
  /** When a person has to act, milliseconds since the epoch; Infinity for never. */
  dueAt: number;
}

function contextOf(facts: JourneyFacts, cause: Cause): BlockerContext {
  const { subject, hub, tenant, actors, claim, request } = facts;
  return {
    cause,
    resource: cause.resource,
    cluster: {
      hub: subject.hub,
      hubTitle: hub.title,
      namespace: subject.namespace,
      name: subject.name,
      tenant,
      cidr: (claim ?? request?.change)?.fields.cidr,
    },
    actors,
  };
}

/** An explainer of a module must not take the journey down with it. */
function explanationOf(facts: JourneyFacts, context: BlockerContext) {
  for (const explainer of [
    ...(facts.input.explainers ?? []),
    ...BUILT_IN_EXPLAINERS,
  ]) {
    try {
      const explanation = explainer.explain(context);
      if (explanation) {
        return { id: explainer.id, ...explanation };
      }
    } catch {
      continue;
    }
  }
  return { id: 'quoted', ...quoted(context) };
}

function explain(
  facts: JourneyFacts,
  cause: Cause,
  isDue: (at: number) => boolean,
): ExplainedCause {
  const { id, patience, ...explanation } = explanationOf(
    facts,
    contextOf(facts, cause),
  );
  const dueAt =
    patience === undefined ? Infinity : millis(cause.since) + patience;
  const blocker: Blocker = {
    ...explanation,
    explainer: id,
    stage: cause.stage,
    since: cause.since,
    needsPerson: isDue(dueAt),
    evidence: cause.evidence,
    ...(cause.message && { quote: quote(cause.message) }),
    ...(cause.stage === 'provisioned' && { waiting: cause.waiting }),
  };
  return { cause, blocker, dueAt };
}

/**
 * Puts causes into words: by the first explainer that knows one, else as the system wrote it.
 *
 * @param before - what was explained of the same facts: the same cause is, until it is due, explained in the same way
 */
export function explainCauses(
  facts: JourneyFacts,
  causes: Cause[],
  before: ExplainedCause[] = [],
): ExplainedCause[] {
  const known = new Map(before.map(explained => [explained.cause, explained]));
  const isDue = (at: number) => facts.input.now >= at;
  return causes.flatMap(cause => {
    const found = known.get(cause);
    const explained =
      found && found.blocker.needsPerson === isDue(found.dueAt)
        ? found
        : explain(facts, cause, isDue);
    const { dueAt, blocker } = explained;
    if (!blocker.needsPerson && dueAt !== Infinity) {
      facts.recheckAt(dueAt);
    }
    return QUIET.has(cause.type) && !blocker.needsPerson ? [] : [explained];
  });
}
