import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { describeGithubError } from './describeGithubError';
import type { PullRequestReader } from './PullRequestReader';
import { RequestMemory, type RequestMemoryOptions } from './RequestMemory';
import type { RepositoryState, TrackedRequest } from './types';

/** After this many failures in a row the pause between two attempts no longer grows. */
const MAX_BACKOFF_STEPS = 4;
/** Every so many polls everything is asked for, whatever GitHub says about what changed. */
const THOROUGH_EVERY = 15;

export interface RepositoryWatcherOptions
  extends Pick<RequestMemoryOptions, 'fieldsOf' | 'namespaceOf' | 'paths'> {
  hub: string;
  repository: RepositoryLocation;
  branch: string;
  /** Makes the client anew after a failure, so that rotated credentials are taken up. */
  connect: () => Promise<PullRequestReader>;
  logger: LoggerService;
  /** Milliseconds between two polls; webhooks come between. */
  pollInterval: number;
  onChange: () => void;
}

/**
 * Follows the pull requests of one platform repository: conditional polling as the floor, and at once when a webhook calls
 * {@link RepositoryWatcher.poke}. A failure keeps what is known, is said once, and is over when a poll succeeds.
 */
export class RepositoryWatcher {
  readonly #options: RepositoryWatcherOptions;
  readonly #memory: RequestMemory;
  #state: RepositoryState;
  #reader: PullRequestReader | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #thorough = false;
  #polls = 0;
  #failures = 0;
  #stopped = false;

  constructor(options: RepositoryWatcherOptions) {
    this.#options = options;
    this.#memory = new RequestMemory({
      ...options,
      repository: this.fullName,
    });
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
    return this.#memory.requests;
  }

  get fullName(): string {
    const { owner, repo } = this.#options.repository;
    return `${owner}/${repo}`;
  }

  /** The client, while there is one that has not failed. */
  get reader(): PullRequestReader | undefined {
    return this.#reader;
  }

  start(signal: AbortSignal): void {
    const stop = () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    this.#pollNow();
  }

  /** Something happened: polls now and thoroughly; a call during a poll makes another one follow. */
  poke(): void {
    this.#thorough = true;
    this.#pollNow();
  }

  #pollNow(): void {
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
        this.#pollNow();
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
      () => this.#pollNow(),
      pollInterval * backoff * jitter,
    );
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    const thorough = this.#thorough || this.#polls % THOROUGH_EVERY === 0;
    this.#thorough = false;
    this.#polls += 1;
    try {
      const changed = await this.#refresh(thorough);
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

  async #refresh(thorough: boolean): Promise<boolean> {
    const { connect } = this.#options;
    const fresh = !this.#reader;
    this.#reader ??= await connect();
    try {
      return await this.#memory.refresh(this.#reader, thorough);
    } catch (error) {
      if (fresh || (error as { status?: number }).status !== 401) {
        throw error;
      }
      // The token of a GitHub App lasts an hour; that one ended is no failure.
      this.#reader = await connect();
      return this.#memory.refresh(this.#reader, thorough);
    }
  }

  #setState(update: Pick<RepositoryState, 'state' | 'heardAt' | 'message'>) {
    if (this.#stopped) {
      return;
    }
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
