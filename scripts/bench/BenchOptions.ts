import { PortalError } from '../lib/PortalError.ts';
import { readArguments } from '../lib/readArguments.ts';

export type BenchSize = 'XS' | 'S' | 'M' | 'L';

export const PHASES = [
  'cold',
  'steady',
  'api',
  'streams',
  'growth',
  'compare',
  'git',
  'chaos',
] as const;

export type BenchPhase = (typeof PHASES)[number];

export interface BenchOptions {
  size: BenchSize;
  phases: Set<BenchPhase>;
  /** Rounds of a cold sync, of which the median counts. */
  rounds: number;
  /** Seconds of the steady phase and of that with many streams. */
  seconds: number;
  /** Events a second. */
  rate: number;
  streams: number;
  /** Of `chaos`. */
  seeds: number;
  firstSeed: number;
  /** Where the figures go as JSON. */
  json?: string;
  /** Where the chart goes. */
  chart?: string;
  state?: string;
}

const SIZES: BenchSize[] = ['XS', 'S', 'M', 'L'];

function readCount(
  text: string | undefined,
  fallback: number,
  option: string,
): number {
  const count = Number(text ?? fallback);
  if (!Number.isInteger(count) || count < 1) {
    throw new PortalError(
      `${option} needs a whole number above 0, not '${text}'.`,
    );
  }
  return count;
}

function readSize(text: string): BenchSize {
  const size = SIZES.find(name => name === text.toUpperCase());
  if (!size) {
    throw new PortalError(
      `--size needs one of ${SIZES.join(', ')}, not '${text}'.`,
    );
  }
  return size;
}

function readPhases(only: string | undefined, chaos: boolean): Set<BenchPhase> {
  if (chaos) {
    return new Set(['chaos']);
  }
  if (only === undefined) {
    return new Set(PHASES.filter(phase => phase !== 'chaos'));
  }
  const names = only.split(',');
  const unknown = names.find(name => !PHASES.some(phase => phase === name));
  if (unknown !== undefined) {
    throw new PortalError(
      `there is no measure '${unknown}'; there are ${PHASES.join(', ')}.`,
    );
  }
  return new Set(PHASES.filter(phase => names.includes(phase)));
}

/** @throws PortalError for an option that does not exist or does not parse. */
export function readBenchOptions(args: string[]): BenchOptions | 'help' {
  const { values, positionals } = readArguments('bench', {
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      size: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      rate: { type: 'string' },
      streams: { type: 'string' },
      seeds: { type: 'string' },
      'first-seed': { type: 'string' },
      json: { type: 'string' },
      chart: { type: 'string' },
      state: { type: 'string' },
    },
  });
  if (values.help) {
    return 'help';
  }
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== undefined && command !== 'chaos')) {
    throw new PortalError(
      `bench knows nothing of '${positionals.join(
        ' ',
      )}'; ./portal bench --help says what there is.`,
    );
  }
  return {
    size: readSize(values.size ?? 'L'),
    phases: readPhases(values.only, command === 'chaos'),
    rounds: readCount(values.rounds, 3, '--rounds'),
    seconds: readCount(values.seconds, 60, '--seconds'),
    rate: readCount(values.rate, 250, '--rate'),
    streams: readCount(values.streams, 200, '--streams'),
    seeds: readCount(values.seeds, 200, '--seeds'),
    firstSeed: readCount(values['first-seed'], 1, '--first-seed'),
    json: values.json,
    chart: values.chart,
    state: values.state,
  };
}
