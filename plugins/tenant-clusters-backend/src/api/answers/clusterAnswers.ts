import type {
  ClusterSummary,
  Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { JourneyEstimates } from '../../history/types';
import type { Redactor } from './Redactor';

/** A cluster's line in a list, for one viewer. */
export function summaryAnswer(
  summary: ClusterSummary,
  redactor: Redactor,
): ClusterSummary {
  if (!summary.blocker) {
    return summary;
  }
  const blocker = redactor.blocker(summary.blocker);
  const quoted = summary.happening.text === summary.blocker.title.text;
  return blocker === summary.blocker
    ? summary
    : {
        ...summary,
        heardAt: summary.heardAt,
        blocker,
        ...(quoted && { happening: blocker.title }),
      };
}

/** A journey for one viewer: with what is usual, without what they may not read. */
export function journeyAnswer(options: {
  journey: Journey;
  redactor: Redactor;
  estimates?: JourneyEstimates;
  /** The journey's request with the claims that this viewer may read. */
  request?: Journey['request'];
}): Journey {
  const { journey, redactor, estimates, request } = options;
  const usual = journey.usual ?? estimates?.journey;
  return {
    ...journey,
    ...(usual && { usual }),
    // A request that is not followed any more may name the claims of others.
    ...(journey.request && {
      request: request ?? { ...journey.request, claims: [] },
    }),
    blockers: journey.blockers.map(blocker => redactor.blocker(blocker)),
    links: journey.links.map(link => redactor.evidence(link)),
    stages: journey.stages.map(stage => {
      const usualStage = stage.usual ?? estimates?.stages[stage.name];
      return {
        ...stage,
        ...(usualStage && { usual: usualStage }),
        evidence: stage.evidence.map(item => redactor.evidence(item)),
      };
    }),
  };
}
