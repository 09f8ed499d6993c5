import { requestEvidence, requestLabel, fileEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { say } from '../text';
import { objectTime } from '../times';
import type { StageVerdict } from './StageVerdict';

/** Done when the pull request exists. A claim that was applied directly never had one. */
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
    summary:
      kind === 'remove'
        ? say('stage.requested.remove.done', values)
        : say('stage.requested.done', values),
    evidence: [
      requestEvidence(request.request),
      fileEvidence(
        request.request,
        request.change.path,
        'changed by the pull request',
      ),
    ],
  };
}
