import type { ClaimChange, TrackedRequest } from '../../requests/types';

/** An open request for a cluster; anything of it and of its change can be another. */
export function requestFor(
  name: string,
  options: {
    request?: Partial<TrackedRequest>;
    change?: Partial<ClaimChange>;
  } = {},
): TrackedRequest {
  const namespace = options.change?.namespace ?? 'payments';
  const change: ClaimChange = {
    change: 'create',
    group: 'platform.spokeport.dev',
    kind: 'TenantCluster',
    namespace,
    name,
    path: `tenants/${namespace}/clusters/${name}.yaml`,
    fields: {
      tenant: namespace,
      environment: 'prod',
      region: 'eu-west-1',
      size: 'small',
      cidr: '10.42.0.0/16',
      members: ['ana.souza'],
      addons: [],
    },
    manifest: {},
    ...options.change,
  };
  return {
    hub: 'hub-eu',
    repository: 'acme/platform',
    origin: 'pull-request',
    number: 409,
    url: 'http://localhost:7008/acme/platform/pull/409',
    title: `Create ${name}`,
    state: 'open',
    draft: false,
    author: 'spokeport-bot',
    requester: 'user:default/ana.souza',
    createdAt: '2026-11-21T09:50:00Z',
    updatedAt: '2026-11-21T09:50:00Z',
    mergeable: 'clean',
    reviews: [],
    base: 'main',
    trailers: { claims: [] },
    changes: [change],
    ...options.request,
  };
}

/** The same, merged. */
export function mergedRequestFor(
  name: string,
  options: Parameters<typeof requestFor>[1] = {},
): TrackedRequest {
  return requestFor(name, {
    ...options,
    request: {
      state: 'merged',
      mergedAt: '2026-11-21T09:58:00Z',
      mergedBy: 'bruno.lima',
      mergeCommit: 'a'.repeat(40),
      reviews: [{ by: 'bruno.lima', state: 'approved' }],
      ...options.request,
    },
  });
}
