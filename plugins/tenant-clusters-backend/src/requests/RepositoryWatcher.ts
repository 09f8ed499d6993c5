import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import type { RepositoryFacts } from './BranchReader';
import { BranchMissingError, describeGithubError } from './describeGithubError';
import { HubRequests, type HubRequestsOptions } from './HubRequests';
import { nextPollIn } from './PollSchedule';
import { PullMemory } from './PullMemory';
import { PushMemory } from './PushMemory';
import { RateLimits } from './RateLimits';
import { RepositoryReader } from './RepositoryReader';
import { standingProblem } from './standingProblem';
import type { Ancestry, RepositoryState, TrackedRequest } from './types';

/** Every so many polls the repository itself is asked about: whether it was renamed or archived. */
const REPOSITORY_EVERY = 15;
/** The token of a GitHub App lasts an hour; it is renewed before, and a rotated one is taken up by then. */
const RENEW_AFTER_MS = 50 * 60_000;
/** Polls that follow soon upon one that found something unfinished; then GitHub has its time. */
const MAX_SOON = 5;

export interface RepositoryWatcherOptions {
  repository: RepositoryLocation;
  branch: string;
  /** Makes a client with the credentials of the moment. */
  connect: () => Promise<Octokit>;
  logger: LoggerService;
  /** Milliseconds between two polls; webhooks come between. */
  pollInterval: number;
  /** Milliseconds between the starts of two polls at least, however many webhooks come. */
  hintGap: number;
  onChange: () => void;
}

type Heard = Pick<RepositoryState, 'state' | 'heardAt' | 'problem' | 'message'>;

/**
 * Follows one branch of one platform repository, for all hubs that it is the desired state of: conditional polling as the floor,
 * and soon after a webhook calls {@link RepositoryWatcher.hint}. A failure keeps what is known, is said once, and is over when a
 * poll succeeds.
 */
export class RepositoryWatcher {
  readonly #options: RepositoryWatcherOptions;
  readonly #hubs = new Map<string, HubRequests>();
  readonly #pulls: PullMemory;
  readonly #pushes: PushMemory;
  readonly #limits = new RateLimits();
  readonly #stop = new AbortController();
  #heard: Heard = { state: 'connecting' };
  #cost: RepositoryState['lastPoll'];
  #repository: RepositoryFacts | undefined;
  #reader: RepositoryReader | undefined;
  #connectedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #polling = false;
  #again = false;
  #started = false;
  #startedPollAt = 0;
  #hinted = new Set<number>();
  #hintedAll = true;
  #hintedAt: number | undefined;
  #polls = 0;
  #failures = 0;
  #soon = 0;

