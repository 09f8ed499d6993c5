import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations, type GithubAppConfig } from '@backstage/integration';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import { Octokit } from '@octokit/rest';
import { startForge, type Forge } from 'sandbox';
import { DEFAULT_CLAIM_FIELDS, readClaimFields } from '../../projections';
import type { ClaimPlacement } from '../claimChanges';
import {
  createRequestTracker,
  type PlatformRepositoryConfig,
} from '../createRequestTracker';

export const REPOSITORY = { owner: 'acme', repo: 'platform' };

const PEOPLE = [
  { login: 'ana.souza', name: 'Ana Souza', email: 'ana.souza@example.org' },
  { login: 'bruno.lima', name: 'Bruno Lima', email: 'bruno.lima@example.org' },
  { login: 'spokeport-bot', name: 'Spokeport', email: 'bot@example.org' },
];

export const claimFile = (name: string) =>
  `tenants/payments/clusters/${name}.yaml`;

export const claimText = (name: string, size = 'small') =>
  `apiVersion: platform.spokeport.dev/v1alpha1
kind: TenantCluster
metadata:
  name: ${name}
  namespace: payments
  labels:
    spokeport.dev/tenant: payments
  annotations:
    spokeport.dev/requested-by: user:default/davi.rocha
spec:
  size: ${size}
`;

/** Starts the sandbox's forge with the platform repository, or goes on with the one in `stateDir`. */
export async function startPlatformForge(
  stateDir: string,
  port = 0,
  clock?: () => Date,
): Promise<Forge> {
  const forge = await startForge({ stateDir, port, people: PEOPLE, clock });
  await forge.ensureOrg({
    login: REPOSITORY.owner,
    owners: ['bruno.lima'],
    members: ['ana.souza'],
  });
  return forge;
}

export async function createPlatformRepository(
  forge: Forge,
  options: { private?: boolean } = {},
): Promise<void> {
  await forge.createRepository({
    owner: REPOSITORY.owner,
    name: REPOSITORY.repo,
    private: options.private ?? true,
    access: [{ login: 'spokeport-bot', permission: 'push' }],
  });
  await commit(forge, 'main', {
    'README.md': '# Platform\n',
    [claimFile('old')]: claimText('old'),
  });
}

/** Commits texts; undefined deletes. */
export function commit(
  forge: Forge,
  branch: string,
  texts: Record<string, string | undefined>,
): Promise<string> {
  return forge.commitFiles({
    ...REPOSITORY,
    branch,
    files: Object.fromEntries(
      Object.entries(texts).map(([path, content]) => [
        path,
        content === undefined ? undefined : { content },
      ]),
    ),
    message: `Change ${Object.keys(texts).join(', ')}`,
    author: 'spokeport-bot',
  });
}

/** Proposes texts on a branch of its own. */
export async function propose(
  forge: Forge,
  branch: string,
  texts: Record<string, string | undefined>,
  options: { body?: string; draft?: boolean } = {},
): Promise<number> {
  await commit(forge, branch, texts);
  return forge.openPullRequest({
    ...REPOSITORY,
    title: `Request ${branch}`,
    head: branch,
    author: 'spokeport-bot',
    ...options,
  });
}

/** Tracks the platform repository of a forge; `stop` ends the polling. */
export async function startTracking(
  forge: Pick<Forge, 'url' | 'apiUrl'>,
  options: {
    token?: string;
    /** Credentials of a GitHub App, in place of a token. */
    app?: GithubAppConfig;
    repositories?: PlatformRepositoryConfig[];
    pollInterval?: number;
    hintGap?: number;
    paths?: string[];
    branch?: string;
    placement?: Partial<ClaimPlacement>;
  },
) {
  const logger = mockServices.logger.mock();
  const events = DefaultEventsService.create({ logger });
  const config = mockServices.rootConfig({
    data: {
      integrations: {
        github: [
          {
            host: new URL(forge.url).host,
            apiBaseUrl: forge.apiUrl,
            ...(options.token && { token: options.token }),
            ...(options.app && { apps: [{ ...options.app }] }),
          },
        ],
      },
    },
  });
  const changed = jest.fn();
  const tracker = createRequestTracker({
    repositories: options.repositories ?? [
      {
        hub: 'hub-eu',
        url: `${forge.url}/acme/platform`,
        branch: options.branch ?? 'main',
        paths: options.paths ?? ['tenants'],
      },
    ],
    integrations: () => ScmIntegrations.fromConfig(config),
    logger,
    events,
    placementOf: () => ({
      fieldsOf: manifest => readClaimFields(manifest, DEFAULT_CLAIM_FIELDS),
      ...options.placement,
    }),
    hintGap: options.hintGap ?? 0,
    pollInterval: options.pollInterval ?? 20,
  });
  tracker.subscribe(changed);
  const stop = new AbortController();
  await tracker.start(stop.signal);
  return {
    tracker,
    logger,
    events,
    changed,
    stop: () => stop.abort(),
    state: () => tracker.repositories()[0],
    pullRequests: () =>
      tracker.requests().filter(({ origin }) => origin === 'pull-request'),
    pushes: () => tracker.requests().filter(({ origin }) => origin === 'push'),
    request: (number: number) =>
      tracker.requests().find(request => request.number === number),
  };
}

/** A person's own client of the forge. */
export async function clientOf(forge: Forge, login: string): Promise<Octokit> {
  return new Octokit({
    auth: await forge.issueToken(login),
    baseUrl: forge.apiUrl,
  });
}

/** Notes every call to a forge that goes out from here, and every answer as `GET <path> <status>`. */
export function watchCalls(forge: Pick<Forge, 'apiUrl'>) {
  const calls: string[] = [];
  const attempts: string[] = [];
  const send = globalThis.fetch;
  const spy = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async (input, init) => {
      attempts.push(String(input));
      const response = await send(input, init);
      const { href, pathname } = new URL(String(input));
      if (href.startsWith(forge.apiUrl)) {
        const path = pathname.replace(/^.*\/repos\/acme\/platform/, '');
        calls.push(`${init?.method ?? 'GET'} ${path} ${response.status}`);
      }
      return response;
    });
  return { calls, attempts, restore: () => spy.mockRestore() };
}
