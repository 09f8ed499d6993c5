import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  createOctokit,
  parseRepositoryUrl,
  type RepositoryLocation,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { AncestryCache } from './AncestryCache';
import type { ClaimPlacement } from './claimChanges';
import { readHint } from './readHint';
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
  /** Follows these repositories from now on: others come, go and change with the hubs. */
  setRepositories(repositories: PlatformRepositoryConfig[]): void;
  /** Computes anew which claims requests touch, since more is known of a hub. */
  relink(): void;
}

const DEFAULT_POLL_INTERVAL_MS = 20_000;
const DEFAULT_HINT_GAP_MS = 1_000;

interface FollowedHub {
  config: PlatformRepositoryConfig;
  /** Undefined where the configured address is none. */
  watcher?: RepositoryWatcher;
  ancestry?: AncestryCache;
}

export interface RequestTrackerOptions {
  repositories: PlatformRepositoryConfig[];
  /** Asked for at each connecting, so that mended credentials are taken up. */
  integrations: () => ScmIntegrations;
  logger: LoggerService;
  events?: EventsService;
  /** What is known of where a hub's manifests go. */
  placementOf: (config: PlatformRepositoryConfig) => ClaimPlacement;
  /** Called when it starts, before anything is asked. */
  onStart?: (signal: AbortSignal) => void;
  /** Milliseconds; 20 s by default. */
  pollInterval?: number;
  /** Milliseconds between the starts of two polls at least, however many webhooks come; 1 s by default. */
  hintGap?: number;
}

/** Newest first. */
function byNewest(left: TrackedRequest, right: TrackedRequest): number {
  return (
    right.createdAt.localeCompare(left.createdAt) ||
    (right.number ?? 0) - (left.number ?? 0)
  );
}

/** Hubs of one repository and branch share a watcher. */
function watcherKey({ host, owner, repo }: RepositoryLocation, branch: string) {
  return `${host}/${owner}/${repo}`.toLowerCase().concat(` ${branch}`);
}

class DefaultRequestTracker implements RequestTracker {
  readonly #options: RequestTrackerOptions;
  readonly #watchers = new Map<string, RepositoryWatcher>();
  readonly #listeners = new Set<() => void>();
  #hubs = new Map<string, FollowedHub>();
  #signal: AbortSignal | undefined;

  constructor(options: RequestTrackerOptions) {
    this.#options = options;
    this.setRepositories(options.repositories);
  }

  repositories(): RepositoryState[] {
    return [...this.#hubs.values()].map(
      ({ config, watcher }) =>
        watcher?.state(config.hub) ?? unusableRepository(config),
    );
  }

  requests(hub?: string): TrackedRequest[] {
    const names = hub === undefined ? [...this.#hubs.keys()] : [hub];
    return names
      .flatMap(name => this.#hubs.get(name)?.watcher?.requests(name) ?? [])
      .sort(byNewest);
  }

  requestsFor(
    claim: Parameters<RequestReader['requestsFor']>[0],
  ): TrackedRequest[] {
    return this.requests(claim.hub).filter(request =>
      request.changes.some(
        change =>
          change.group === claim.group &&
          change.kind === claim.kind &&
          change.namespace === claim.namespace &&
          change.name === claim.name,
      ),
    );
  }

  contains(hub: string, revision: string, commit: string): boolean | undefined {
    const ancestry = this.ancestry(hub, revision, commit);
    return ancestry === 'contained' || ancestry === 'missing'
      ? ancestry === 'contained'
      : undefined;
  }

  ancestry(
    hub: string,
    revision: string,
    commit: string,
  ): Ancestry | undefined {
    return this.#hubs.get(hub)?.ancestry?.read(revision, commit);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  relink(): void {
    const changed = [...this.#watchers.values()].map(watcher =>
      watcher.relink(),
    );
    if (changed.includes(true)) {
      this.#tell();
    }
  }

  setRepositories(repositories: PlatformRepositoryConfig[]): void {
    const before = this.#hubs;
    this.#hubs = new Map();
    for (const config of repositories) {
      const known = before.get(config.hub);
      const same =
        known && JSON.stringify(known.config) === JSON.stringify(config);
      this.#hubs.set(config.hub, same ? known : this.#follow(config));
    }
    for (const [hub, { watcher }] of before) {
      if (watcher && this.#hubs.get(hub)?.watcher !== watcher) {
        watcher.unfollow(hub);
      }
    }
    for (const [key, watcher] of this.#watchers) {
      if (watcher.hubs.length === 0) {
        watcher.stop();
        this.#watchers.delete(key);
      }
    }
    this.#tell();
  }

  async start(signal: AbortSignal): Promise<void> {
    this.#options.onStart?.(signal);
    this.#signal = signal;
    for (const watcher of this.#watchers.values()) {
      watcher.start(signal);
    }
    await this.#options.events?.subscribe({
      id: 'tenant-clusters-requests',
      topics: ['github'],
      onEvent: async ({ eventPayload }) => {
        // Only where something happened is believed; the facts are read from GitHub.
        const hint = readHint(eventPayload);
        for (const watcher of this.#watchers.values()) {
          if (hint && watcher.names.includes(hint.repository)) {
            watcher.hint(hint.pulls);
          }
        }
      },
    });
  }

  #follow(config: PlatformRepositoryConfig): FollowedHub {
    const { logger, placementOf } = this.#options;
    let repository: RepositoryLocation;
    try {
      repository = parseRepositoryUrl(config.url);
    } catch {
      // The error quotes the address, which may hold a credential.
      const { message } = unusableRepository(config);
      logger.warn(
        `Requests of hub ${config.hub} can't be followed: ${message}`,
      );
      return { config };
    }
    const { hub, branch, paths } = config;
    const key = watcherKey(repository, branch);
    const watcher = this.#watchers.get(key) ?? this.#watch(repository, branch);
    const isNew = !this.#watchers.has(key);
    this.#watchers.set(key, watcher);
    watcher.follow({ hub, paths, ...placementOf(config) });
    if (isNew && this.#signal) {
      watcher.start(this.#signal);
    }
    return {
      config,
      watcher,
      ancestry: new AncestryCache({
        compare: (revision, commit) => watcher.ancestry(revision, commit),
        onAnswer: () => this.#tell(),
      }),
    };
  }

  #watch(repository: RepositoryLocation, branch: string): RepositoryWatcher {
    const { integrations, logger, pollInterval, hintGap } = this.#options;
    return new RepositoryWatcher({
      repository,
      branch,
      connect: () =>
        createOctokit({
          integrations: integrations(),
          repository,
          logger,
          onLimit: 'throw',
        }),
      logger,
      pollInterval: pollInterval ?? DEFAULT_POLL_INTERVAL_MS,
      hintGap: hintGap ?? DEFAULT_HINT_GAP_MS,
      onChange: () => this.#tell(),
    });
  }

  #tell(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** Follows the pull requests and pushes of the given repositories by conditional polling and, where configured, webhooks. */
export function createRequestTracker(
  options: RequestTrackerOptions,
): RequestTracker {
  return new DefaultRequestTracker(options);
}
