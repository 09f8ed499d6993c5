import type { GrowthPoint } from '../phases/measureGrowth.ts';

/** One line of the chart. */
export interface Series {
  name: string;
  unit: string;
  color: string;
  /** Undefined: did not get there. */
  values: (number | undefined)[];
}

/** The two halves of the chart: how long a cold sync takes, and what else grows. */
export function growthSeries(points: GrowthPoint[]): {
  time: Series[];
  rest: Series[];
} {
  const of = (
    name: string,
    unit: string,
    color: string,
    value: (point: GrowthPoint) => number | undefined,
  ): Series => ({ name, unit, color, values: points.map(value) });
  return {
    time: [
      of('floor: read and JSON.parse', 's', '#757575', ({ floor }) => floor),
      of('model alone', 's', '#1565c0', ({ model }) => model),
      of('whole plugin', 's', '#2e7d32', ({ plugin }) => plugin),
      of("client-node's informer", 's', '#c62828', one => one.informer),
    ],
    rest: [
      of('RSS at rest', 'MiB', '#6a1b9a', ({ rss }) => rss),
      of('fleet list p95', 'ms', '#ef6c00', ({ list }) => list),
    ],
  };
}
