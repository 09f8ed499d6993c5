/** Seconds of Argo CD's duration strings: `5s`, `2m`, `1h30m`, or plain seconds. */
export function durationSeconds(text: unknown, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  if (/^\d+$/.test(String(text))) return Number(text);
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  const parts = [...String(text).matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return parts.length === 0
    ? fallback
    : parts.reduce(
        (sum, [, value, unit]) => sum + Number(value) * units[unit],
        0,
      );
}

/** Seconds before attempt `retryCount` (1 is the first retry); defaults are Argo CD's: 5s, factor 2, at most 3m. */
export function retryDelay(
  retry: { backoff?: Record<string, any> } | undefined,
  retryCount: number,
): number {
  const { duration, factor = 2, maxDuration } = retry?.backoff ?? {};
  const first = durationSeconds(duration, 5);
  const longest = durationSeconds(maxDuration, 180);
  return Math.min(first * Number(factor) ** (retryCount - 1), longest);
}

/** `9:59AM`, as Go's time.Kitchen prints the time of the next attempt. */
export function kitchen(date: Date): string {
  const hours = date.getUTCHours();
  const minutes = String(date.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
}
