/** The Monday of a time's week, `2026-11-16`; weeks are those of UTC (ISO 8601). Empty for what is no time. */
export function weekOf(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
