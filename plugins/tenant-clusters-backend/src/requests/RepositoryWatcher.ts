import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ClaimFields } from '../projections/types';
import { claimChanges } from './claimChanges';
import { describeGithubError } from './describeGithubError';
import type { PullRequestReader } from './PullRequestReader';
import { toTrackedRequest } from './toTrackedRequest';
import type { ClaimChange, RepositoryState, TrackedRequest } from './types';

/** Pull requests that are looked at, newest first: enough for open ones and for the journeys that pages show. */
const MAX_PULLS = 300;
/** After this many failures in a row the pause between two attempts no longer grows. */
const MAX_BACKOFF_STEPS = 4;

export interface RepositoryWatcherOptions {
  hub: string;
  repository: RepositoryLocation;
  branch: string;
  /** Folders that hold claims; all when empty. */
  paths: string[];
  /** Makes the client anew after a failure, so that rotated credentials are taken up. */
  connect: () => Promise<PullRequestReader>;
  fieldsOf: (manifest: Record<string, unknown>) => ClaimFields;
  namespaceOf?: (path: string) => string | undefined;
  logger: LoggerService;
  /** Milliseconds between two polls; webhooks come between. */
  pollInterval: number;
  onChange: () => void;
}

interface KnownPull {
  version: string;
  request: TrackedRequest;
  /** Head commit and state that `changes` were read at. */
  readAt: string;
  changes: ClaimChange[];
}

/**
 * Follows the pull requests of one platform repository: conditional polling as the floor, and at once when a webhook calls
 * {@link RepositoryWatcher.poke}. A failure keeps what is known, is said once, and is over when a poll succeeds.
 */
export class RepositoryWatcher {
  readonly #options: RepositoryWatcherOptions;
  readonly #pulls = new Map<number, KnownPull>();
  #state: RepositoryState;
  #reader: PullRequestReader | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #stopped = false;

  constructor(options: RepositoryWatcherOptions) {
    this.#options = options;
    this.#state = {
      hub: options.hub,
      url: options.repository.url,
      branch: options.branch,
      state: 'connecting',
    };
  }

  get state(): RepositoryState {
    return this.#state;
  }

  get requests(): TrackedRequest[] {
    return [...this.#pulls.values()].map(pull => pull.request);
  }

  get fullName(): string {
    const { owner, repo } = this.#options.repository;
    return `${owner}/${repo}`;
  }

  /** The client, while there is one that worked. */
  get reader(): PullRequestReader | undefined {
    return this.#reader;
  }

  start(signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
    });
    this.poke();
  }

  /** Polls now; a call during a poll makes another one follow. */
  poke(): void {
    if (this.#stopped) {
      return;
    }
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#poll().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.poke();
      } else {
        this.#schedule();
      }
    });
  }

  #schedule(): void {
    if (this.#stopped) {
      return;
    }
    const { pollInterval } = this.#options;
    const backoff = 2 ** Math.min(this.#failures, MAX_BACKOFF_STEPS);
    const jitter = 0.9 + Math.random() * 0.2;
    this.#timer = setTimeout(
      () => this.poke(),
      pollInterval * backoff * jitter,
    );
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    try {
      this.#reader ??= await this.#options.connect();
      const changed = await this.#refresh(this.#reader);
      this.#failures = 0;
      this.#setState({ state: 'live', heardAt: new Date().toISOString() });
      if (changed) {
        this.#options.onChange();
      }
    } catch (error) {
      this.#failures += 1;
      this.#reader = undefined;
      this.#setState({
        state: 'failing',
        heardAt: this.#state.heardAt,
        message: describeGithubError(error, this.fullName),
      });
    }
  }

  async #refresh(reader: PullRequestReader): Promise<boolean> {
    const listed = await reader.changedPulls({
      base: this.#options.branch,
      limit: MAX_PULLS,
    });
    let changed = false;
    if (listed) {
      for (const { number, version } of listed) {
        if (this.#pulls.get(number)?.version !== version) {
          changed = (await this.#read(reader, number, version)) || changed;
        }
      }
    }
    // Checks and mergeability change without a trace in the list.
    for (const [number, pull] of this.#pulls) {
      const seenNow = listed?.some(item => item.number === number);
      if (pull.request.state === 'open' && !(listed && !seenNow)) {
        changed = (await this.#read(reader, number, pull.version)) || changed;
      }
    }
    return changed;
  }

  async #read(
    reader: PullRequestReader,
    number: number,
    version: string,
  ): Promise<boolean> {
    const { hub, fieldsOf, namespaceOf, paths } = this.#options;
    const facts = await reader.facts(number);
    const known = this.#pulls.get(number);
    const readAt = facts.pull.headSha;
    const changes =
      known?.readAt === readAt
        ? known.changes
        : claimChanges({
            files: await reader.files(
              facts.pull,
              path =>
                paths.length === 0 ||
                paths.some(prefix => path.startsWith(prefix)),
            ),
            fieldsOf,
            namespaceOf,
          });
    const request = toTrackedRequest({
      hub,
      repository: this.fullName,
      facts,
      changes,
    });
    this.#pulls.set(number, { version, request, readAt, changes });
    if (request.state !== 'open') {
      reader.forget(number);
    }
    return JSON.stringify(known?.request) !== JSON.stringify(request);
  }

  #setState(update: Pick<RepositoryState, 'state' | 'heardAt' | 'message'>) {
    const before = this.#state;
    this.#state = {
      hub: before.hub,
      url: before.url,
      branch: before.branch,
      ...update,
    };
    if (before.state === update.state && before.message === update.message) {
      return;
    }
    const { hub, logger } = this.#options;
    if (update.state === 'failing') {
      logger.warn(
        `Requests of hub ${hub} can't be followed: ${update.message}; still trying`,
      );
    } else {
      logger.info(`Following requests of hub ${hub} in ${this.fullName}`);
    }
    this.#options.onChange();
  }
}
