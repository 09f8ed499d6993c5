import type { Step } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedApplication } from '../../projections/types';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import { deletionCauses } from '../walk/deletionCauses';
import { deprovisioned } from './deprovisioned';
import type { StageVerdict } from './StageVerdict';

/** More lines than people read; the page of applications shows the rest. */
const MAX_STEPS = 20;

/** Kinds that hold something in the cloud: load balancers and volumes outlive a cluster that goes without them being deleted. */
const HOLDING = new Set(['Service', 'PersistentVolumeClaim', 'Ingress']);

const holding = ({ resources }: ProjectedApplication) =>
  resources.filter(({ kind }) => HOLDING.has(kind)).length;

function step(application: ProjectedApplication): Step {
  const held = holding(application);
  return {
    name: application.name,
    state: 'active',
    summary:
      held > 0
        ? say('step.application.holding', { held: String(held) })
        : say('step.application.there'),
    evidence: [objectEvidence(application, 'destination')],
  };
}

/**
 * Done when no application delivers to the cluster any more, and with them their services and volumes, as far as Argo CD sees
 * them. Where the cluster is gone with its applications still listed there is nothing left to drain.
 */
export function drained(facts: JourneyFacts): StageVerdict {
  const { applications, actors, remembered, subject } = facts;
  const actor = actors.tenant;
  const isAsked =
    facts.request?.request.state === 'merged' ||
    facts.plan.phase === 'effective';
  if (!isAsked) {
    return { state: 'waiting', actor, summary: say('stage.drained.waiting') };
  }
  const left = applications.flatMap(({ object }) => (object ? [object] : []));
  const wasRegistered =
    facts.registrations.length > 0 ||
    remembered.registrations.length > 0 ||
    subject.remains?.registration !== undefined;
  // A Usage keeps the claim from being deleted until what uses it is gone.
  const held = facts.claim
    ? deletionCauses(
        facts,
        facts.resources().nodes.slice(0, 1),
        'drained',
      ).filter(({ type }) => type === 'held-by-usage')
    : [];
  if (held.length > 0 && left.length === 0) {
    return {
      state: 'active',
      actor,
      startedAt: objectTime(facts.request?.request.mergedAt),
      summary: say('stage.drained.held', {
        usage: held.map(({ facts: of }) => of.usage).join(', '),
      }),
      evidence: held.flatMap(({ evidence }) => evidence),
      causes: held,
    };
  }
  if (left.length === 0) {
    return wasRegistered
      ? { state: 'done', actor, summary: say('stage.drained.done') }
      : { state: 'skipped', actor, summary: say('stage.drained.skipped') };
  }
  if (deprovisioned(facts).state === 'done') {
    return {
      state: 'skipped',
      actor,
      summary: say('stage.drained.overtaken', { left: String(left.length) }),
      evidence: left.slice(0, MAX_STEPS).map(each => objectEvidence(each)),
    };
  }
  return {
    state: 'active',
    actor,
    startedAt: objectTime(facts.request?.request.mergedAt),
    summary: say('stage.drained.active', {
      left: String(left.length),
      held: String(left.reduce((sum, each) => sum + holding(each), 0)),
    }),
    steps: left.slice(0, MAX_STEPS).map(step),
    causes: held,
    evidence: left.slice(0, MAX_STEPS).map(each => objectEvidence(each)),
  };
}
