import { connect, createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { buildConnector } from 'undici';
import type { HubTls } from './HubAccess';
import { HubError } from './HubError';

/** Milliseconds of silence after which the kernel asks whether the other side is still there. */
const KEEP_ALIVE = 60_000;

/**
 * Opens the connections of a hub. undici's own way would do, but for its memory: it reads the authorities anew for each
 * connection, and lets each pin a 64 KiB slab by a few bytes of ALPN, which hundreds of watches make tens of megabytes. Connections
 * after the first resume its TLS session: the hub has proved who it is, and hundreds of handshakes are spared half of their work.
 *
 * @param timeout - milliseconds
 * @throws HubError `misconfigured` when the certificates cannot be read
 */
export function createTlsConnector(
  tls: HubTls,
  timeout: number,
): buildConnector.connector {
  const secureContext = readCertificates(tls);
  const { rejectUnauthorized } = tls;
  let session: Buffer | undefined;
  return ({ hostname, port, servername }, callback) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: tls.servername ?? servername,
      secureContext,
      session,
      ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    });
    const timer = setTimeout(
      () => socket.destroy(new HubError('silent', 'The hub does not answer.')),
      timeout,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      callback(error, null);
    };
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE);
    socket.once('error', fail);
    socket.on('session', next => {
      session = next;
    });
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      callback(null, socket);
    });
  };
}

function readCertificates(tls: HubTls): SecureContext {
  const { ca, cert, key, passphrase } = tls;
  try {
    return createSecureContext({ ca, cert, key, passphrase });
  } catch {
    throw new HubError(
      'misconfigured',
      "The hub's certificate authority or client certificate cannot be read.",
    );
  }
}
