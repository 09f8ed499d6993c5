import type { GrowthPoint } from '../phases/measureGrowth.ts';
import { growthSeries, type Series } from './series.ts';

const WIDTH = 900;
const HEIGHT = 430;
const PANEL = { width: 330, height: 230, top: 70 };
const LEFTS = [70, 520];

/** Decades that hold all values of some series. */
function decades(series: Series[]): [number, number] {
  const values = series
    .flatMap(one => one.values)
    .filter(value => value !== undefined && value > 0) as number[];
  if (values.length === 0) {
    return [0, 1];
  }
  const low = Math.floor(Math.log10(Math.min(...values)));
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))];
}

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

interface Scale {
  x(objects: number): number;
  y(value: number): number;
}

function scaleOf(
  left: number,
  points: GrowthPoint[],
  [low, high]: [number, number],
): Scale {
  const logs = points.map(({ objects }) => Math.log10(objects));
  const first = Math.min(...logs);
  const span = Math.max(...logs) - first || 1;
  const bottom = PANEL.top + PANEL.height;
  return {
    x: objects =>
      left + 20 + ((Math.log10(objects) - first) / span) * (PANEL.width - 40),
    y: value =>
      bottom -
      ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) *
        PANEL.height,
  };
}

function axes(
  left: number,
  title: string,
  points: GrowthPoint[],
  range: [number, number],
  scale: Scale,
): string[] {
  const bottom = PANEL.top + PANEL.height;
  const [low, high] = range;
  const parts = [
    `<text x="${left}" y="${PANEL.top - 14}" class="title">${escape(
      title,
    )}</text>`,
  ];
  for (let power = low; power <= high; power++) {
    const y = scale.y(10 ** power).toFixed(1);
    const label = power < 0 ? (10 ** power).toFixed(-power) : 10 ** power;
    parts.push(
      `<line x1="${left}" x2="${
        left + PANEL.width
      }" y1="${y}" y2="${y}" class="grid"/>`,
      `<text x="${
        left - 8
      }" y="${y}" class="tick" text-anchor="end" dy="4">${label}</text>`,
    );
  }
  for (const { size, objects } of points) {
    const x = scale.x(objects).toFixed(1);
    parts.push(
      `<text x="${x}" y="${
        bottom + 18
      }" class="tick" text-anchor="middle">${size}</text>`,
      `<text x="${x}" y="${
        bottom + 33
      }" class="tick" text-anchor="middle">${objects.toLocaleString(
        'en',
      )}</text>`,
    );
  }
  return parts;
}

function line(
  series: Series,
  index: number,
  left: number,
  points: GrowthPoint[],
  scale: Scale,
): string[] {
  const dots = series.values.flatMap((value, position) =>
    value === undefined
      ? []
      : [{ x: scale.x(points[position].objects), y: scale.y(value), value }],
  );
  const path = dots
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  // Below the axis, where no line can run through it.
  const legend = PANEL.top + PANEL.height + 58 + index * 17;
  const missing = dots.length < points.length ? ' (not at every size)' : '';
  return [
    `<polyline points="${path}" fill="none" stroke="${series.color}" stroke-width="2"/>`,
    ...dots.map(
      ({ x, y, value }) =>
        `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${
          series.color
        }"><title>${escape(series.name)}: ${value.toPrecision(3)} ${
          series.unit
        }</title></circle>`,
    ),
    `<rect x="${left + 10}" y="${legend - 9}" width="10" height="10" fill="${
      series.color
    }"/>`,
    `<text x="${left + 26}" y="${legend}" class="tick">${escape(
      series.name,
    )}, ${series.unit}${missing}</text>`,
  ];
}

function panel(
  left: number,
  title: string,
  series: Series[],
  points: GrowthPoint[],
): string[] {
  const range = decades(series);
  const scale = scaleOf(left, points, range);
  return [
    ...axes(left, title, points, range, scale),
    ...series.flatMap((one, index) => line(one, index, left, points, scale)),
  ];
}

/** How cost grows, as a drawing; both axes are logarithmic. */
export function svgChart(points: GrowthPoint[], caption: string): string {
  const { time, rest } = growthSeries(points);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>How cost grows with the fleet</title>`,
    `<style>text{font-family:sans-serif;fill:#212121}.title{font-size:14px;font-weight:bold}.tick{font-size:11px}.grid{stroke:#e0e0e0}</style>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="20" y="28" class="tick">${escape(caption)}</text>`,
    ...panel(LEFTS[0], 'Cold sync (s) by objects', time, points),
    ...panel(LEFTS[1], 'Memory (MiB) and reads (ms) by objects', rest, points),
    '</svg>',
    '',
  ].join('\n');
}
