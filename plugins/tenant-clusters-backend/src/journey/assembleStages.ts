import type {
  Sentence,
  Stage,
  StageName,
  StageState,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Cause } from './Cause';
import type { ExplainedCause } from './explainCauses';
import { explainCauses } from './explainCauses';
import type { JourneyFacts } from './JourneyFacts';
import { stageSubject } from './JourneyFacts';
import type { JudgementTrace } from './JudgementLog';
import type { StageDefinition } from './stages/stages';
import { stagesOf } from './stages/stages';
import type { EarlierStages, StageVerdict } from './stages/StageVerdict';
import { appliedSubject } from './appliedSubject';
import { addressedKey } from './journeyKey';
import { say } from './text';
import { secondsBetween } from './times';
import { kindCause } from './walk/kindCauses';

/**
 * Stages that stay done once they were: Ready flips at each recomposition and health at each sync, and what fails later is a
 * degradation of the cluster and not a journey begun anew. A handover that is run again is work that goes on, and shows.
 */
const STAYS_DONE = new Set<StageName>([
  'synced',
  'provisioned',
  'delivering',
  'drained',
  'pruned',
  'deprovisioned',
]);

/** The name under which the clock remembers that a whole journey came to its end. */
export const journeySubject = (key: string) => `stage/${key}/journey`;

/** One stage, judged. */
interface JudgedStage {
  /** What is really so, for a stage that stays done. */
  verdict: StageVerdict;
  explained: ExplainedCause[];
  stage: Stage;
  trace: JudgementTrace;
}

/** All stages of a journey, by name, in their order. */
export type AssembledStages = ReadonlyMap<StageName, JudgedStage>;

/** What a silent source leaves of a stage, undefined where it is heard. */
function silence(
  facts: JourneyFacts,
  { source, kind }: StageDefinition,
  verdict: StageVerdict,
): Sentence | undefined {
  const { hub, gitSilent } = facts;
  if (verdict.state === 'skipped' && source === 'hub' && !hub.silent) {
    return undefined;
  }
  if (source === 'git') {
    // A merge is final; what is still open, or was never seen, may have moved since Git was heard.
    return gitSilent && verdict.state !== 'done'
      ? say('stage.requested.unknown')
      : undefined;
  }
  if (hub.silent) {
    return say('stage.unknown.hub', { hub: hub.title });
  }
  return kind && hub.isKindSilent(kind.group, kind.kind)
    ? say('stage.unknown.kind', { kind: `${kind.kind}s`, hub: hub.title })
    : undefined;
}

function decide(
  facts: JourneyFacts,
  definition: StageDefinition,
  earlier: EarlierStages,
) {
  const verdict = definition.decide(facts, earlier);
  const { subject, claim, input, kind } = facts;
  for (const decider of input.deciders ?? []) {
    const decided =
      decider.stage === definition.name
        ? decider.decide({
            now: input.now,
            hub: subject.hub,
            namespace: subject.namespace,
            name: subject.name,
            kind: subject.kind,
            claim,
            journey: kind,
            decided: { state: verdict.state, summary: verdict.summary },
          })
        : undefined;
    if (decided) {
      const { evidence = verdict.evidence } = decided;
      return { ...verdict, ...decided, evidence };
    }
  }
  return verdict;
}

function stateOf(
  verdict: StageVerdict,
  explained: ExplainedCause[],
): StageState {
  const isFailed =
    verdict.state === 'active' &&
    explained.some(
      ({ cause, blocker }) => blocker.needsPerson && !cause.ordinary,
    );
  return isFailed ? 'failed' : verdict.state;
}

/** Causes that are nothing but the absence of an object. */
const ABSENCES = new Set<BlockerCauseType>([
  'no-application',
  'application-missing',
  'run-missing',
]);

/** What nobody may read is not missing: where the kind of a stage cannot be read, that stands in its way instead. */
function causesOf(
  facts: JourneyFacts,
  { name, kind }: StageDefinition,
  { state, causes = [] }: StageVerdict,
): Cause[] {
  if (!kind || !facts.hub.isKindSilent(kind.group, kind.kind)) {
    return causes;
  }
  const seen = causes.filter(
    ({ type }) => !ABSENCES.has(type) && type !== 'kind-not-watched',
  );
  const unread =
    state === 'active' ? kindCause(facts, kind, { stage: name }) : undefined;
  return unread ? [...seen, unread] : seen;
}

