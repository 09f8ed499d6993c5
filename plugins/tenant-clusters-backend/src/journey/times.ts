import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** A time that an object states of itself; undefined where it states none, or none that can be read. */
export function objectTime(at: string | undefined): TimeFact | undefined {
  return at !== undefined && !Number.isNaN(Date.parse(at))
    ? { at, source: 'object' }
    : undefined;
}

export const millis = (time: TimeFact) => Date.parse(time.at);

/** The latest of some times, undefined where there is none. */
export function latest(times: (TimeFact | undefined)[]): TimeFact | undefined {
  return times.reduce(
    (late, time) =>
      time && (!late || millis(time) > millis(late)) ? time : late,
    undefined,
  );
}

/** Whole seconds between two times; clocks of different systems disagree, so that a negative difference counts as none. */
export function secondsBetween(from: TimeFact, to: TimeFact): number {
  return Math.max(0, Math.round((millis(to) - millis(from)) / 1000));
}
