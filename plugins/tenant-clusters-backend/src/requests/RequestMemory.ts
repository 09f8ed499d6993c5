import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClaimFields } from '../projections/types';
import { claimChanges } from './claimChanges';
import { pullVersion, type PullFacts } from './pullFacts';
import type { PullRequestReader } from './PullRequestReader';
import { toTrackedRequest } from './toTrackedRequest';
import type { ClaimChange, TrackedRequest } from './types';

/** Pull requests that are looked at, newest first: enough for open ones and for the journeys that pages show. */
const MAX_PULLS = 300;
/** Statuses that speak of one pull request or file, not of the repository. */
const PULL_PROBLEMS = [404, 409, 422];

export interface RequestMemoryOptions {
  hub: string;
  /** `owner/repo`. */
  repository: string;
  branch: string;
  /** Folders that hold claims; all when empty. */
  paths: string[];
  fieldsOf: (manifest: Record<string, unknown>) => ClaimFields;
  namespaceOf?: (path: string) => string | undefined;
  logger: LoggerService;
}

interface KnownPull {
  pull: PullFacts;
  version: string;
  /** The {@link readPoint} of `changes`. */
  readAt?: string;
  changes: ClaimChange[];
  /** Absent for a pull request that touches no claim. */
  request?: TrackedRequest;
  /** Why it could not be read; it is tried again with the next poll. */
  problem?: string;
}

/** What the claims of a pull request follow from. */
const readPoint = (pull: PullFacts) => `${pull.base} ${pull.headSha}`;

function isWithin(path: string, folders: string[]): boolean {
  return (
    folders.length === 0 ||
    folders.some(folder => {
      const prefix = folder.replace(/^(\.?\/)+|\/+$/g, '');
      return prefix === '' || prefix === '.' || path.startsWith(`${prefix}/`);
    })
  );
}

/** The requests of one platform repository, as of the last refresh. Pull requests that touch no claim are no requests. */
export class RequestMemory {
  readonly #options: RequestMemoryOptions;
  readonly #pulls = new Map<number, KnownPull>();

  constructor(options: RequestMemoryOptions) {
    this.#options = options;
  }

  get requests(): TrackedRequest[] {
    return [...this.#pulls.values()].flatMap(({ request }) => request ?? []);
  }

  /**
   * Reads what changed, and of open requests what changes without a trace in the list of pull requests.
   *
   * @returns whether a request changed
   * @throws when the repository can't be read; what was read until then is kept
   */
  async refresh(
    reader: PullRequestReader,
    thorough: boolean,
  ): Promise<boolean> {
    const listed = await reader.changedPulls({
      base: this.#options.branch,
      limit: MAX_PULLS,
    });
    const dropped = listed ? this.#dropUnlisted(reader, listed) : false;
    const due = new Map<number, PullFacts>();
    for (const pull of listed ?? []) {
      if (this.#pulls.get(pull.number)?.version !== pullVersion(pull)) {
        due.set(pull.number, pull);
      }
    }
    for (const [number, { pull, request, problem }] of this.#pulls) {
      if (!due.has(number) && (request?.state === 'open' || problem)) {
        due.set(number, pull);
      }
    }
    // Octokit's throttling bounds how many are under way at a time.
    const outcomes = await Promise.allSettled(
      [...due.values()].map(pull => this.#read(reader, pull, thorough)),
    );
    const failure = outcomes.find(outcome => outcome.status === 'rejected');
    if (failure) {
      throw failure.reason;
    }
    return (
      dropped ||
      outcomes.some(outcome => outcome.status === 'fulfilled' && outcome.value)
    );
  }

  /** Leaves out what the list no longer has: its base is another branch now, or it ended long ago. */
  #dropUnlisted(reader: PullRequestReader, listed: PullFacts[]): boolean {
    const numbers = new Set(listed.map(({ number }) => number));
    const complete = listed.length < MAX_PULLS;
    let dropped = false;
    for (const [number, { request }] of this.#pulls) {
      if (!numbers.has(number) && (complete || request?.state !== 'open')) {
        this.#pulls.delete(number);
        reader.forget(number);
        dropped ||= request !== undefined;
      }
    }
    return dropped;
  }

  async #read(
    reader: PullRequestReader,
    pull: PullFacts,
    thorough: boolean,
  ): Promise<boolean> {
    const known = this.#pulls.get(pull.number);
    const version = pullVersion(pull);
    try {
      const next = await this.#understand(reader, pull, thorough);
      this.#pulls.set(pull.number, { ...next, pull, version });
      return JSON.stringify(known?.request) !== JSON.stringify(next.request);
    } catch (error) {
      const { status, message } = error as { status?: number; message: string };
      if (status !== undefined && !PULL_PROBLEMS.includes(status)) {
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
        changes: [],
        ...known,
        pull,
        version,
        problem,
      });
      return false;
    }
  }

  async #understand(
    reader: PullRequestReader,
    pull: PullFacts,
    thorough: boolean,
  ): Promise<Pick<KnownPull, 'readAt' | 'changes' | 'request'>> {
    const { hub, repository } = this.#options;
    const listed = await this.#changes(reader, pull);
    if (listed.changes.length === 0) {
      return listed;
    }
    const facts = await reader.facts(pull.number, thorough);
    // Somebody may have pushed since the list was made.
    const { readAt, changes } =
      listed.readAt === readPoint(facts.pull)
        ? listed
        : await this.#changes(reader, facts.pull);
    if (changes.length === 0) {
      return { readAt, changes };
    }
    const request = toTrackedRequest({ hub, repository, facts, changes });
    if (request.state !== 'open') {
      reader.forget(pull.number);
    }
    return { readAt, changes, request };
  }

  async #changes(
    reader: PullRequestReader,
    pull: PullFacts,
  ): Promise<Required<Pick<KnownPull, 'readAt' | 'changes'>>> {
    const known = this.#pulls.get(pull.number);
    const readAt = readPoint(pull);
    return {
      readAt,
      changes:
        known?.readAt === readAt
          ? known.changes
          : await this.#readChanges(reader, pull),
    };
  }

  async #readChanges(
    reader: PullRequestReader,
    pull: PullFacts,
  ): Promise<ClaimChange[]> {
    const { fieldsOf, namespaceOf, paths } = this.#options;
    return claimChanges({
      files: await reader.files(
        pull,
        path => /\.ya?ml$/.test(path) && isWithin(path, paths),
      ),
      fieldsOf,
      namespaceOf,
    });
  }
}
