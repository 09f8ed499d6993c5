import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ChangeSource } from './ChangeSource';
import { isLimit } from './describeGithubError';
import type { ParsedFile } from './parseChangedFile';
import { pullVersion, type PullFacts } from './pullFacts';
import {
  MAX_OPEN,
  type PullRequestFacts,
  type PullRequestReader,
} from './PullRequestReader';
import { toTrackedRequest } from './toTrackedRequest';

/** Ended pull requests that are looked at after a start: enough for the journeys that pages show. */
const MAX_ENDED = 300;
/** Ended pull requests that are remembered. */
const MAX_KEPT = 1_000;
/**
 * Open requests that are asked about in one poll although nothing shows that they changed, those asked about longest ago first.
 * At three conditional calls each every 20 s this stays below GitHub's secondary limit of 900 points a minute.
 */
export const ASKED_PER_POLL = 60;
/** Every so many times a request is asked about, everything is, whatever GitHub says about what changed. */
const THOROUGH_EVERY = 15;
/** Statuses that speak of one pull request or file, not of the repository. */
const PULL_PROBLEMS = [404, 409, 422];

/** What a look at the pull requests is for. */
export interface Look {
  /** Pull requests that somebody said changed; everything about them is asked. */
  hinted: ReadonlySet<number>;
  /** Leaves out the others of which nothing shows that they changed. */
  onlyHinted: boolean;
}

export interface PullMemoryOptions {
  /** `owner/repo`. */
  repository: string;
  branch: string;
  /** Whether any hub wants to know what a file says. */
  wants: (path: string) => boolean;
  /** Whether files touch a claim of any hub. */
  touches: (files: ParsedFile[]) => boolean;
  logger: LoggerService;
}

interface KnownPull {
  pull: PullFacts;
  version: string;
  /** The {@link readPoint} of `files`. */
  readAt?: string;
  files: ParsedFile[];
  /** Absent while it touches no claim. */
  facts?: PullRequestFacts;
  source?: ChangeSource;
  /** Why it could not be read; it is tried again with the next poll. */
  problem?: string;
  /** How often it was asked about, and in which poll last. */
  asked: number;
  askedIn: number;
}

/** What the files of a pull request follow from. */
const readPoint = (pull: PullFacts) => `${pull.base} ${pull.headSha}`;

/** The pull requests of one repository into one branch, as of the last refresh. */
export class PullMemory {
  readonly #options: PullMemoryOptions;
  readonly #pulls = new Map<number, KnownPull>();
  #polls = 0;
  #complete = true;

  constructor(options: PullMemoryOptions) {
    this.#options = options;
  }

  get sources(): ChangeSource[] {
    return [...this.#pulls.values()].flatMap(({ source }) => source ?? []);
  }

  /** Whether all open pull requests are known; false beyond {@link MAX_OPEN}. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Whether GitHub still computes if an open request can be merged: it starts to when it is asked. */
  get awaitsMergeability(): boolean {
    return [...this.#pulls.values()].some(
      ({ facts }) =>
        facts?.pull.open &&
        (facts.pull.mergeableState ?? 'unknown') === 'unknown',
    );
  }

  /** Commits by which pull requests were merged. */
  mergeCommits(): Set<string> {
    return new Set(
      [...this.#pulls.values()].flatMap(({ pull }) =>
        pull.mergedAt && pull.mergeCommit ? [pull.mergeCommit] : [],
      ),
    );
  }

  /** Has the files of all pull requests read anew: somebody wants to know of others than before. */
  forgetFiles(): void {
    for (const known of this.#pulls.values()) {
      known.readAt = undefined;
    }
  }

  /**
   * Reads what changed, and of open requests what changes without a trace in the list of pull requests.
   *
   * @throws when the repository can't be read; what was read until then is kept
   */
  async refresh(reader: PullRequestReader, look: Look): Promise<void> {
    this.#polls += 1;
    const base = this.#options.branch;
    const open = await reader.open(base);
    const ended = await reader.ended({
      base,
      limit: MAX_ENDED,
      known: pull =>
        this.#pulls.get(pull.number)?.version === pullVersion(pull),
    });
    const listed = new Map<number, PullFacts>();
    for (const pull of [...(ended ?? []), ...(open ?? [])]) {
      listed.set(pull.number, pull);
    }
    if (open) {
      this.#complete = open.length < MAX_OPEN;
      await this.#followUnlisted(reader, open, listed);
    }
    const due = this.#due(listed, look);
    // Octokit's throttling bounds how many are under way at a time.
    const outcomes = await Promise.allSettled(
      due.map(pull => this.#read(reader, pull, look)),
    );
    this.#bound(reader);
    const failure = outcomes.find(outcome => outcome.status === 'rejected');
    if (failure) {
      throw failure.reason;
    }
  }

  #due(listed: Map<number, PullFacts>, look: Look): PullFacts[] {
    const due = new Map<number, PullFacts>();
    for (const [number, pull] of listed) {
      if (this.#pulls.get(number)?.version !== pullVersion(pull)) {
        due.set(number, pull);
      }
    }
    const quiet: KnownPull[] = [];
    for (const known of this.#pulls.values()) {
      const { pull, files, facts, problem, readAt } = known;
      const relinked = !facts && this.#options.touches(files);
      if (
        problem !== undefined ||
        readAt === undefined ||
        relinked ||
        (pull.open && look.hinted.has(pull.number))
      ) {
        due.set(pull.number, due.get(pull.number) ?? pull);
      } else if (facts?.pull.open) {
        quiet.push(known);
      }
    }
    if (!look.onlyHinted) {
      quiet
        .sort((left, right) => left.askedIn - right.askedIn)
        .slice(0, ASKED_PER_POLL)
        .forEach(({ pull }) => {
          due.set(pull.number, due.get(pull.number) ?? pull);
        });
    }
    return [...due.values()];
  }

  /**
   * What was open and is no more listed as such was merged, closed, or sent to another branch; only the last leaves. GitHub is asked
   * about each, since one that is closed or reopened between the two lists is in neither.
   */
  async #followUnlisted(
    reader: PullRequestReader,
    open: PullFacts[],
    listed: Map<number, PullFacts>,
  ): Promise<void> {
    const numbers = new Set(open.map(({ number }) => number));
    for (const [number, { pull }] of this.#pulls) {
      const missing = this.#complete && pull.open && !numbers.has(number);
      const ended = listed.get(number);
      if (missing && (!ended || ended.open)) {
        const now = await reader.pull(number);
        if (!now || now.base !== this.#options.branch) {
          this.#forget(reader, number);
        } else {
          listed.set(number, now);
        }
      }
    }
  }

