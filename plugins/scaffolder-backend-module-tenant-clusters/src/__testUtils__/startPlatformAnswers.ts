import { mockServices } from '@backstage/backend-test-utils';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The door that says which tenants the person who asks belongs to, played by a server. */
export interface PlatformAnswers {
  /** May be changed between calls. */
  tenants: string[];
  services: {
    auth: ReturnType<typeof mockServices.auth>;
    discovery: {
      getBaseUrl(): Promise<string>;
      getExternalBaseUrl(): Promise<string>;
    };
  };
  close(): Promise<unknown>;
}

/** Starts it on a free port of the loopback interface. */
export async function startPlatformAnswers(
  tenants: string[],
): Promise<PlatformAnswers> {
  const known = { tenants };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        hubs: [],
        tenants: known.tenants.map(name => ({ name })),
        sizes: [],
        environments: [],
      }),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = async () => `http://127.0.0.1:${port}`;
  return Object.assign(known, {
    services: {
      auth: mockServices.auth(),
      discovery: { getBaseUrl: url, getExternalBaseUrl: url },
    },
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
      }),
  });
}
