import { MACHINES } from '../actors';
import { pruneCauses } from '../applications/pruneCauses';
import { objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

/** Done when the claim is marked for deletion, or gone. Somebody may have deleted it without a request. */
export function pruned(facts: JourneyFacts): StageVerdict {
  const { claim, request, subject, tracking } = facts;
  const isFlux = Object.keys(
    (claim ?? subject.remains?.claim)?.labels ?? {},
  ).some(label => label.startsWith('kustomize.toolkit.fluxcd.io/'));
  const actor = isFlux ? MACHINES.flux : MACHINES.argoCd;
  const merged =
    request?.request.state === 'merged'
      ? objectTime(request.request.mergedAt)
      : undefined;
  const last = claim ?? subject.remains?.claim;
  const deletedAt =
    objectTime(last?.deletedAt) ??
    (subject.remains && {
      at: subject.remains.goneAt,
      source: 'observed' as const,
    });
  if (deletedAt) {
    return {
      state: 'done',
      actor: merged ? actor : { type: 'unknown', title: 'not known' },
      startedAt: merged ?? deletedAt,
      finishedAt: deletedAt,
      summary: merged ? say('stage.pruned.done') : say('stage.pruned.direct'),
      evidence: last
        ? [objectEvidence(last, 'metadata.deletionTimestamp')]
        : [],
    };
  }
  return merged
    ? {
        state: 'active',
        actor,
        startedAt: merged,
        summary: isFlux
          ? say('stage.pruned.active.flux')
          : say('stage.pruned.active'),
        evidence: tracking.links,
        causes: claim ? pruneCauses(facts, claim, 'pruned') : [],
      }
    : {
        state: 'waiting',
        actor,
        summary: isFlux
          ? say('stage.pruned.waiting.flux')
          : say('stage.pruned.waiting'),
      };
}