  /** Lets go of what ended long ago. */
  #bound(reader: PullRequestReader): void {
    const ended = [...this.#pulls.values()].filter(({ pull }) => !pull.open);
    ended
      .sort((left, right) =>
        right.pull.updatedAt.localeCompare(left.pull.updatedAt),
      )
      .slice(MAX_KEPT)
      .forEach(({ pull }) => this.#forget(reader, pull.number));
  }

  #forget(reader: PullRequestReader, number: number): void {
    this.#pulls.delete(number);
    reader.forget(number);
  }

  async #read(
    reader: PullRequestReader,
    pull: PullFacts,
    look: Look,
  ): Promise<void> {
    const known = this.#pulls.get(pull.number);
    const version = pullVersion(pull);
    const asked = (known?.asked ?? 0) + 1;
    const askedIn = this.#polls;
    const thorough =
      look.hinted.has(pull.number) || asked % THOROUGH_EVERY === 0;
    try {
      const next = await this.#understand(reader, pull, thorough);
      const { facts } = next;
      const same =
        known?.source &&
        known.files === next.files &&
        JSON.stringify(known.facts) === JSON.stringify(facts);
      this.#pulls.set(pull.number, {
        ...next,
        pull: facts?.pull ?? pull,
        version,
        source: same ? known.source : this.#source(pull.number, next),
        asked,
        askedIn,
      });
    } catch (error) {
      const { status, message } = error as { status?: number; message: string };
      if (
        isLimit(error) ||
        (status !== undefined && !PULL_PROBLEMS.includes(status))
      ) {
        throw error;
      }
      // One pull request that can't be read must not hide the others.
      const problem = status ? `GitHub answers ${status}` : message;
      if (known?.problem !== problem) {
        const { logger, repository } = this.#options;
        logger.warn(
          `Pull request ${repository}#${pull.number} can't be read: ${problem}; still trying`,
        );
      }
      this.#pulls.set(pull.number, {
        files: [],
        ...known,
        pull,
        version,
        problem,
        asked,
        askedIn,
      });
    }
  }

  #source(
    number: number,
    { files, facts }: Pick<KnownPull, 'files' | 'facts'>,
  ): ChangeSource {
    return {
      key: `#${number}`,
      files,
      toRequest: (placed, changes) =>
        facts && toTrackedRequest(facts, { ...placed, changes }),
    };
  }

  async #understand(
    reader: PullRequestReader,
    pull: PullFacts,
    thorough: boolean,
  ): Promise<Pick<KnownPull, 'readAt' | 'files' | 'facts'>> {
    const listed = await this.#files(reader, pull);
    if (!this.#options.touches(listed.files)) {
      return listed;
    }
    const facts = await reader.facts(pull.number, thorough);
    // Somebody may have pushed since the list was made.
    const { readAt, files } =
      listed.readAt === readPoint(facts.pull)
        ? listed
        : await this.#files(reader, facts.pull);
    if (!facts.pull.open) {
      reader.forget(pull.number);
    }
    return { readAt, files, facts };
  }

  async #files(
    reader: PullRequestReader,
    pull: PullFacts,
  ): Promise<Required<Pick<KnownPull, 'readAt' | 'files'>>> {
    const known = this.#pulls.get(pull.number);
    const readAt = readPoint(pull);
    return {
      readAt,
      files:
        known?.readAt === readAt
          ? known.files
          : await reader.files(pull, this.#options.wants),
    };
  }
}
