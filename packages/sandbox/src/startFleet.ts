import { join } from 'node:path';
import { Closer } from './Closer';
import { FLEET_SIZES } from './load/FleetSize';
import { startLoadFleet } from './load/startLoadFleet';
import { SandboxOptions } from './Sandbox';
import { SandboxFolder, SandboxTokens } from './state/SandboxFolder';

/** Events a second: enough to see something happen. */
const RATE = 3;

/** Starts the large fleet beside the sandbox's own hub, where one is asked for; answers kubeconfigs by the hubs' names. */
export async function startFleet(options: {
  size: SandboxOptions['fleet'];
  folder: SandboxFolder;
  tokens: SandboxTokens;
  closer: Closer;
}): Promise<Record<string, string>> {
  const { size, folder, tokens, closer } = options;
  if (!size) return {};
  const running = await startLoadFleet({
    size: FLEET_SIZES[size],
    dir: join(folder.path, 'fleet'),
    token: tokens.hubReaderToken,
  });
  closer.add(() => running.close());
  running.traffic.start(RATE);
  return Object.fromEntries(
    running.fleet.hubs.map(({ name }, index) => [
      name,
      running.kubeconfigs[index],
    ]),
  );
}
