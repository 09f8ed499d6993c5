import { mockServices } from '@backstage/backend-test-utils';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The doors that say which tenants the person who asks belongs to and whether a network is free, played by a server. What they say
 * may be changed between calls.
 */
export interface PlatformAnswers {
  tenants: string[];
  /** Whether another cluster has the network that is asked about. */
  overlap: boolean;
  services: {
    auth: ReturnType<typeof mockServices.auth>;
    discovery: {
      getBaseUrl(): Promise<string>;
      getExternalBaseUrl(): Promise<string>;
    };
  };
  close(): Promise<unknown>;
}

function availability(cidr: string | null, overlap: boolean) {
  const taken = overlap && cidr !== null;
  return {
    unchecked: [],
    cidr: {
      value: cidr,
      status: taken ? 'taken' : 'free',
      ...(taken && { reason: { id: 'x', text: 'It overlaps.' } }),
    },
  };
}

/** Starts it on a free port of the loopback interface. */
export async function startPlatformAnswers(
  tenants: string[],
): Promise<PlatformAnswers> {
  const known = { tenants, overlap: false };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    const answer = pathname.endsWith('/availability')
      ? availability(searchParams.get('cidr'), known.overlap)
      : {
          hubs: [],
          tenants: known.tenants.map(name => ({ name })),
          sizes: [],
          environments: [],
        };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer));
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
