import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A time as the history keeps it. */
export interface RecordedTime extends TimeFact {
  /** The time is known to within so many seconds. */
  precisionSeconds?: number;
}

/** Reads the columns of a stored time. */
export function toRecordedTime(
  at: string,
  source: string,
  precisionSeconds: number | null,
): RecordedTime {
  return {
    at,
    source: source as TimeFact['source'],
    ...(precisionSeconds !== null && { precisionSeconds }),
  };
}
