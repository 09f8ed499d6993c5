import type { BranchReader, CommitFacts } from './BranchReader';
import type { ChangeSource } from './ChangeSource';
import type { ParsedFile } from './parseChangedFile';
import { pushToTrackedRequest } from './toTrackedRequest';

/** Commits of the branch itself that are looked at after a start. */
const LOOKBACK = 100;
/** Nothing that was committed longer ago than this is looked at after a start; milliseconds. */
const LOOKBACK_MS = 90 * 24 * 3_600_000;
/** Pages of history that are read to find what was seen last. */
const MAX_PAGES = 10;
/** Commits that are read in one poll; the others follow with the next. */
const READ_PER_POLL = 30;
/** For so many polls it is asked again whether a pull request brought a commit: GitHub may learn it later. */
const DOUBTED_POLLS = 5;
/** Commits that are remembered as looked at. */
const MAX_SEEN = 5_000;

export interface PushMemoryOptions {
  branch: string;
  wants: (path: string) => boolean;
  touches: (files: ParsedFile[]) => boolean;
  now?: () => number;
}

interface KnownPush {
  commit: CommitFacts;
  source: ChangeSource;
  /** Polls for which it is still doubted. */
  doubted: number;
}

/**
 * Commits that came onto the branch without a pull request: the branch's own line of first parents, less what pull requests were
 * merged as. Each commit is looked at once, and costs a call for its files and, where these touch claims, one for its pull requests.
 */
export class PushMemory {
  readonly #options: PushMemoryOptions;
  readonly #pushes = new Map<string, KnownPush>();
  readonly #seen = new Set<string>();
  #waiting: CommitFacts[] = [];
  #head: string | undefined;
  #rewritten = false;

  constructor(options: PushMemoryOptions) {
    this.#options = options;
  }

  get sources(): ChangeSource[] {
    return [...this.#pushes.values()].map(({ source }) => source);
  }

  /** Whether the branch was once pushed with another history, so that what it had before is not in it any more. */
  get rewritten(): boolean {
    return this.#rewritten;
  }

  /** Whether commits are still to be looked at. */
  get behind(): boolean {
    return this.#waiting.length > 0;
  }

  /** Has all commits looked at anew: somebody wants to know of other files than before. */
  forget(reader?: BranchReader): void {
    this.#pushes.clear();
    this.#seen.clear();
    this.#waiting = [];
    this.#head = undefined;
    reader?.forgetHistory();
  }

  /**
   * Looks at what came onto the branch.
   *
   * @param merges - commits by which pull requests were merged
   */
  async refresh(
    reader: BranchReader,
    merges: ReadonlySet<string>,
  ): Promise<void> {
    const newest = await reader.commits(this.#options.branch, 1);
    if (newest && newest.length > 0 && newest[0].sha !== this.#head) {
      try {
        await this.#advance(reader, newest);
      } catch (error) {
        // The history would not be told again as long as it stays as it is.
        reader.forgetHistory();
        throw error;
      }
    }
    await this.#lookAtWaiting(reader, merges);
    await this.#doubt(reader, merges);
  }

  /** Follows the first parents from the new head to what is known. */
  async #advance(reader: BranchReader, newest: CommitFacts[]): Promise<void> {
    const [{ sha: head }] = newest;
    const isFirst = this.#head === undefined;
    let line = await this.#line(reader, newest, isFirst);
    const known = line.at(-1)?.parents[0];
    if (!isFirst && known !== this.#head) {
      const before = this.#head as string;
      // An overtaken head that the new one holds only means that very much was pushed, or merged the other way round. A commit that
      // was seen before it is no proof: the head may have been replaced, as by `git commit --amend`.
      if ((await reader.ancestry(head, before)) !== 'contained') {
        this.forget();
        this.#rewritten = true;
        line = await this.#line(reader, newest, true);
      }
    }
    const waiting = new Set(this.#waiting.map(({ sha }) => sha));
    this.#waiting.push(
      ...line.reverse().filter(({ sha }) => !waiting.has(sha)),
    );
    this.#waiting.forEach(({ sha }) => this.#see(sha));
    this.#head = head;
  }

  /** The branch's own commits that were not seen yet, newest first. */
  async #line(
    reader: BranchReader,
    newest: CommitFacts[],
    isFirst: boolean,
  ): Promise<CommitFacts[]> {
    const oldest = (this.#options.now ?? Date.now)() - LOOKBACK_MS;
    const commits = new Map(newest.map(commit => [commit.sha, commit]));
    const line: CommitFacts[] = [];
    let page = 1;
    let next: string | undefined = newest[0].sha;
    let ended = false;
    while (next !== undefined && next !== this.#head && !this.#seen.has(next)) {
      const commit = commits.get(next);
      if (commit) {
        const tooOld = isFirst && Date.parse(commit.committedAt) < oldest;
        if (tooOld || (isFirst && line.length >= LOOKBACK)) {
          break;
        }
        line.push(commit);
        [next] = commit.parents;
      } else if (ended || page >= MAX_PAGES) {
        break;
      } else {
        page += 1;
        const more = await reader.commits(this.#options.branch, page);
        ended = !more?.length;
        more?.forEach(found => commits.set(found.sha, found));
      }
    }
    return line;
  }

  #see(sha: string): void {
    this.#seen.add(sha);
    if (this.#seen.size > MAX_SEEN) {
      const [oldest] = this.#seen;
      this.#seen.delete(oldest);
    }
  }

  async #lookAtWaiting(
    reader: BranchReader,
    merges: ReadonlySet<string>,
  ): Promise<void> {
    let reads = 0;
    while (this.#waiting.length > 0 && reads < READ_PER_POLL) {
      const [commit] = this.#waiting;
      if (!merges.has(commit.sha)) {
        reads += 1;
        await this.#lookAt(reader, commit);
      }
      // Only now: a reading that failed is to be repeated.
      this.#waiting.shift();
    }
  }

  async #lookAt(reader: BranchReader, commit: CommitFacts): Promise<void> {
    const { branch, wants, touches } = this.#options;
    const files = await reader.files(commit, wants);
    const mayTouch = touches(files) || files.some(({ renders }) => renders);
    if (!mayTouch || (await reader.cameByPullRequest(commit.sha, branch))) {
      return;
    }
    this.#pushes.set(commit.sha, {
      commit,
      doubted: DOUBTED_POLLS,
      source: {
        key: commit.sha,
        files,
        toRequest: (placed, changes) =>
          pushToTrackedRequest(commit, { ...placed, changes, branch }),
      },
    });
  }

  /** Takes back what turns out to be of a pull request: one that was being merged while the branch was read. */
  async #doubt(
    reader: BranchReader,
    merges: ReadonlySet<string>,
  ): Promise<void> {
    for (const [sha, push] of this.#pushes) {
      if (merges.has(sha)) {
        this.#pushes.delete(sha);
      } else if (push.doubted > 0) {
        push.doubted -= 1;
        // The first and the last time are far enough apart.
        const isLast = push.doubted === 0;
        if (
          isLast &&
          (await reader.cameByPullRequest(sha, this.#options.branch))
        ) {
          this.#pushes.delete(sha);
        }
      }
    }
  }
}
