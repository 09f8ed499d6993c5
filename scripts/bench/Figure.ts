/** One measured figure, as a row of the table. */
export interface Figure {
  /** Stable, for `--json` and comparisons between runs. */
  id: string;
  title: string;
  value: number;
  unit: 's' | 'ms' | 'MiB' | 'KB' | '%' | '×' | '' | 'MiB/min';
  /** At most this; a figure without a target is told and not judged. */
  target?: number;
  /** What the number covers, and how it was taken. */
  note?: string;
}

export type Verdict = 'met' | 'missed' | '–';

export function verdictOf({ value, target }: Figure): Verdict {
  if (target === undefined) {
    return '–';
  }
  return value <= target ? 'met' : 'missed';
}

/** A value as people read it: three digits are enough. */
export function formatValue(value: number, unit: Figure['unit']): string {
  if (!Number.isFinite(value)) {
    return '?';
  }
  const size = Math.abs(value);
  const digits =
    Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = value.toFixed(digits);
  return unit === '' || unit === '×' ? `${text}${unit}` : `${text} ${unit}`;
}
