import { requestEvidence, requestLabel, fileEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

const ASKED = {
  create: 'stage.requested.done',
  change: 'stage.requested.change.done',
  remove: 'stage.requested.remove.done',
} as const;

/** Done when the pull request, or the commit of a direct push, exists. A claim that was applied directly never had one. */
export function requested(facts: JourneyFacts): StageVerdict {
  const { request, actors, kind } = facts;
  if (!request) {
    return {
      state: 'skipped',
      actor: actors.requester,
      summary: say(
        kind === 'remove'
          ? 'stage.requested.remove.skipped'
          : 'stage.requested.skipped',
      ),
    };
  }
  const createdAt = objectTime(request.request.createdAt);
  const values = {
    requester: actors.requester.title,
    request: requestLabel(request.request),
  };
  return {
    state: 'done',
    actor: actors.requester,
    startedAt: createdAt,
    finishedAt: createdAt,
    summary: say(
      request.request.origin === 'push' ? 'stage.requested.push' : ASKED[kind],
      values,
    ),
    evidence: [
      requestEvidence(request.request),
      fileEvidence(
        request.request,
        request.change.path,
        request.request.origin === 'push'
          ? 'changed by the commit'
          : 'changed by the pull request',
      ),
    ],
  };
}
