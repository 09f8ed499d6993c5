import type {
  ClusterDetail,
  Journey,
  JourneySummary,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What was told of a journey already. */
export interface ToldJourney {
  stages: Map<string, string>;
  blocker?: string;
  staleness?: string;
}

/** Which of a cluster's journeys is meant: that of a pull request, or the current one. */
export function chooseJourney(
  { journey, otherJourneys }: ClusterDetail,
  pullRequest: number | undefined,
): { current: Journey } | { other: JourneySummary } | undefined {
  if (pullRequest === undefined || journey?.request?.number === pullRequest) {
    return journey && { current: journey };
  }
  const other = otherJourneys.find(
    candidate => candidate.request?.number === pullRequest,
  );
  return other && { other };
}

/**
 * Sentences about what changed since the last time: stages, the blocker, and how long ago the hub was heard. Nothing when nothing
 * changed.
 */
export function journeyNews(
  told: ToldJourney,
  journey: Journey,
  hub: { title: string; state: string },
): string[] {
  const lines: string[] = [];
  for (const { name, state, summary, progress } of journey.stages) {
    const shown = progress
      ? `${state} (${progress.ready} of ${progress.known} known so far)`
      : state;
    if (told.stages.get(name) !== shown) {
      // What waits has nothing to tell yet.
      if (state !== 'waiting' || told.stages.has(name)) {
        lines.push(`${name}: ${shown}. ${summary.text}`);
      }
      told.stages.set(name, shown);
    }
  }
  const [blocker] = journey.blockers;
  const text = blocker && `blocked: ${blocker.title.text}`;
  if (text !== told.blocker) {
    lines.push(text ?? 'no longer blocked');
    told.blocker = text;
  }
  if (hub.state !== (told.staleness ?? 'live')) {
    lines.push(`${hub.title} is ${hub.state}`);
  }
  told.staleness = hub.state;
  return lines;
}

/**
 * Whether a journey has come to a stage.
 *
 * @returns why it never will, where it is so; undefined while it may still.
 */
export function journeyEnd(
  journey: Journey,
  stage: string,
): { reached: true } | { failed: string } | undefined {
  const found = journey.stages.find(({ name }) => name === stage);
  if (!found) {
    return {
      failed: `a ${
        journey.kind
      } journey has no stage ${stage}; it has ${journey.stages
        .map(({ name }) => name)
        .join(', ')}`,
    };
  }
  if (found.state === 'done' || found.state === 'skipped') {
    return { reached: true };
  }
  if (journey.state === 'closed') {
    return { failed: 'its pull request was closed without being merged' };
  }
  if (journey.state === 'superseded') {
    return { failed: 'a newer change took its place' };
  }
  if (found.state === 'failed') {
    return {
      failed: `${stage} failed: ${
        journey.blockers[0]?.title.text ?? found.summary.text
      }`,
    };
  }
  return journey.state === 'done'
    ? { failed: `it is done without ${stage}` }
    : undefined;
}
