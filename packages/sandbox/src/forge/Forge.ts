import { Router } from 'express';
import { ForgePerson } from './core/accounts';
import { FileContent } from './core/commitFiles';
import { Delivery } from './core/WebhookDispatcher';
import { ForcedLimit } from './core/RateLimiter';
import { MergeMethod } from './core/mergePullRequest';
import { ReviewEvent } from './core/reviews';
import { RulesetInput } from './core/rulesets';
import { Permission } from './state/ForgeState';

/** How to start a forge. */
export interface ForgeOptions {
  /** Where everything is kept; a forge started again on it goes on where it stopped. */
  stateDir: string;
  /** 0 takes a free one. */
  port: number;
  /** By default only the loopback interface. */
  host?: string;
  /** How people and programs reach it; by default `http://localhost:<port>`. */
  publicUrl?: string;
  /** Who can sign in on the pages; each can be given a token too. */
  people: ForgePerson[];
  clock?: () => Date;
  /** Hears of errors that nobody expected. */
  onError?: (error: unknown) => void;
  /** Hears of each moved reference, with the clone URL of its repository; a webhook's in-process counterpart. */
  onPush?: (cloneUrl: string) => void;
  /** More to serve on the forge's port, by path: `{ '/_sandbox': router }`. */
  routes?: Record<string, Router>;
}

interface Coordinates {
  owner: string;
  repo: string;
}

/** When something happened, for seeding a history; by default now. */
type Moment = Date | string;

/** A running forge, with doors to fill it without HTTP. */
export interface Forge {
  /** Pages, clone and push. */
  readonly url: string;
  /** REST: `<url>/api/v3`; GraphQL is at `<url>/api/graphql`. */
  readonly apiUrl: string;
  /** Stops it once all it knows is on disk. */
  close(): Promise<void>;

  ensureUser(person: ForgePerson): Promise<void>;
  ensureOrg(org: {
    login: string;
    name?: string;
    owners?: string[];
    members?: string[];
  }): Promise<void>;
  ensureTeam(team: {
    org: string;
    slug: string;
    name?: string;
    members?: string[];
  }): Promise<void>;
  /** A person's token: the same each time it is asked for. `token` registers a value of the caller's. */
  issueToken(login: string, token?: string): Promise<string>;

  /** The bare repository behind a clone URL of this forge, or undefined when there is none. */
  repositoryDirectory(cloneUrl: string): string | undefined;
  repositoryExists(repository: { owner: string; name: string }): boolean;
  /** @throws when it exists already. */
  createRepository(repository: {
    owner: string;
    name: string;
    private?: boolean;
    description?: string;
    defaultBranch?: string;
    topics?: string[];
    access?: (
      | { login: string; permission: Permission }
      | { team: string; permission: Permission }
    )[];
  }): Promise<void>;
  /** Guards a branch: changes by pull request only, with this many approvals. */
  protectBranch(
    options: Coordinates & {
      branch: string;
      requiredApprovals?: number;
      requiredChecks?: string[];
      enforceAdmins?: boolean;
      dismissStaleReviews?: boolean;
    },
  ): Promise<void>;
  /** Adds a ruleset, or changes the one of its name; the fields are those of GitHub's API. */
  ensureRuleset(
    options: Coordinates & { ruleset: { name: string } & RulesetInput },
  ): Promise<void>;
  /**
   * Commits files on a branch, which is made from the default branch if there is none. Protection does not hold for it.
   *
   * @returns the commit's sha
   */
  commitFiles(
    options: Coordinates & {
      branch: string;
      files: Record<string, FileContent | undefined>;
      message: string;
      /** Login of the author. */
      author: string;
      date?: Moment;
    },
  ): Promise<string>;
  /** @returns its number */
  openPullRequest(
    options: Coordinates & {
      title: string;
      body?: string;
      head: string;
      base?: string;
      draft?: boolean;
      author: string;
      labels?: string[];
      date?: Moment;
    },
  ): Promise<number>;
  review(
    options: Coordinates & {
      number: number;
      reviewer: string;
      event: ReviewEvent;
      body?: string;
      date?: Moment;
    },
  ): Promise<void>;
  /**
   * Merges whatever the protection says.
   *
   * @returns the sha the base points to afterwards
   */
  merge(
    options: Coordinates & {
      number: number;
      merger: string;
      method?: MergeMethod;
      date?: Moment;
    },
  ): Promise<string>;
  /** Adds a webhook to a repository, or to a whole organisation when `repo` is left out; the same URL is kept once. */
  addWebhook(options: {
    owner: string;
    repo?: string;
    url: string;
    secret?: string;
    events?: string[];
  }): Promise<void>;
  /** Deliveries of all webhooks, newest first. */
  webhookDeliveries(): Delivery[];
  /** Resolves once every queued webhook was tried. */
  webhooksSettled(): Promise<void>;
  /** Makes the next requests to the API fail as GitHub does when it is asked too often. */
  limitRequests(limit: ForcedLimit | undefined): void;
}
