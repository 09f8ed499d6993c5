import { formatValue, verdictOf, type Figure } from '../Figure.ts';
import type { BenchReport } from '../runBench.ts';
import type { Machine } from '../machine.ts';

/** A table of text, its columns as wide as what is in them; figures are set to the right. */
export function formatTable(rows: string[][], right: number[] = []): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          right.includes(column)
            ? cell.padStart(widths[column])
            : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function formatFigures(figures: Figure[]): string {
  return formatTable(
    [
      ['Figure', 'Measured', 'Target', 'Verdict', 'What it covers'],
      ...figures.map(figure => [
        figure.title,
        formatValue(figure.value, figure.unit),
        figure.target === undefined
          ? ''
          : `≤ ${formatValue(figure.target, figure.unit)}`,
        verdictOf(figure),
        figure.note ?? '',
      ]),
    ],
    [1, 2],
  );
}

/** One line about the machine. */
export function formatMachine(machine: Machine): string {
  const { cpu, cores, memoryGiB, system, node } = machine;
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`;
}

/** What was measured where and with what, and the table. */
export function formatReport(report: BenchReport): string {
  const { machine, figures, load, size } = report;
  const versions = Object.entries(machine.packages).map(
    ([name, version]) => `${name} ${version}`,
  );
  return [
    `Machine   ${formatMachine(machine)}`,
    `Versions  V8 ${machine.v8}, ${versions.join(', ')}`,
    `Pinning   ${report.pinning}`,
    ...(load ? [`Load      size ${size}: ${load}`] : []),
    ...(figures.length > 0 ? ['', formatFigures(figures)] : []),
    ...report.failures.map(failure => `\nNot measured: ${failure}`),
  ].join('\n');
}
