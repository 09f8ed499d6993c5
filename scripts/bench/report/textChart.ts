import { formatValue, type Figure } from '../Figure.ts';
import type { GrowthPoint } from '../phases/measureGrowth.ts';
import { growthSeries, type Series } from './series.ts';

const WIDTH = 36;

function bar(value: number, largest: number): string {
  return '█'.repeat(Math.max(1, Math.round((value / largest) * WIDTH)));
}

function group(series: Series, points: GrowthPoint[], largest: number): string {
  const lines = points.map(({ size }, index) => {
    const value = series.values[index];
    const shown =
      value === undefined
        ? 'did not get there'
        : `${bar(value, largest)} ${formatValue(
            value,
            series.unit as Figure['unit'],
          )}`;
    return `  ${size.padEnd(2)} ${shown}`;
  });
  return [series.name, ...lines].join('\n');
}

const largestOf = (series: Series[]) =>
  Math.max(...series.flatMap(({ values }) => values.map(value => value ?? 0)));

/** How cost grows, as bars of text; times of a cold sync on one scale, the others each on its own. */
export function textChart(points: GrowthPoint[]): string {
  const { time, rest } = growthSeries(points);
  const objects = points
    .map(({ size, objects: count }) => `${size} ${count}`)
    .join(', ');
  return [
    `How cost grows (objects: ${objects})`,
    'Cold sync, s',
    ...time.map(series => group(series, points, largestOf(time))),
    ...rest.map(series => group(series, points, largestOf([series]))),
  ].join('\n');
}
