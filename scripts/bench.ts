import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBenchOptions } from './bench/BenchOptions.ts';
import { svgChart } from './bench/report/svgChart.ts';
import { formatMachine, formatReport } from './bench/report/table.ts';
import { textChart } from './bench/report/textChart.ts';
import { makeFolder } from './lib/makeFolder.ts';
import { ensurePackages } from './lib/install.ts';
import { statePaths } from './lib/paths.ts';

const USAGE = `Usage: ./portal bench [options]
       ./portal bench chaos [--seeds N] [--first-seed N]

Measures the fleet tracker on a large fleet that is made for it: three hubs behind their own ports, in a process of its own
on another core. And what requests cost, on a portal with its sandbox. Prints a table with targets and verdicts; a missed
target is no failure of the command.

  --size SIZE       L (default): 1,000 clusters, 20,000 applications, 100,000 managed resources of 300 kinds, 1,200 claims
                    with their XRs, 5,000 workflows of 20 nodes, 20,000 events; M a tenth, S a hundredth, XS three
                    thousandths of that
  --only NAMES      some of cold, steady, api, streams, growth, compare, git, chaos, with commas between (default: all but chaos)
  --rounds N        cold syncs, of which the median counts (default 3)
  --seconds N       how long the steady phase and that with many streams last (default 60 each)
  --rate N          events a second (default 250)
  --streams N       open streams (default 200)
  --json FILE       writes the figures there too
  --chart FILE      where the chart of the sizes goes (default .spokeport/bench/growth.svg)
  --state FOLDER    where logs and databases of the run are kept (default .spokeport)

chaos breaks the hubs of a model in random ways, seed by seed (default 200), and compares it with them afterwards.`;

/** `./portal bench`. */
export async function run(args: string[]): Promise<number> {
  const options = readBenchOptions(args);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const folder = join(statePaths(options.state).root, 'bench');
  makeFolder(folder);
  await ensurePackages();
  // What it measures with are packages, which a fresh machine has only now.
  const { runBench } = await import('./bench/runBench.ts');
  const report = await runBench({
    ...options,
    folder,
    say: text => console.log(text),
  });
  console.log(`\n${formatReport(report)}`);
  if (report.growth.length > 0) {
    const chart = resolve(options.chart ?? join(folder, 'growth.svg'));
    writeFileSync(
      chart,
      svgChart(report.growth, formatMachine(report.machine)),
    );
    console.log(`\n${textChart(report.growth)}\n\nAs a drawing: ${chart}`);
  }
  if (options.json) {
    writeFileSync(
      resolve(options.json),
      `${JSON.stringify(report, undefined, 2)}\n`,
    );
  }
  return report.failures.length > 0 ? 1 : 0;
}
