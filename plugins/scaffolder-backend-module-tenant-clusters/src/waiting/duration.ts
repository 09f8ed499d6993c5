/** Seconds in the words of a log: `90 s`, `15 min`. */
export function duration(seconds: number): string {
  return seconds < 120 || seconds % 60 !== 0
    ? `${seconds} s`
    : `${seconds / 60} min`;
}
