import type { Usual } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Fewer finished journeys say nothing about the next one. */
const MINIMUM = 5;

/** The value below which the given part of the sorted values lies, between two neighbours in proportion. */
function percentile(sorted: number[], part: number): number {
  const position = (sorted.length - 1) * part;
  const low = Math.floor(position);
  const high = Math.ceil(position);
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
}

/** Median and 90th percentile of durations in seconds; undefined for fewer than five. */
export function estimate(seconds: number[]): Usual | undefined {
  if (seconds.length < MINIMUM) {
    return undefined;
  }
  const sorted = [...seconds].sort((left, right) => left - right);
  return {
    medianSeconds: percentile(sorted, 0.5),
    p90Seconds: percentile(sorted, 0.9),
    count: sorted.length,
  };
}
