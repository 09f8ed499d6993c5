import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  createOctokit,
  parseRepositoryUrl,
  type RepositoryLocation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ClaimFields } from '../projections/types';
import { AncestryCache } from './AncestryCache';
import { PullRequestReader } from './PullRequestReader';
import { RepositoryWatcher } from './RepositoryWatcher';
import type {
  Ancestry,
  RepositoryState,
  RequestReader,
  TrackedRequest,
} from './types';
import { unusableRepository } from './unusableRepository';

/** A hub's platform repository, as the configuration names it. */
export interface PlatformRepositoryConfig {
  hub: string;
  url: string;
  branch: string;
  paths: string[];
}

/** Follows the requests of every platform repository. */
export interface RequestTracker extends RequestReader {
  /** Polls until the signal; resolves once the webhooks are subscribed to. Never throws because a repository is wrong. */
  start(signal: AbortSignal): Promise<void>;
}

const DEFAULT_POLL_INTERVAL_MS = 20_000;

interface GithubEventPayload {
  repository?: { full_name?: string; html_url?: string };
}

/** Follows the pull requests of the given repositories by conditional polling and, where configured, webhooks. */
export function createRequestTracker(options: {
  repositories: PlatformRepositoryConfig[];
  /** Asked for at each connecting, so that mended credentials are taken up. */
  integrations: () => ScmIntegrations;
  logger: LoggerService;
  events?: EventsService;
  fieldsOf: (manifest: Record<string, unknown>) => ClaimFields;
  namespaceOf?: (hub: string, path: string) => string | undefined;
  /** Milliseconds; 20 s by default. */
  pollInterval?: number;
}): RequestTracker {
  const { integrations, logger, events, fieldsOf } = options;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) {
      listener();
    }
  };
  const { usable, unusable } = readRepositories(options.repositories);
  const watchers = usable.map(
    ({ repository, ...config }) =>
      new RepositoryWatcher({
        hub: config.hub,
        repository,
        branch: config.branch,
        paths: config.paths,
        connect: async () =>
          new PullRequestReader(
            await createOctokit({
              integrations: integrations(),
              repository,
              logger,
            }),
            repository,
          ),
        fieldsOf,
        namespaceOf: path => options.namespaceOf?.(config.hub, path),
        logger,
        pollInterval: options.pollInterval ?? DEFAULT_POLL_INTERVAL_MS,
        onChange: changed,
      }),
  );
  const ancestry = new Map(
    watchers.map(watcher => [
      watcher.state.hub,
      new AncestryCache({
        compare: (revision, commit) =>
          watcher.reader?.ancestry(revision, commit),
        onAnswer: changed,
      }),
    ]),
  );
  const newestFirst = (left: TrackedRequest, right: TrackedRequest) =>
    right.createdAt.localeCompare(left.createdAt) ||
    (right.number ?? 0) - (left.number ?? 0);
  const requests = (hub?: string) =>
    watchers
      .filter(watcher => hub === undefined || watcher.state.hub === hub)
      .flatMap(watcher => watcher.requests)
      .sort(newestFirst);

  return {
    repositories: () => [
      ...watchers.map(watcher => watcher.state),
      ...unusable,
    ],
    requests,
    requestsFor: claim =>
      requests(claim.hub).filter(request =>
        request.changes.some(
          change =>
            change.group === claim.group &&
            change.kind === claim.kind &&
            change.namespace === claim.namespace &&
            change.name === claim.name,
        ),
      ),
    contains: (hub, revision, commit) =>
      decided(ancestry.get(hub)?.read(revision, commit)),
    ancestry: (hub, revision, commit) =>
      ancestry.get(hub)?.read(revision, commit),
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async signal => {
      for (const { hub, message } of unusable) {
        logger.warn(`Requests of hub ${hub} can't be followed: ${message}`);
      }
      for (const watcher of watchers) {
        watcher.start(signal);
      }
      await events?.subscribe({
        id: 'tenant-clusters-requests',
        topics: ['github'],
        onEvent: async ({ eventPayload }) => {
          // Only which repository it was is believed; the facts are read from GitHub.
          const { repository } = (eventPayload ?? {}) as GithubEventPayload;
          const name = repository?.full_name?.toLowerCase();
          for (const watcher of watchers) {
            if (watcher.fullName.toLowerCase() === name) {
              watcher.poke();
            }
          }
        },
      });
    },
  };
}

/** Ancestry as a yes or no, where it is one. */
function decided(ancestry: Ancestry | undefined): boolean | undefined {
  return ancestry === 'contained' || ancestry === 'missing'
    ? ancestry === 'contained'
    : undefined;
}

function readRepositories(configs: PlatformRepositoryConfig[]) {
  const usable: (PlatformRepositoryConfig & {
    repository: RepositoryLocation;
  })[] = [];
  const unusable: RepositoryState[] = [];
  for (const config of configs) {
    try {
      usable.push({ ...config, repository: parseRepositoryUrl(config.url) });
    } catch {
      // The error quotes the address, which may hold a credential.
      unusable.push(unusableRepository(config));
    }
  }
  return { usable, unusable };
}
