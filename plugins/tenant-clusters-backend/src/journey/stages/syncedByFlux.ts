import type {
  ProjectedClaim,
  ProjectedKustomization,
} from '../../projections/types';
import { MACHINES } from '../actors';
import { fluxCauses } from '../applications/fluxCauses';
import { containsMerge } from '../correlate/containsMerge';
import {
  appliedCommit,
  FLUX_LABELS,
  gitSourceOf,
} from '../correlate/fluxDelivery';
import type { FluxDelivery } from '../correlate/fluxDelivery';
import { isSameRepository } from '../correlate/repositories';
import { commitEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { latest, objectTime } from '../times';
import { isReady } from '../walk/conditions';
import { kindCause } from '../walk/kindCauses';
import type { Applied } from './appliedByArgoCd';
import type { StageVerdict } from './StageVerdict';

const actor = MACHINES.flux;

export const KUSTOMIZATION = {
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
} as const;

/** Ready at its current generation, of a revision that holds the merge, with the claim in its inventory. */
export function appliedByKustomization(
  facts: JourneyFacts,
  kustomization: ProjectedKustomization,
): Applied {
  const { input, request, subject } = facts;
  const source = gitSourceOf(input.fleet, kustomization);
  facts.dependOn(kustomization, source);
  const { generation, observedGeneration } = kustomization;
  const isCurrent =
    generation === undefined ||
    observedGeneration === undefined ||
    observedGeneration >= generation;
  if (!isReady(kustomization) || !isCurrent) {
    return { applied: false };
  }
  const revision = appliedCommit(kustomization);
  const merge = request?.request.mergeCommit;
  // A commit of another repository tells nothing of this one's.
  const isOther =
    request &&
    source &&
    !isSameRepository({
      cloneUrl: source.url,
      repository: request.request.repository,
      pageUrl: request.request.url,
    });
  if (!merge) {
    return { applied: true, revision };
  }
  return {
    revision,
    applied: isOther
      ? false
      : containsMerge(input.requests, subject.hub, revision, merge),
  };
}

function doneVerdict(
  facts: JourneyFacts,
  claim: ProjectedClaim,
  options: { kustomization: string; revision?: string; delivery: FluxDelivery },
): StageVerdict {
  const { kustomization, revision, delivery } = options;
  const merged = objectTime(facts.request?.request.mergedAt);
  const created = objectTime(claim.createdAt);
  return {
    state: 'done',
    actor,
    startedAt: merged ?? created,
    finishedAt: latest([merged, created]),
    summary: revision
      ? say('stage.synced.done.flux.revision', {
          kustomization,
          revision: revision.slice(0, 7),
        })
      : say('stage.synced.done.flux', { kustomization }),
    evidence: [
      ...(delivery.links.length > 0
        ? delivery.links
        : [objectEvidence(claim, `label ${FLUX_LABELS.name}`)]),
      ...(revision
        ? [commitEvidence(revision, claim.hub, facts.request?.request)]
        : []),
    ],
  };
}

/** A claim that Flux delivers: applied once its Kustomization is Ready at a revision that holds the merge. */
export function syncedByFlux(
  facts: JourneyFacts,
  claim: ProjectedClaim,
  delivery: FluxDelivery,
): StageVerdict {
  const { holding, labelled, name } = delivery;
  const candidates = holding.length > 0 ? holding : [labelled ?? []].flat();
  const unread = kindCause(facts, KUSTOMIZATION, { stage: 'synced' });
  if (unread && candidates.length === 0) {
    return {
      state: 'unknown',
      actor,
      summary: say('stage.unknown.kind', {
        kind: `${KUSTOMIZATION.kind}s`,
        hub: facts.hub.title,
      }),
      causes: [unread],
    };
  }
  // Its own label is all that is known where nobody may read Kustomizations.
  if (candidates.length === 0) {
    return doneVerdict(facts, claim, { kustomization: name ?? '', delivery });
  }
  const answers = holding.map(kustomization => ({
    kustomization,
    ...appliedByKustomization(facts, kustomization),
  }));
  const done = answers.find(({ applied }) => applied);
  if (done) {
    return doneVerdict(facts, claim, {
      kustomization: done.kustomization.name,
      revision: done.revision,
      delivery,
    });
  }
  const isUnknown = answers.some(({ applied }) => applied === undefined);
  return {
    ...activeByFlux(facts, candidates, isUnknown),
    evidence: delivery.links,
  };
}

/** What Flux has not applied yet, though some Kustomization is there to do it. */
export function activeByFlux(
  facts: JourneyFacts,
  kustomizations: ProjectedKustomization[],
  isUnknown = false,
): StageVerdict {
  return {
    state: 'active',
    actor,
    startedAt: objectTime(facts.request?.request.mergedAt),
    summary: isUnknown
      ? say('stage.synced.comparing.flux')
      : say('stage.synced.active.flux'),
    evidence: kustomizations.map(kustomization =>
      objectEvidence(kustomization, 'covers the path'),
    ),
    causes: isUnknown
      ? []
      : kustomizations.flatMap(kustomization =>
          fluxCauses(facts, kustomization, 'synced'),
        ),
  };
}