function toStage(
  facts: JourneyFacts,
  definition: StageDefinition,
  verdict: StageVerdict,
  explained: ExplainedCause[],
): Stage {
  const { name } = definition;
  const common = {
    name,
    actor: verdict.actor,
    ...(verdict.progress && { progress: verdict.progress }),
    steps: verdict.steps ?? [],
    evidence: verdict.evidence ?? [],
  };
  const found = stateOf(verdict, explained);
  const subject = stageSubject(facts, name);
  const isSettled = found === 'done' || found === 'skipped';
  const isOver = isJourneyOver(facts);
  const once =
    !isSettled && (STAYS_DONE.has(name) || isOver)
      ? facts.ever('stage', subject, 'done')
      : undefined;
  const otherwise = isOver && !isSettled ? 'skipped' : found;
  const state = once ? 'done' : otherwise;
  const silent = isOver
    ? undefined
    : silence(facts, definition, { ...verdict, state });
  if (silent) {
    return {
      ...common,
      state: 'unknown',
      lastKnown: state,
      summary: silent,
      ...(verdict.startedAt && { startedAt: verdict.startedAt }),
    };
  }
  const since = facts.observe(
    'stage',
    subject,
    state,
    state === 'done'
      ? verdict.finishedAt?.at ?? verdict.finishedHint
      : verdict.startedAt?.at,
  );
  const isEnded =
    state === 'done' || (state === 'failed' && verdict.finishedAt);
  const first =
    state === 'done' ? facts.ever('stage', subject, 'done') : undefined;
  const finishedAt = isEnded
    ? verdict.finishedAt ?? once ?? first ?? since
    : undefined;
  const startedAt =
    state === 'waiting' || state === 'skipped'
      ? undefined
      : verdict.startedAt ?? (isEnded ? undefined : since);
  return {
    ...common,
    state,
    summary: verdict.summary,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(startedAt &&
      finishedAt && { durationSeconds: secondsBetween(startedAt, finishedAt) }),
  };
}

/** Remembered under the journey, since the claim's own uid goes with it: a request that was applied once is not pending again. */
function rememberApplied({ input, request, subject }: JourneyFacts): void {
  if (request) {
    const key = addressedKey(subject, request);
    input.clock.since(appliedSubject(subject.hub, key), 'done');
  }
}

/** A journey that came to its end is not begun anew by what happens later to its cluster: that is on another one. */
function isJourneyOver(facts: JourneyFacts): boolean {
  return (
    !facts.current &&
    facts.ever('stage', journeySubject(facts.key), 'done') !== undefined
  );
}

function judgeStage(
  facts: JourneyFacts,
  definition: StageDefinition,
  earlier: EarlierStages,
  before: JudgedStage | undefined,
): Omit<JudgedStage, 'trace'> {
  const verdict = decide(facts, definition, earlier);
  const explained = explainCauses(
    facts,
    causesOf(facts, definition, verdict),
    before?.explained,
  );
  if (
    definition.name === 'synced' &&
    facts.kind === 'create' &&
    verdict.state === 'done'
  ) {
    rememberApplied(facts);
  }
  const stage = toStage(facts, definition, verdict, explained);
  return { verdict, explained, stage };
}

/** Whether a stage would be judged as before, where nothing moved but resources and the time. */
function holds(
  { input }: JourneyFacts,
  name: StageName,
  { looksAtResources, recheckAt = Infinity, earlier }: JudgementTrace,
  judged: AssembledStages,
): boolean {
  return (
    !looksAtResources &&
    input.now < recheckAt &&
    // Nobody knows what a decider of a module looks at.
    !input.deciders?.some(({ stage }) => stage === name) &&
    earlier.every(
      ([stage, state]) => judged.get(stage)?.verdict.state === state,
    )
  );
}

/**
 * Judges every stage of a journey, each by its own evidence.
 *
 * @param before - its stages when they were judged last, where nothing moved since but resources and the time
 */
export function assembleStages(
  facts: JourneyFacts,
  before?: AssembledStages,
): AssembledStages {
  const { log } = facts;
  const judged = new Map<StageName, JudgedStage>();
  const earlier: EarlierStages = name => {
    const state = judged.get(name)?.verdict.state;
    log.hearOf(name, state);
    return state;
  };
  for (const definition of stagesOf(facts)) {
    const { name } = definition;
    const known = before?.get(name);
    if (known && holds(facts, name, known.trace, judged)) {
      log.repeat(known.trace);
      judged.set(name, known);
    } else {
      const { found, trace } = log.trace(() =>
        judgeStage(facts, definition, earlier, known),
      );
      judged.set(name, { ...found, trace });
    }
  }
  return judged;
}

/** What stands in the way of a journey, stage by stage. */
export const explainedOf = (stages: AssembledStages): ExplainedCause[] =>
  [...stages.values()].flatMap(({ explained }) => explained);

/** The stages as pages show them. */
export const shownStages = (stages: AssembledStages): Stage[] =>
  [...stages.values()].map(({ stage }) => stage);
