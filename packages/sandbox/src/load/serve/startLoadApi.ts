import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { HubCertificate } from '../../hub/api/hubCertificate';
import { kubeconfigOf } from '../../hub/api/kubeconfigOf';
import { parseRequestInfo } from '../../hub/api/RequestInfo';
import { LoadHub } from '../LoadHub';
import { aggregatedDiscovery, groupList, resourceList } from './discovery';
import { listCollection, ListSnapshot } from './listCollection';
import { Representation } from './Representation';
import { fieldMatcher, labelMatcher } from './selectEntries';
import { watchCollection } from './watchCollection';

/** How often clients asked for what, since the start. */
export interface RequestCounts {
  list: number;
  watch: number;
  get: number;
  discovery: number;
  /** `namespaces?limit=1` and the like: how a client finds out whether a hub is there and which one it is. */
  probe: number;
}

/** One hub of the large fleet behind a port. */
export interface LoadApi {
  hub: LoadHub;
  url: string;
  kubeconfig: string;
  counts: RequestCounts;
  close(): Promise<void>;
}

/**
 * Serves a hub of the large fleet as the read side of a Kubernetes API server: discovery, get, list, watch and WatchList,
 * over TLS. It refuses everything else.
 */
export async function startLoadApi(options: {
  hub: LoadHub;
  certificate: HubCertificate;
  token: string;
  /** 0 for any free port. */
  port: number;
}): Promise<LoadApi> {
  const { hub, certificate, token, port } = options;
  const counts = { list: 0, watch: 0, get: 0, discovery: 0, probe: 0 };
  const snapshots = new Map<string, ListSnapshot>();
  const server = createServer(
    { key: certificate.key, cert: certificate.cert },
    (request, response) => {
      serve({ hub, token, counts, snapshots, request, response }).catch(() =>
        response.destroy(),
      );
    },
  );
  server.requestTimeout = 0;
  server.keepAliveTimeout = 90_000;
  await listen(server, port);
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    hub,
    url,
    kubeconfig: kubeconfigOf({
      url,
      caData: Buffer.from(certificate.cert).toString('base64'),
      user: 'load-reader',
      token,
    }),
    counts,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

interface Exchange {
  hub: LoadHub;
  token: string;
  counts: RequestCounts;
  snapshots: Map<string, ListSnapshot>;
  request: IncomingMessage;
  response: ServerResponse;
}

async function serve(exchange: Exchange): Promise<void> {
  const { token, request, response } = exchange;
  const url = new URL(request.url ?? '/', 'https://hub');
  if (request.headers.authorization !== `Bearer ${token}`) {
    refuse(response, 401, 'Unauthorized');
    return;
  }
  if (request.method !== 'GET') {
    refuse(response, 405, 'MethodNotAllowed');
    return;
  }
  const document = discoveryDocument(exchange, url);
  if (document) {
    exchange.counts.discovery += 1;
    answer(response, 200, document);
    return;
  }
  await serveResource(exchange, url);
}

function discoveryDocument({ hub, request }: Exchange, url: URL) {
  const parts = url.pathname.split('/').filter(Boolean);
  const aggregated = /apidiscovery/.test(request.headers.accept ?? '');
  switch (`${parts[0]}/${parts.length}`) {
    case 'version/1':
      return { major: '1', minor: '33', gitVersion: 'v1.33.0' };
    case 'api/1':
      return aggregated
        ? aggregatedDiscovery(hub, true)
        : { kind: 'APIVersions', versions: ['v1'] };
    case 'apis/1':
      return aggregated ? aggregatedDiscovery(hub, false) : groupList(hub);
    case 'api/2':
      return resourceList(hub, '', parts[1]);
    case 'apis/3':
      return resourceList(hub, parts[1], parts[2]);
    default:
      return undefined;
  }
}

async function serveResource(exchange: Exchange, url: URL): Promise<void> {
  const { hub, counts, request, response, snapshots } = exchange;
  const info = parseRequestInfo('GET', url);
  const collection = info && hub.collection(info.group, info.plural);
  if (!info || !collection) {
    refuse(response, 404, 'NotFound');
    return;
  }
  const representation = new Representation(request.headers.accept);
  const query = url.searchParams;
  counts[purposeOf(info.verb, info.plural, query)] += 1;
  if (info.name) {
    const entry = collection.find(info.name, info.namespace);
    if (entry) {
      answer(response, 200, JSON.parse(representation.json(entry).toString()));
    } else {
      refuse(response, 404, 'NotFound');
    }
    return;
  }
  const byLabel = labelMatcher(query.get('labelSelector'));
  const byField = fieldMatcher(query.get('fieldSelector'));
  const serving = {
    hub,
    collection,
    representation,
    query,
    response,
    matches: (entry: Parameters<typeof byLabel>[0]) =>
      byLabel(entry) &&
      byField(entry) &&
      (!info.namespace || entry.namespace === info.namespace),
  };
  await (info.verb === 'watch'
    ? watchCollection(serving)
    : listCollection({ ...serving, snapshots }));
}

function purposeOf(
  verb: string,
  plural: string,
  query: URLSearchParams,
): keyof RequestCounts {
  if (plural === 'namespaces' || query.get('limit') === '1') {
    return 'probe';
  }
  return verb === 'watch' || verb === 'list' ? verb : 'get';
}

function answer(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

function refuse(response: ServerResponse, code: number, reason: string): void {
  answer(response, code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `the load does not serve this: ${reason}`,
    reason,
    code,
  });
}
