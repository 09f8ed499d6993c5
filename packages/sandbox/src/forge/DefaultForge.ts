import { Actor } from './core/access';
import {
  ensureOrg,
  ensureTeam,
  ensureUser,
  grantAccess,
  issueToken,
} from './core/accounts';
import { commitFiles } from './core/commitFiles';
import { envelope } from './core/events';
import { ForgeCore } from './core/ForgeCore';
import { createHook } from './core/hooks';
import { mergePull } from './core/mergePullRequest';
import { openPull } from './core/pullRequests';
import { createRepository } from './core/repositories';
import { addReview } from './core/reviews';
import { writeRuleset } from './core/rulesets';
import { Delivery } from './core/WebhookDispatcher';
import { Forge } from './Forge';
import { RepositoryRecord } from './state/ForgeState';

type Argument<K extends keyof Forge> = Forge[K] extends (
  first: infer A,
  ...rest: never[]
) => unknown
  ? A
  : never;

/** The in-process doors of a forge; the server belongs to whoever starts it. */
export class DefaultForge implements Forge {
  readonly url: string;
  readonly apiUrl: string;
  readonly #core: ForgeCore;
  readonly #stop: () => Promise<void>;

  constructor(core: ForgeCore, stop: () => Promise<void>) {
    this.#core = core;
    this.#stop = stop;
    this.url = core.publicUrl;
    this.apiUrl = core.apiUrl;
  }

  close(): Promise<void> {
    return this.#stop();
  }

  async ensureUser(person: Argument<'ensureUser'>): Promise<void> {
    ensureUser(this.#core, person);
    await this.#core.store.flush();
  }

  async ensureOrg(org: Argument<'ensureOrg'>): Promise<void> {
    ensureOrg(this.#core, org);
    await this.#core.store.flush();
  }

  async ensureTeam(team: Argument<'ensureTeam'>): Promise<void> {
    ensureTeam(this.#core, team);
    await this.#core.store.flush();
  }

  async issueToken(login: string, token?: string): Promise<string> {
    const value = issueToken(this.#core, login, token);
    await this.#core.store.flush();
    return value;
  }

  repositoryDirectory(cloneUrl: string): string | undefined {
    const prefix = `${this.url}/`;
    if (!cloneUrl.startsWith(prefix)) return undefined;
    const [owner, name, ...rest] = cloneUrl
      .slice(prefix.length)
      .replace(/\.git$/, '')
      .split('/');
    if (!name || rest.length > 0) return undefined;
    const repository = this.#core.repository(owner, name);
    return repository && this.#core.git(repository).directory;
  }

  repositoryExists({ owner, name }: Argument<'repositoryExists'>): boolean {
    return this.#core.repository(owner, name) !== undefined;
  }

  async createRepository(options: Argument<'createRepository'>): Promise<void> {
    const repository = await createRepository(this.#core, options);
    for (const grant of options.access ?? []) {
      grantAccess(this.#core, repository, grant);
    }
    await this.#core.store.flush();
  }

  async protectBranch(options: Argument<'protectBranch'>): Promise<void> {
    const repository = this.#repository(options);
    repository.protection[options.branch] = {
      requiredApprovals: options.requiredApprovals,
      requiredChecks: options.requiredChecks,
      enforceAdmins: options.enforceAdmins ?? true,
      dismissStaleReviews: options.dismissStaleReviews ?? false,
      strict: false,
      allowForcePushes: false,
      allowDeletions: false,
      rest: {},
    };
    this.#core.store.touch();
    await this.#core.store.flush();
  }

  async ensureRuleset(options: Argument<'ensureRuleset'>): Promise<void> {
    const { store } = this.#core;
    const repository = this.#repository(options);
    writeRuleset(repository, options.ruleset, {
      now: this.#core.now(),
      nextId: () => store.nextId(),
      known: repository.rulesets?.find(
        ({ name }) => name === options.ruleset.name,
      ),
    });
    store.touch();
    await store.flush();
  }

  async commitFiles(options: Argument<'commitFiles'>): Promise<string> {
    const repository = this.#repository(options);
    const actor = this.#actor(options.author);
    return this.#change(repository, () =>
      commitFiles(this.#core, repository, actor, {
        branch: options.branch,
        files: options.files,
        message: options.message,
        at: moment(options.date),
        bypassProtection: true,
      }),
    );
  }

  async openPullRequest(options: Argument<'openPullRequest'>): Promise<number> {
    const repository = this.#repository(options);
    const actor = this.#actor(options.author);
    return this.#change(repository, async () => {
      const pull = await openPull(this.#core, repository, actor, {
        title: options.title,
        body: options.body,
        head: options.head,
        base: options.base ?? repository.defaultBranch,
        draft: options.draft,
        at: moment(options.date),
      });
      pull.labels = [...(options.labels ?? [])];
      return pull.number;
    });
  }

  async review(options: Argument<'review'>): Promise<void> {
    const repository = this.#repository(options);
    const pull = this.#core.pull(repository, options.number);
    await this.#change(repository, () =>
      addReview(this.#core, repository, this.#actor(options.reviewer), pull, {
        event: options.event,
        body: options.body,
        at: moment(options.date),
      }),
    );
  }

  async merge(options: Argument<'merge'>): Promise<string> {
    const repository = this.#repository(options);
    const pull = this.#core.pull(repository, options.number);
    return this.#change(repository, () =>
      mergePull(this.#core, repository, this.#actor(options.merger), pull, {
        method: options.method,
        at: moment(options.date),
        bypassProtection: true,
      }),
    );
  }

  async addWebhook(options: Argument<'addWebhook'>): Promise<void> {
    const core = this.#core;
    const account = core.account(options.owner);
    if (!account) throw new Error(`There is no account ${options.owner}`);
    const repository =
      options.repo === undefined
        ? undefined
        : this.#repository({ owner: options.owner, repo: options.repo });
    const owner = repository ?? account;
    const known = owner.hooks.find(hook => hook.url === options.url);
    if (known) {
      known.secret = options.secret;
      known.events = options.events ?? known.events;
      core.store.touch();
    } else {
      const payload = repository ? envelope(core, repository, { account }) : {};
      createHook(core, owner, payload, options);
    }
    await core.store.flush();
  }

  webhookDeliveries(): Delivery[] {
    const { accounts } = this.#core.store.state;
    return [...this.#core.repositories(), ...Object.values(accounts)]
      .flatMap(owner => owner.hooks)
      .flatMap(hook => this.#core.webhooks.deliveries(hook.id))
      .sort((a, b) => b.id - a.id);
  }

  webhooksSettled(): Promise<void> {
    return this.#core.webhooks.settled();
  }

  limitRequests(limit: Argument<'limitRequests'>): void {
    this.#core.limits.force(limit);
  }

  #repository({
    owner,
    repo,
  }: {
    owner: string;
    repo: string;
  }): RepositoryRecord {
    const repository = this.#core.repository(owner, repo);
    if (!repository) throw new Error(`There is no repository ${owner}/${repo}`);
    return repository;
  }

  #actor(login: string): Actor {
    const account = this.#core.account(login);
    if (!account) throw new Error(`There is no person ${login}`);
    return { account };
  }

  async #change<T>(
    repository: RepositoryRecord,
    work: () => Promise<T>,
  ): Promise<T> {
    const result = await this.#core.lock(repository, work);
    await this.#core.store.flush();
    return result;
  }
}

function moment(date: Date | string | undefined): Date | undefined {
  return date === undefined ? undefined : new Date(date);
}
