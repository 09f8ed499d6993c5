/**
 * A stub of the portal's backend for looking at the pages without one: serves the built app of a folder and the sample fleet.
 *
 *   node --require @backstage/cli/config/nodeTransform.cjs dev/stubServer.ts ../../packages/app/dist [port]
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { extname, join, resolve } from 'node:path';
import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  sampleCluster,
  sampleClusters,
  sampleHubs,
  sampleRequests,
} from '../src/__testUtils__/sampleFleet';
import {
  aCluster,
  aClusterList,
  minutesAgo,
} from '../src/__testUtils__/samples';

const [, , distFolder = '../../packages/app/dist', portText = '7017'] =
  process.argv;
const dist = resolve(distFolder);
const port = Number(portText);
const origin = `http://localhost:${port}`;
const extra = Number(process.env.STUB_CLUSTERS ?? 0);

const clusters: ClusterSummary[] = [
  ...sampleClusters(),
  ...Array.from({ length: extra }, (_, index) =>
    aCluster({ name: `service-${index}`, tenant: `tenant-${index % 30}` }),
  ),
];
const hubs = sampleHubs();
const streams = new Set<ServerResponse>();

function json(
  request: IncomingMessage,
  response: ServerResponse,
  value: unknown,
) {
  const text = JSON.stringify(value);
  const etag = `W/"${createHash('sha1').update(text).digest('base64')}"`;
  response.setHeader('ETag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json');
  response.end(text);
}

function listClusters(query: URLSearchParams) {
  const wants = (name: string, value: string | undefined) =>
    !query.has(name) || query.getAll(name).includes(value ?? '');
  const text = (query.get('text') ?? '').toLowerCase();
  const base = clusters.filter(
    it =>
      wants('tenant', it.tenant) &&
      wants('environment', it.environment) &&
      wants('hub', it.ref.hub) &&
      wants('owner', it.owner) &&
      JSON.stringify([it.ref, it.tenant, it.blocker?.title])
        .toLowerCase()
        .includes(text),
  );
  const matching = base.filter(it => wants('state', it.state));
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit') ?? 100);
  const list = aClusterList(base, { hubs });
  return {
    ...list,
    items: matching.slice(start, end),
    totalItems: matching.length,
    nextCursor: end < matching.length ? String(end) : undefined,
  };
}

function stream(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(
    'id: 1\nevent: snapshot\ndata: {"clusters":[],"removed":[],"hubs":[]}\n\n',
  );
  streams.add(response);
  request.on('close', () => streams.delete(response));
}

function answer(request: IncomingMessage, response: ServerResponse, url: URL) {
  const path = url.pathname.replace('/api/tenant-clusters', '');
  if (path === '/stream') {
    stream(request, response);
    return;
  }
  if (path === '/clusters') {
    json(request, response, listClusters(url.searchParams));
    return;
  }
  if (path === '/requests') {
    const states = url.searchParams.getAll('state');
    const items = sampleRequests().filter(
      it => !states.length || states.includes(it.state),
    );
    json(request, response, { items, totalItems: items.length });
    return;
  }
  const [, , hub, , name, part] = path.split('/').map(decodeURIComponent);
  const cluster = clusters.find(
    it => it.ref.hub === hub && it.ref.name === name,
  );
  if (!cluster) {
    response.statusCode = 404;
    json(request, response, {
      error: { name: 'NotFoundError', message: 'No such cluster' },
      response: { statusCode: 404 },
    });
    return;
  }
  const sample = sampleCluster(cluster);
  const owner = hubs.find(it => it.hub === hub);
  const parts: Record<string, unknown> = {
    resources: {
      items: sample.resources,
      progress: { ready: 11, known: 19 },
      hub: owner,
    },
    applications: { items: sample.applications, hub: owner },
    history: { items: sample.history },
  };
  json(request, response, part ? parts[part] : sample.detail);
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

function page(): string {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const config = {
    app: {
      title: 'Spokeport',
      baseUrl: origin,
      packages: 'all',
      extensions: [
        {
          'api:app/app-language': {
            config: { availableLanguages: ['en', 'pt-BR'] },
          },
        },
      ],
    },
    backend: { baseUrl: origin },
    auth: { providers: { sandbox: {} } },
    permission: { enabled: true },
  };
  const data = JSON.stringify([
    { context: 'stub', data: config, deepVisibility: {} },
  ]);
  return html.replace(
    /(<script type="backstage.io\/config">)[\s\S]*?(<\/script>)/,
    (_, open: string, close: string) => `${open}${data}${close}`,
  );
}

function file(response: ServerResponse, url: URL) {
  const path = join(dist, url.pathname);
  if (path.startsWith(dist) && extname(path) && existsSync(path)) {
    response.setHeader(
      'Content-Type',
      TYPES[extname(path)] ?? 'application/octet-stream',
    );
    response.end(readFileSync(path));
    return;
  }
  response.setHeader('Content-Type', 'text/html');
  response.end(page());
}

function session(person: string) {
  const claims = Buffer.from(
    JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3600 }),
  ).toString('base64url');
  return {
    profile: { displayName: person },
    backstageIdentity: {
      token: `e30.${claims}.x`,
      identity: {
        type: 'user',
        userEntityRef: `user:default/${person}`,
        ownershipEntityRefs: [`user:default/${person}`],
      },
    },
  };
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname.startsWith('/api/tenant-clusters/')) {
    answer(request, response, url);
  } else if (url.pathname === '/api/auth/sandbox/refresh') {
    json(
      request,
      response,
      session(String(request.headers['x-spokeport-sandbox-user'])),
    );
  } else if (url.pathname === '/api/permission/authorize') {
    const { items } = JSON.parse(await body(request)) as {
      items: { id: string }[];
    };
    json(request, response, {
      items: items.map(({ id }) => ({ id, result: 'ALLOW' })),
    });
  } else if (url.pathname.startsWith('/api/')) {
    response.statusCode = 404;
    json(request, response, {
      error: { name: 'NotFoundError', message: 'Not in the stub' },
    });
  } else {
    file(response, url);
  }
});

/** Every two seconds the hub is heard and a cluster gets on, so that the pages have something to follow. */
let ticks = 0;
setInterval(() => {
  ticks += 1;
  const heardAt = minutesAgo(0).at;
  const changed = clusters.flatMap((cluster, index) => {
    if (cluster.stale || index > 8) {
      return [];
    }
    clusters[index] = { ...cluster, heardAt, revision: String(ticks) };
    return [clusters[index]];
  });
  const data = JSON.stringify({ clusters: changed, removed: [], hubs: [] });
  for (const response of streams) {
    response.write(`id: ${ticks + 1}\nevent: changes\ndata: ${data}\n\n`);
  }
}, 2_000);

server.listen(port, '127.0.0.1');
