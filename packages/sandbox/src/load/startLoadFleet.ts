import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hubCertificate } from '../hub/api/hubCertificate';
import { buildFleet, LoadFleet } from './buildFleet';
import { FleetSize } from './FleetSize';
import { LoadTraffic } from './LoadTraffic';
import { LoadApi, startLoadApi } from './serve/startLoadApi';

/** The large fleet as it runs: hubs behind ports, and what happens on them. */
export interface RunningLoadFleet {
  fleet: LoadFleet;
  apis: LoadApi[];
  traffic: LoadTraffic;
  /** One kubeconfig a hub, in their order. */
  kubeconfigs: string[];
  close(): Promise<void>;
}

/**
 * Builds a large fleet and serves each of its hubs.
 *
 * @param options.dir - where certificate and kubeconfigs go
 * @param options.ports - of the hubs, in order; any free ones otherwise
 */
export async function startLoadFleet(options: {
  size: FleetSize;
  dir: string;
  token: string;
  seed?: number;
  ports?: number[];
}): Promise<RunningLoadFleet> {
  const { size, dir, token, seed, ports = [] } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const certificate = await hubCertificate(dir);
  const fleet = buildFleet(size, seed);
  const apis: LoadApi[] = [];
  const kubeconfigs: string[] = [];
  for (const [index, hub] of fleet.hubs.entries()) {
    const port = ports[index] ?? 0;
    const api = await startLoadApi({ hub, certificate, token, port });
    const path = join(dir, `${hub.name}.kubeconfig`);
    await writeFile(path, api.kubeconfig, { mode: 0o600 });
    apis.push(api);
    kubeconfigs.push(path);
  }
  const traffic = new LoadTraffic(fleet);
  return {
    fleet,
    apis,
    traffic,
    kubeconfigs,
    close: async () => {
      traffic.stop();
      await Promise.all(apis.map(api => api.close()));
    },
  };
}
