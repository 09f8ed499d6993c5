const DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
const DAY = 86_400;

/** Seconds since the epoch of `2026-11-21T14:39:12Z`; undefined for any other form, which must be kept as it is. */
export function parseTime(text: string): number | undefined {
  if (
    text.length !== 20 ||
    text[4] !== '-' ||
    text[7] !== '-' ||
    text[10] !== 'T' ||
    text[13] !== ':' ||
    text[16] !== ':' ||
    text[19] !== 'Z'
  ) {
    return undefined;
  }
  const at = (index: number) => text.charCodeAt(index) - 48;
  for (const index of DIGITS) {
    const digit = at(index);
    if (digit < 0 || digit > 9) {
      return undefined;
    }
  }
  const two = (index: number) => at(index) * 10 + at(index + 1);
  const year = two(0) * 100 + two(2);
  const [hour, minute, second] = [two(11), two(14), two(17)];
  const days = dayOf(year, two(5), two(8));
  return days === undefined || hour > 23 || minute > 59 || second > 59
    ? undefined
    : days * DAY + hour * 3_600 + minute * 60 + second;
}

/** One buffer for all: a text that is put together piece by piece would be kept in pieces. */
const written = Buffer.from('1970-01-01T00:00:00Z', 'latin1');

function writeTwo(at: number, value: number): void {
  written[at] = 48 + Math.floor(value / 10);
  written[at + 1] = 48 + (value % 10);
}

/** The form that {@link parseTime} reads. */
export function formatTime(seconds: number): string {
  const day = Math.floor(seconds / DAY);
  const rest = seconds - day * DAY;
  written.write(dateOf(day), 0, 'latin1');
  writeTwo(11, Math.floor(rest / 3_600));
  writeTwo(14, Math.floor(rest / 60) % 60);
  writeTwo(17, rest % 60);
  return written.toString('latin1');
}

const days = new Map<number, number | undefined>();
const dates = new Map<number, string>();
/** A few years of days; enough for all that a hub tells. */
const MAX_DAYS = 4_000;

/** Days since the epoch; undefined for a date that does not exist, or that is before it. */
function dayOf(year: number, month: number, date: number): number | undefined {
  const key = (year * 16 + month) * 32 + date;
  if (month > 15 || date > 31) {
    return undefined;
  }
  if (days.has(key)) {
    return days.get(key);
  }
  const time = new Date(Date.UTC(year, month - 1, date));
  const exists =
    year >= 1970 &&
    time.getUTCFullYear() === year &&
    time.getUTCMonth() === month - 1 &&
    time.getUTCDate() === date;
  const day = exists ? time.getTime() / (DAY * 1_000) : undefined;
  if (days.size >= MAX_DAYS) {
    days.clear();
  }
  days.set(key, day);
  return day;
}

function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY * 1_000).toISOString().slice(0, 10);
    if (dates.size >= MAX_DAYS) {
      dates.clear();
    }
    dates.set(day, date);
  }
  return date;
}
