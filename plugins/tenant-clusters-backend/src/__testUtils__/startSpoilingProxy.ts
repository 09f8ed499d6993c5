import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** An object of a hub, of which nothing is sure. */
export type AnyObject = Record<string, any>;

/** Stands before a hub and changes objects on their way, into what no API server would store but a client may yet meet. */
export async function startSpoilingProxy(
  hubUrl: string,
  spoil: (object: AnyObject) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  const spoiled = (object: AnyObject) => {
    spoil(object);
    return object;
  };
  const server = createServer((incoming, outgoing) => {
    const { 'accept-encoding': ignored, ...headers } = incoming.headers;
    const onwards = request(
      new URL(incoming.url ?? '/', hubUrl),
      { method: incoming.method, headers },
      async (answer: IncomingMessage) => {
        const { 'content-length': length, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 500, rest);
        try {
          if (/[?&]watch=/.test(incoming.url ?? '')) {
            for await (const line of createInterface(answer)) {
              const event = JSON.parse(line);
              if (event.type !== 'BOOKMARK') {
                spoiled(event.object);
              }
              outgoing.write(`${JSON.stringify(event)}\n`);
            }
            outgoing.end();
          } else {
            const body = JSON.parse(await text(answer));
            if (Array.isArray(body.items)) {
              body.items.forEach(spoiled);
            }
            outgoing.end(JSON.stringify(body));
          }
        } catch {
          outgoing.destroy();
        }
      },
    );
    onwards.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onwards.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
