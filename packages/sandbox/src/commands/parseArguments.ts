import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { FleetSizeName } from '../load/FleetSize';

/** What the sandbox's process was asked for. */
export interface SandboxArguments {
  stateDir: string;
  fresh: boolean;
  /** How many times faster than at the default pace the hub's controllers work. */
  speed: number;
  /** 0: any free port. */
  forgePort: number;
  hubPort: number;
  portalUrl: string;
  readyFile?: string;
  /** Large hubs beside the sandbox's own, for seeing how a portal does with many clusters. */
  fleet?: FleetSizeName;
}

export const usage = `Usage: sandbox --state <folder> [--fresh] [--speed <n>] [--forge-port 7008] [--hub-port 7009]
               [--portal-url http://localhost:7007] [--ready-file <file>] [--fleet small|medium|large]`;

/** An argument that cannot be used; the message is for the person who typed it. */
export class ArgumentError extends Error {
  override name = 'ArgumentError';
}

/** @throws ArgumentError */
export function parseArguments(argv: string[]): SandboxArguments {
  const values = readValues(argv);
  if (!values.state) throw new ArgumentError('--state <folder> is missing');
  return {
    stateDir: resolve(values.state),
    fresh: values.fresh ?? false,
    speed: numberOf('--speed', values.speed ?? '1', 0.01, 1000),
    forgePort: portOf('--forge-port', values['forge-port'] ?? '7008'),
    hubPort: portOf('--hub-port', values['hub-port'] ?? '7009'),
    portalUrl: urlOf(values['portal-url'] ?? 'http://localhost:7007'),
    readyFile: values['ready-file'] && resolve(values['ready-file']),
    fleet: fleetOf(values.fleet),
  };
}

function readValues(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        state: { type: 'string' },
        fresh: { type: 'boolean' },
        speed: { type: 'string' },
        'forge-port': { type: 'string' },
        'hub-port': { type: 'string' },
        'portal-url': { type: 'string' },
        'ready-file': { type: 'string' },
        fleet: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError((error as Error).message);
  }
}

function numberOf(name: string, text: string, from: number, to: number) {
  const value = Number(text);
  if (!(value >= from && value <= to)) {
    throw new ArgumentError(
      `${name} must be a number from ${from} to ${to}, not "${text}"`,
    );
  }
  return value;
}

const fleets: Record<string, FleetSizeName> = {
  small: 'S',
  medium: 'M',
  large: 'L',
};

function fleetOf(text: string | undefined): FleetSizeName | undefined {
  if (text === undefined) return undefined;
  if (!Object.hasOwn(fleets, text)) {
    throw new ArgumentError(
      `--fleet must be one of ${Object.keys(fleets).join(', ')}, not "${text}"`,
    );
  }
  return fleets[text];
}

function portOf(name: string, text: string) {
  const port = numberOf(name, text, 0, 65535);
  if (!Number.isInteger(port)) {
    throw new ArgumentError(`${name} must be a port, not "${text}"`);
  }
  return port;
}

function urlOf(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ArgumentError(`--portal-url must be a URL, not "${text}"`);
  }
  return url.href.replace(/\/+$/, '');
}
