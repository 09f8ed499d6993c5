import { apiVersionOf } from '../store';

export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/** What a request asks of which resource (apiserver `request.RequestInfo`). */
export interface RequestInfo {
  verb: Verb;
  group: string;
  version: string;
  apiVersion: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

const itemVerbs: Record<string, Verb> = {
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

const collectionVerbs: Record<string, Verb> = {
  GET: 'list',
  HEAD: 'list',
  POST: 'create',
  DELETE: 'deletecollection',
};

/** Reads a resource path; undefined when the path is no resource's (discovery, health and the like). */
export function parseRequestInfo(
  method: string,
  url: URL,
): RequestInfo | undefined {
  const parts = pathParts(url);
  const core = parts?.[0] === 'api';
  if (!parts || (!core && parts[0] !== 'apis')) {
    return undefined;
  }
  const [group, version] = core ? ['', parts[1]] : [parts[1], parts[2]];
  let rest = parts.slice(core ? 2 : 3);
  if (!rest.length) {
    return undefined;
  }
  let namespace: string | undefined;
  // `namespaces/<name>/<resource>` is inside a namespace; `namespaces/<name>/status` is the namespace's own.
  if (
    rest[0] === 'namespaces' &&
    rest.length > 2 &&
    !(core && ['status', 'finalize'].includes(rest[2]))
  ) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural, name, subresource] = rest;
  const watching = ['true', '1'].includes(url.searchParams.get('watch') ?? '');
  let verb: Verb | undefined = (name ? itemVerbs : collectionVerbs)[method];
  if (watching && (verb === 'get' || verb === 'list')) {
    verb = 'watch';
  }
  if (!verb || rest.length > 3) {
    return undefined;
  }
  return {
    verb,
    group,
    version,
    apiVersion: apiVersionOf({ group, version }),
    plural,
    namespace,
    name,
    subresource,
  };
}

function pathParts(url: URL): string[] | undefined {
  try {
    return url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
