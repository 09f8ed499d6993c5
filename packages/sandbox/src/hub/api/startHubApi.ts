import { mkdir } from 'node:fs/promises';
import {
  createServer as createHttpServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { DefaultHubStore } from '../store';
import { createHandler } from './createHandler';
import { Faults } from './Faults';
import { hubCertificate } from './hubCertificate';
import { HubToken } from './HubToken';
import { kubeconfigOf } from './kubeconfigOf';
import { Snapshots } from './Snapshots';
import { WatchHub } from './WatchHub';

type RequestListener = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

export interface HubApiOptions {
  store: DefaultHubStore;
  /** Where the certificate is kept. */
  dir: string;
  /** 0 for any free port. */
  port: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Default true; without it the API is plain HTTP. */
  tls?: boolean;
  /** Who may come in, by a name for {@link HubApi.kubeconfig}. */
  tokens: Record<string, HubToken>;
  /** What else is served, by the first part of its path: the APIs of what runs on the hub. */
  routes?: Record<string, RequestListener>;
  /** How often watches get a bookmark, in milliseconds; default 60,000 as in a real API server. */
  bookmarkIntervalMs?: number;
}

/** A running API server. */
export interface HubApi {
  url: string;
  /** The certificate authority as a kubeconfig wants it (base64 of PEM); absent without TLS. */
  caData?: string;
  faults: Faults;
  /** A kubeconfig as YAML for one of the tokens. */
  kubeconfig(tokenName: string): string;
  /** Ends every connection and stops listening. The store stays open. */
  close(): Promise<void>;
}

/**
 * Serves a store as a Kubernetes API server.
 *
 * @throws Error of the listening socket (`EADDRINUSE` and the like)
 */
export async function startHubApi(options: HubApiOptions): Promise<HubApi> {
  const { store, dir, host = '127.0.0.1', tls = true } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const certificate = tls ? await hubCertificate(dir) : undefined;
  const server: Server = certificate
    ? createHttpsServer(certificate)
    : createHttpServer();
  // A watch is quiet for as long as nothing happens.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 90_000;
  const context = {
    store,
    snapshots: new Snapshots(store),
    hub: new WatchHub(store),
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
  };
  let port = options.port;
  const listen = () => listenOn(server, port, host);
  const stop = () => stopListening(server);
  const faults = new Faults({
    stopListening: stop,
    listenAgain: listen,
    expireWatches: () => {
      store.window.reset(store.resourceVersion);
      context.snapshots.clear();
      context.hub.expireAll();
    },
  });
  // A restored hub is a restarted one: connections end, and what clients knew is older or newer than what is there.
  const forget = store.onRestored(() => {
    context.snapshots.clear();
    context.hub.endAll();
    server.closeAllConnections();
  });
  server.on(
    'request',
    createHandler(
      context,
      Object.values(options.tokens),
      faults,
      options.routes,
    ),
  );
  await listen();
  port = (server.address() as AddressInfo).port;
  const url = `${tls ? 'https' : 'http'}://${host}:${port}`;
  const caData = certificate
    ? Buffer.from(certificate.cert).toString('base64')
    : undefined;
  return {
    url,
    caData,
    faults,
    kubeconfig: tokenName => {
      const token = options.tokens[tokenName];
      if (!token) {
        throw new Error(`The hub has no token named ${tokenName}`);
      }
      return kubeconfigOf({
        url,
        caData,
        user: token.user,
        token: token.token,
      });
    },
    close: async () => {
      forget();
      context.hub.close();
      await stop();
    },
  };
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise(resolve => {
    if (!server.listening) {
      resolve();
      return;
    }
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
