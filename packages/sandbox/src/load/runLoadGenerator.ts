import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { describeFleet } from './describeFleet';
import { FLEET_SIZES, isFleetSizeName } from './FleetSize';
import { RunningLoadFleet, startLoadFleet } from './startLoadFleet';

interface Call {
  id: number;
  method: string;
  params?: Record<string, unknown>;
}

const USAGE =
  'Usage: load --size XS|S|M|L --dir <folder> [--seed <n>] [--rate <events per second>]';

/** The large fleet as a process of its own, told what to do by its parent. Resolves to the exit code. */
export async function runLoadGenerator(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      size: { type: 'string', default: 'S' },
      dir: { type: 'string' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string', default: '0' },
    },
  });
  if (!values.dir || !isFleetSizeName(values.size)) {
    process.stderr.write(`${USAGE}\n`);
    return 1;
  }
  const running = await startLoadFleet({
    size: FLEET_SIZES[values.size],
    dir: values.dir,
    seed: Number(values.seed),
    token: randomBytes(16).toString('hex'),
  });
  if (Number(values.rate) > 0) {
    running.traffic.start(Number(values.rate));
  }
  const stopped = untilStopped();
  process.on('message', (call: Call) => {
    const reply = (answer: object) =>
      process.send?.({ id: call.id, ...answer });
    try {
      reply({ result: perform(running, call) });
    } catch (error) {
      reply({ error: String(error) });
    }
  });
  const description = describeFleet(running);
  if (process.send) {
    process.send({ ready: description });
  } else {
    const hubs = description.hubs.map(({ name, url, kubeconfig, objects }) => ({
      name,
      url,
      kubeconfig,
      objects,
    }));
    process.stdout.write(`${JSON.stringify({ hubs })}\n`);
  }
  await stopped;
  await running.close();
  return 0;
}

function perform(running: RunningLoadFleet, { method, params }: Call): unknown {
  const { traffic, apis } = running;
  switch (method) {
    case 'startTraffic':
      return traffic.start(Number(params?.rate));
    case 'stopTraffic':
      traffic.stop();
      return traffic.sent;
    case 'takeMarks':
      return traffic.takeMarks();
    case 'counts':
      return apis.map(({ counts }) => ({ ...counts }));
    case 'cpu':
      return process.cpuUsage();
    default:
      throw new Error(`there is no method ${method}`);
  }
}

function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
  });
}
