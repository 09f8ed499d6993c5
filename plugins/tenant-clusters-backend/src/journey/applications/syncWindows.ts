import { CronTime } from 'cron';
import type { ProjectedApplication, SyncWindow } from '../../projections/types';
import { matchesGlob } from './matchesGlob';

/** A window that keeps an application from being synced now. */
export interface BlockingWindow {
  window: SyncWindow;
  /** Milliseconds since the epoch when that may be over. */
  until?: number;
}

const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/** Milliseconds of a duration as Go writes it, `1h30m`; undefined when it is none. */
export function parseGoDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) {
    return undefined;
  }
  return Array.from(text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)).reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
    0,
  );
}

/** When a schedule begins next after a moment; undefined for a schedule or time zone that cannot be read. */
function nextStart(window: SyncWindow, after: number): number | undefined {
  try {
    const zone = window.timeZone ?? 'UTC';
    return new CronTime(window.schedule, zone)
      .getNextDateFrom(new Date(after), zone)
      .toMillis();
  } catch {
    return undefined;
  }
}

/** Until when a window is open; undefined while it is not. */
function openUntil(window: SyncWindow, now: number): number | undefined {
  const duration = parseGoDuration(window.duration);
  const start =
    duration === undefined ? undefined : nextStart(window, now - duration);
  return start !== undefined && start <= now ? start + duration! : undefined;
}

const fits = (patterns: string[], texts: (string | undefined)[]) =>
  patterns.some(pattern =>
    texts.some(text => text !== undefined && matchesGlob(pattern, text)),
  );

function concerns(
  window: SyncWindow,
  { name, destination }: ProjectedApplication,
): boolean {
  const lists = [
    { patterns: window.applications, texts: [name] },
    {
      patterns: window.clusters,
      texts: [destination.name, destination.server],
    },
    { patterns: window.namespaces, texts: [destination.namespace] },
  ].filter(({ patterns }) => patterns.length > 0);
  const matches = ({ patterns, texts }: (typeof lists)[number]) =>
    fits(patterns, texts);
  return (
    lists.length > 0 &&
    (window.andOperator ? lists.every(matches) : lists.some(matches))
  );
}

/**
 * The window that keeps an application from being synced by itself: an open one that denies; or, where there are ones that allow
 * and none of them is open, the one that opens next (argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, SyncWindows.CanSync).
 *
 * @param now - milliseconds since the epoch
 */
export function blockingWindow(
  windows: SyncWindow[],
  application: ProjectedApplication,
  now: number,
): BlockingWindow | undefined {
  const all = windows
    .filter(window => concerns(window, application))
    .map(window => ({ window, until: openUntil(window, now) }));
  const denying = all.find(
    ({ window, until }) => window.kind === 'deny' && until !== undefined,
  );
  if (denying) {
    return denying;
  }
  const allowing = all.filter(({ window }) => window.kind === 'allow');
  if (
    allowing.length === 0 ||
    allowing.some(({ until }) => until !== undefined)
  ) {
    return undefined;
  }
  return allowing
    .map(({ window }) => ({ window, until: nextStart(window, now) }))
    .sort(
      (one, other) => (one.until ?? Infinity) - (other.until ?? Infinity),
    )[0];
}
