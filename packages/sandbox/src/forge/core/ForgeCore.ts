import { join } from 'node:path';
import { GitRepository } from '../git/GitRepository';
import { isoSeconds } from '../git/objects';
import {
  AccountRecord,
  IssueRecord,
  ProtectionRecord,
  PullRecord,
  RepositoryRecord,
} from '../state/ForgeState';
import { StateStore } from '../state/StateStore';
import { notFound } from './ApiError';
import {
  DefaultWebhookDispatcher,
  WebhookDispatcher,
} from './WebhookDispatcher';
import { RateLimiter } from './RateLimiter';

/** An issue that is a pull request. */
export type PullIssue = IssueRecord & { pull: PullRecord };

export interface ForgeCoreOptions {
  store: StateStore;
  stateDir: string;
  publicUrl: string;
  clock: () => Date;
  /** Hears of errors that nobody expected. */
  onError?: (error: unknown) => void;
  /** Hears of each moved reference, with the clone URL of its repository. */
  onPush?: (cloneUrl: string) => void;
}

/** What every part of the forge shares: state, Git repositories, addresses, the clock, locks and webhooks. */
export class ForgeCore {
  readonly store: StateStore;
  readonly publicUrl: string;
  readonly apiUrl: string;
  readonly repositoriesDir: string;
  readonly hooksPath: string;
  readonly webhooks: WebhookDispatcher;
  readonly limits: RateLimiter;
  readonly clock: () => Date;
  readonly reportError: (error: unknown) => void;
  readonly #onPush: (cloneUrl: string) => void;
  readonly #git = new Map<number, GitRepository>();
  readonly #locks = new Map<number, Promise<unknown>>();

  constructor(options: ForgeCoreOptions) {
    this.store = options.store;
    this.publicUrl = options.publicUrl.replace(/\/+$/, '');
    this.apiUrl = `${this.publicUrl}/api/v3`;
    this.repositoriesDir = join(options.stateDir, 'repositories');
    this.hooksPath = join(options.stateDir, 'hooks');
    this.clock = options.clock;
    this.reportError = options.onError ?? (() => {});
    this.#onPush = options.onPush ?? (() => {});
    this.webhooks = new DefaultWebhookDispatcher(options.clock);
    this.limits = new RateLimiter(options.clock);
  }

  /** The time in GitHub's form. */
  now(at?: Date | string): string {
    return isoSeconds(at ? new Date(at) : this.clock());
  }

  cloneUrl({ owner, name }: RepositoryRecord): string {
    return `${this.publicUrl}/${owner}/${name}.git`;
  }

  /** Tells the listener of a push; what it throws stays out of the forge's own work. */
  reportPush(repository: RepositoryRecord): void {
    try {
      this.#onPush(this.cloneUrl(repository));
    } catch (error) {
      this.reportError(error);
    }
  }

  account(login: string): AccountRecord | undefined {
    return own(this.store.state.accounts, login.toLowerCase());
  }

  accountById(id: number): AccountRecord | undefined {
    return Object.values(this.store.state.accounts).find(a => a.id === id);
  }

  repositories(): RepositoryRecord[] {
    return Object.values(this.store.state.repositories);
  }

  /** Finds a repository; GitHub does not mind upper and lower case. */
  repository(owner: string, name: string): RepositoryRecord | undefined {
    const [o, n] = [owner.toLowerCase(), name.toLowerCase()];
    return this.repositories().find(
      r => r.owner.toLowerCase() === o && r.name.toLowerCase() === n,
    );
  }

  /** The repository that had this name before it was renamed, unless another has it now. */
  renamedRepository(owner: string, name: string): RepositoryRecord | undefined {
    return this.repository(owner, name)
      ? undefined
      : this.repositories().find(
          r =>
            r.owner.toLowerCase() === owner.toLowerCase() &&
            r.formerNames?.includes(name.toLowerCase()),
        );
  }

  git(repository: RepositoryRecord): GitRepository {
    const known = this.#git.get(repository.id);
    if (known) return known;
    const git = new GitRepository(
      join(this.repositoriesDir, `${repository.id}.git`),
    );
    this.#git.set(repository.id, git);
    return git;
  }

  forgetGit(repository: RepositoryRecord): void {
    this.#git.delete(repository.id);
  }

  /** Runs one change of a repository at a time; not re-entrant. */
  lock<T>(repository: RepositoryRecord, change: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(repository.id) ?? Promise.resolve();
    const result = before.then(change, change);
    this.#locks.set(
      repository.id,
      result.catch(() => {}),
    );
    return result;
  }

  issue(repository: RepositoryRecord, number: number | string): IssueRecord {
    const issue = own(repository.issues, String(number));
    if (!issue) throw notFound();
    return issue;
  }

  pull(repository: RepositoryRecord, number: number | string): PullIssue {
    const issue = this.issue(repository, number);
    if (!issue.pull) throw notFound();
    return issue as PullIssue;
  }

  pulls(repository: RepositoryRecord): PullIssue[] {
    return Object.values(repository.issues).filter(
      (issue): issue is PullIssue => issue.pull !== undefined,
    );
  }
}

/** The protection of a branch, if it has one. */
export function protectionOf(
  repository: RepositoryRecord,
  branch: string,
): ProtectionRecord | undefined {
  return own(repository.protection, branch);
}

/** A record's value, never something of `Object.prototype`. */
export function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(record, key)
    ? record[key]
    : undefined;
}