  constructor(options: RepositoryWatcherOptions) {
    this.#options = options;
    const shared = {
      branch: options.branch,
      wants: (path: string) =>
        /\.ya?ml$/.test(path) && this.#some(hub => hub.wants(path)),
      touches: (files: Parameters<HubRequests['touches']>[0]) =>
        this.#some(hub => hub.touches(files)),
    };
    this.#pulls = new PullMemory({
      ...shared,
      repository: this.fullName,
      logger: options.logger,
    });
    this.#pushes = new PushMemory(shared);
  }

  /** As configured; see {@link RepositoryWatcher.names}. */
  get fullName(): string {
    const { owner, repo } = this.#options.repository;
    return `${owner}/${repo}`;
  }

  /** In lower case: as configured, and as GitHub calls it by now. */
  get names(): string[] {
    return [this.fullName, this.#repository?.fullName ?? this.fullName].map(
      name => name.toLowerCase(),
    );
  }

  get hubs(): string[] {
    return [...this.#hubs.keys()];
  }

  state(hub: string): RepositoryState {
    const { repository, branch } = this.#options;
    const { pausedUntil, state: rateLimit } = this.#limits;
    return {
      hub,
      url: repository.url,
      branch,
      ...this.#heard,
      ...(rateLimit && { rateLimit }),
      ...(pausedUntil && { pausedUntil: new Date(pausedUntil).toISOString() }),
      ...(this.#cost && { lastPoll: this.#cost }),
    };
  }

  requests(hub: string): TrackedRequest[] {
    return this.#hubs.get(hub)?.requests ?? [];
  }

  /** How a revision stands to a commit; undefined while there is nobody to ask. */
  ancestry(revision: string, commit: string): Promise<Ancestry> | undefined {
    return this.#heard.state === 'live'
      ? this.#reader?.branch.ancestry(revision, commit)
      : undefined;
  }

  /** Follows it for one more hub, or for a known one by other rules. */
  follow(options: HubRequestsOptions): void {
    this.#hubs.set(options.hub, new HubRequests(options, this.fullName));
    if (this.#started) {
      this.#pulls.forgetFiles();
      this.#pushes.forget(this.#reader?.branch);
      this.#hintedAll = true;
      this.#pollSoon();
    }
  }

  unfollow(hub: string): void {
    this.#hubs.delete(hub);
  }

  /** Computes anew what requests do to claims, since more is known of where manifests go. @returns whether that changed any */
  relink(): boolean {
    const sources = [...this.#pulls.sources, ...this.#pushes.sources];
    let changed = false;
    for (const hub of this.#hubs.values()) {
      changed = hub.update(sources) || changed;
    }
    return changed;
  }

  start(signal: AbortSignal): void {
    this.#started = true;
    signal.addEventListener('abort', () => this.stop(), { once: true });
    if (signal.aborted) {
      this.stop();
    }
    this.#poll().catch(() => {});
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /**
   * Somebody says that something happened: polls soon. Calls that come close together make one poll, and a call during a poll
   * makes another one follow.
   *
   * @param pulls - pull requests that it is about; all when empty
   */
  hint(pulls: number[]): void {
    this.#hintedAt = Date.now();
    pulls.forEach(number => this.#hinted.add(number));
    this.#hintedAll ||= pulls.length === 0;
    this.#pollSoon();
  }

  #some(test: (hub: HubRequests) => boolean): boolean {
    return [...this.#hubs.values()].some(test);
  }

  #pollSoon(): void {
    if (this.#polling) {
      this.#again = true;
      return;
    }
    const { hintGap } = this.#options;
    this.#schedule(Math.max(0, this.#startedPollAt + hintGap - Date.now()));
  }

  #schedule(wait: number): void {
    if (this.#stop.signal.aborted) {
      return;
    }
    clearTimeout(this.#timer);
    const { pausedUntil } = this.#limits;
    const paused = pausedUntil ? pausedUntil - Date.now() : 0;
    this.#timer = setTimeout(() => {
      this.#poll().catch(() => {});
    }, Math.max(wait, paused));
    this.#timer.unref();
  }

  #scheduleNext(): void {
    if (this.#again) {
      this.#again = false;
      this.#pollSoon();
      return;
    }
    const wanting = this.#pushes.behind || this.#pulls.awaitsMergeability;
    this.#soon = wanting ? this.#soon + 1 : 0;
    const wait = nextPollIn({
      now: Date.now(),
      interval: this.#options.pollInterval,
      failures: this.#failures,
      hintedAt: this.#hintedAt,
      pausedUntil: this.#limits.pausedUntil,
      rateLimit: this.#limits.state,
      unfinished: this.#pushes.behind || (wanting && this.#soon <= MAX_SOON),
    });
    this.#schedule(wait * (0.9 + Math.random() * 0.2));
  }

  async #poll(): Promise<void> {
    if (this.#stop.signal.aborted || this.#polling) {
      return;
    }
    this.#polling = true;
    this.#startedPollAt = Date.now();
    const hints = { pulls: this.#hinted, all: this.#hintedAll };
    this.#hinted = new Set();
    this.#hintedAll = false;
    try {
      await this.#readAll(hints);
      this.#failures = 0;
      this.#hear({
        state: 'live',
        heardAt: new Date().toISOString(),
        ...standingProblem({
          name: this.fullName,
          branch: this.#options.branch,
          repository: this.#repository,
          rewritten: this.#pushes.rewritten,
          complete: this.#pulls.complete,
          checksDenied: this.#reader?.pulls.checksDenied ?? false,
        }),
      });
    } catch (error) {
      this.#failures += 1;
      // Hints are for what was not read yet.
      hints.pulls.forEach(number => this.#hinted.add(number));
      this.#hintedAll ||= hints.all;
      this.#connectedAt = 0;
      this.#hear({
        state: 'failing',
        heardAt: this.#heard.heardAt,
        ...describeGithubError(this.#withDefaultBranch(error), this.fullName),
      });
    } finally {
      this.#polling = false;
      this.#cost = this.#reader?.takeCost() ?? this.#cost;
      if (!this.#stop.signal.aborted && this.relink()) {
        this.#options.onChange();
      }
      this.#scheduleNext();
    }
  }

  #withDefaultBranch(error: unknown): unknown {
    return error instanceof BranchMissingError
      ? new BranchMissingError(error.branch, this.#repository?.defaultBranch)
      : error;
  }

  async #readAll(hints: { pulls: Set<number>; all: boolean }): Promise<void> {
    const fresh = Date.now() - this.#connectedAt > RENEW_AFTER_MS;
    const reader = fresh ? await this.#connect() : this.#reader;
    if (!reader) {
      return;
    }
    try {
      await this.#refresh(reader, hints);
    } catch (error) {
      if (fresh || (error as { status?: number }).status !== 401) {
        throw error;
      }
      // The token may have been rotated, or have ended early: once is no failure.
      await this.#refresh(await this.#connect(), hints);
    }
    this.#polls += 1;
  }

  async #connect(): Promise<RepositoryReader> {
    const octokit = await this.#options.connect();
    if (this.#reader) {
      this.#reader.renew(octokit);
    } else {
      this.#reader = new RepositoryReader(
        octokit,
        this.#options.repository,
        this.#limits,
      );
    }
    this.#connectedAt = Date.now();
    return this.#reader;
  }

  async #refresh(
    reader: RepositoryReader,
    hints: { pulls: Set<number>; all: boolean },
  ): Promise<void> {
    if (!this.#repository || this.#polls % REPOSITORY_EVERY === 0) {
      this.#repository = await reader.branch.repository();
    }
    await this.#pulls.refresh(reader.pulls, {
      hinted: hints.pulls,
      onlyHinted: hints.pulls.size > 0 && !hints.all,
    });
    await this.#pushes.refresh(reader.branch, this.#pulls.mergeCommits());
  }

  #hear(heard: Heard): void {
    if (this.#stop.signal.aborted) {
      return;
    }
    const before = this.#heard;
    this.#heard = heard;
    if (before.state === heard.state && before.message === heard.message) {
      return;
    }
    const { logger } = this.#options;
    const of = `of ${this.hubs.length === 1 ? 'hub' : 'hubs'} ${this.hubs.join(
      ', ',
    )}`;
    if (heard.state === 'failing') {
      logger.warn(
        `Requests ${of} can't be followed: ${heard.message}; still trying`,
      );
    } else {
      logger.info(
        `Following requests ${of} in ${this.fullName}${
          heard.message ? `: ${heard.message}` : ''
        }`,
      );
    }
    this.#options.onChange();
  }
}
