import { commitEvidence, requestEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText, say } from '../text';
import { objectTime } from '../times';
import { approvers, requestCauses } from './requestCauses';
import type { StageVerdict } from './StageVerdict';

/** Done when the pull request is merged. Approvals and checks stand beside it; they are not what makes it done. */
export function reviewed(facts: JourneyFacts): StageVerdict {
  const actor = facts.actors.platformTeam;
  const request = facts.request?.request;
  if (!request) {
    return { state: 'skipped', actor, summary: say('stage.reviewed.skipped') };
  }
  if (request.origin === 'push') {
    return {
      state: 'skipped',
      actor,
      summary: say('stage.reviewed.skipped'),
      evidence: [requestEvidence(request)],
    };
  }
  const reviewers = approvers(request);
  const common = {
    startedAt: objectTime(request.createdAt),
    evidence: [
      requestEvidence(request),
      ...(request.mergeCommit
        ? [commitEvidence(request.mergeCommit, request.hub, request)]
        : []),
    ],
  };
  if (request.state === 'merged') {
    const person = request.mergedBy ?? request.author;
    return {
      ...common,
      state: 'done',
      actor: { ...actor, ref: undefined, title: cleanText(person, 100) },
      finishedAt: objectTime(request.mergedAt),
      summary: reviewers
        ? say('stage.reviewed.done.approved', { reviewers, person })
        : say('stage.reviewed.done', { person }),
    };
  }
  if (request.state === 'closed') {
    return {
      ...common,
      state: 'failed',
      actor,
      finishedAt: objectTime(request.closedAt),
      summary: say('stage.reviewed.closed'),
    };
  }
  return {
    ...common,
    state: 'active',
    actor,
    summary: reviewers
      ? say('stage.reviewed.active.approved', { reviewers })
      : say('stage.reviewed.active'),
    causes: requestCauses(facts),
  };
}
