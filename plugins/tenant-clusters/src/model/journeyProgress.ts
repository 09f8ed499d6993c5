import type { StageSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What a journey bar says: how many of the stages that count are done, and the one that matters now. */
export interface JourneyProgress {
  done: number;
  total: number;
  current: StageSummary | undefined;
}

/** Stages that were skipped do not count. The furthest failed stage is named first, then the furthest active, then an unknown one. */
export function journeyProgress(stages: StageSummary[]): JourneyProgress {
  const counted = stages.filter(stage => stage.state !== 'skipped');
  const furthest = (state: StageSummary['state']) =>
    counted.filter(stage => stage.state === state).at(-1);
  return {
    done: counted.filter(stage => stage.state === 'done').length,
    total: counted.length,
    current: furthest('failed') ?? furthest('active') ?? furthest('unknown'),
  };
}

/** Share of a bar that is filled, 0 to 1; a little for what has begun and knows no numbers. */
export function stageFill(stage: StageSummary): number {
  if (stage.state === 'done') {
    return 1;
  }
  const { ready, known } = stage.progress ?? { ready: 0, known: 0 };
  return known > 0 ? Math.min(1, Math.max(0.08, ready / known)) : 0.35;
}
