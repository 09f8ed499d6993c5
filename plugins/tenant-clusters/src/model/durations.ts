import type { TimeFact } from '@spokeport/backstage-plugin-tenant-clusters-common';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration as people say it: `48 s`, `7 min`, `2 h 5 min`, `3 d`. The units are the SI ones, the same in every language we have.
 *
 * @param seconds - a negative one, from clocks that differ, counts as zero
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return `${Math.floor(whole / MINUTE)} min`;
  }
  if (whole < DAY) {
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    const hours = Math.floor(whole / HOUR);
    return hours < 10 && minutes > 0
      ? `${hours} h ${minutes} min`
      : `${hours} h`;
  }
  return `${Math.floor(whole / DAY)} d`;
}

/** `11 to 16 min` when both have one unit, `50 s to 2 min` otherwise; a single one when they read the same. */
export function formatRange(options: {
  from: number;
  to: number;
  join: string;
}): string {
  const from = formatDuration(options.from);
  const to = formatDuration(options.to);
  if (from === to) {
    return from;
  }
  const [fromNumber, fromUnit, ...fromRest] = from.split(' ');
  const [, toUnit, ...toRest] = to.split(' ');
  const sameUnit = fromUnit === toUnit && !fromRest.length && !toRest.length;
  return `${sameUnit ? fromNumber : from} ${options.join} ${to}`;
}

/** Seconds from a time to now; undefined for what is no time. Never negative. */
export function secondsSince(
  at: string | undefined,
  now: number,
): number | undefined {
  const time = at === undefined ? NaN : Date.parse(at);
  return Number.isNaN(time) ? undefined : Math.max(0, (now - time) / 1000);
}

/** Whether a time was seen from outside rather than written by the system that it concerns. */
export function isApproximate(fact: TimeFact | undefined): boolean {
  return fact !== undefined && fact.source !== 'object';
}

/** `10:21` today, `3 Nov, 10:21` this year, with the year before that; the text itself for what is no time. */
export function formatClock(options: {
  at: string;
  now: number;
  language: string;
}): string {
  const time = new Date(options.at);
  if (Number.isNaN(time.getTime())) {
    return options.at;
  }
  const now = new Date(options.now);
  const sameYear = time.getFullYear() === now.getFullYear();
  const sameDay = sameYear && time.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(options.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(time);
}
