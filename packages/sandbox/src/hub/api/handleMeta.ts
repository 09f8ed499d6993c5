import { DefaultHubStore, statusErrors } from '../store';
import {
  aggregatedDiscovery,
  apiGroupList,
  apiGroupOf,
  apiResourceList,
} from './discovery';
import { openApiDocument, openApiIndex } from './openApi';
import { ApiRequest } from './ApiContext';

/** The version the sandbox claims: the API of Kubernetes 1.34, named for what it is. */
const version = {
  major: '1',
  minor: '34',
  gitVersion: 'v1.34.4+spokeport-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'sandbox',
};

/** Paths that need no token, as for `system:public-info-viewer`. */
export const publicPaths = new Set([
  '/healthz',
  '/livez',
  '/readyz',
  '/version',
]);

const aggregatedType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Serves what is no resource: health, version, discovery and OpenAPI. */
export async function handleMeta(
  store: DefaultHubStore,
  api: Pick<ApiRequest, 'request' | 'url' | 'writer'>,
): Promise<void> {
  const { request, url, writer } = api;
  const path = url.pathname.replace(/\/+$/, '') || '/';
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw statusErrors.noSuchResource();
  }
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(path)) {
    writer.text(200, 'ok');
    return;
  }
  const accept = String(request.headers.accept ?? '');
  const answer = answerTo(store, path, accept);
  if (!answer) {
    throw statusErrors.noSuchResource();
  }
  if ('items' in answer) {
    api.writer.response.setHeader('vary', 'Accept');
    await writer.json(200, answer, aggregatedType);
    return;
  }
  await writer.json(200, answer);
}

function answerTo(
  store: DefaultHubStore,
  path: string,
  accept: string,
): object | undefined {
  const aggregated = /v=v2;as=APIGroupDiscoveryList/.test(
    accept.replace(/\s/g, ''),
  );
  const [, root, first, second] = path.split('/');
  if (path === '/version') {
    return version;
  }
  if (path === '/openapi/v3') {
    return openApiIndex(store);
  }
  if (path.startsWith('/openapi/v3/')) {
    return openApiDocument(store, path.slice('/openapi/v3/'.length));
  }
  if (path === '/api') {
    return aggregated
      ? aggregatedDiscovery(store, true)
      : {
          kind: 'APIVersions',
          versions: ['v1'],
          serverAddressByClientCIDRs: [],
        };
  }
  if (path === '/apis') {
    return aggregated ? aggregatedDiscovery(store, false) : apiGroupList(store);
  }
  if (root === 'api' && first && !second) {
    return apiResourceList(store, first);
  }
  if (root === 'apis' && first) {
    return second
      ? apiResourceList(store, `${first}/${second}`)
      : apiGroupOf(store, first);
  }
  return path === '/'
    ? { paths: ['/api', '/apis', '/healthz', '/openapi/v3', '/version'] }
    : undefined;
}
