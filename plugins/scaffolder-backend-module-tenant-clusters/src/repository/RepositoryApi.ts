import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Octokit } from '@octokit/rest';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { statusOf } from '../target/statusOf';
import { PERMISSIONS, type Permission, type RepositoryWish } from './types';

/** GitHub calls the same level by one name in permissions and by another in roles. */
const ROLES: Record<string, Permission> = { read: 'pull', write: 'push' };

/** Pages of a hundred commits that are looked through for the first one. */
const MAX_PAGES = 10;

/** GitHub takes all four, if only as null. */
export interface ProtectionBody {
  required_status_checks: { strict: boolean; contexts: string[] } | null;
  enforce_admins: boolean;
  required_pull_request_reviews: {
    required_approving_review_count: number;
    require_code_owner_reviews: boolean;
    dismiss_stale_reviews: boolean;
  };
  restrictions: { users: string[]; teams: string[]; apps: string[] } | null;
}

/** What is known of a repository that exists. */
export interface FoundRepository {
  defaultBranch: string;
  visibility: string;
  topics: string[];
}

/** Its commits, as far as it matters who began it. */
export interface History {
  /** Undefined when it has more than anybody looks through. */
  first?: { sha: string; message: string };
  /** Whether the first one is the only one. */
  single: boolean;
}

/** The few calls that make and finish a repository. */
export class RepositoryApi {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly name: string;

  constructor(octokit: Octokit, location: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner: location.owner, repo: location.repo };
    this.name = `${location.owner}/${location.repo}`;
  }

  async #find<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (statusOf(error) === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async find(): Promise<FoundRepository | undefined> {
    const found = await this.#find(() =>
      this.#octokit.rest.repos.get(this.#repository),
    );
    if (!found) {
      return undefined;
    }
    const { data } = found;
    const { owner, repo } = this.#repository;
    // GitHub leads from a repository's former name to where it is now.
    if (data.full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase()) {
      throw new ConflictError(
        `${this.name} is called ${data.full_name} now; choose another name`,
      );
    }
    return {
      defaultBranch: data.default_branch,
      visibility: data.visibility ?? (data.private ? 'private' : 'public'),
      topics: data.topics ?? [],
    };
  }

  /** Makes it, empty; one that somebody makes at the same moment is left to be looked at. */
  async create(wish: RepositoryWish): Promise<void> {
    const { owner, repo } = this.#repository;
    const account = await this.#find(() =>
      this.#octokit.rest.users.getByUsername({ username: owner }),
    );
    if (!account) {
      throw new NotFoundError(`There is no organization or user ${owner}`);
    }
    const body = {
      name: repo,
      description: wish.description,
      private: wish.visibility !== 'public',
      delete_branch_on_merge: wish.deleteBranchOnMerge,
      allow_auto_merge: wish.allowAutoMerge,
      has_wiki: false,
    };
    try {
      if (account.data.type === 'Organization') {
        await this.#octokit.rest.repos.createInOrg({
          ...body,
          org: owner,
          visibility: wish.visibility as 'private',
        });
      } else {
        await this.#octokit.rest.repos.createForAuthenticatedUser(body);
      }
    } catch (error) {
      if (
        statusOf(error) === 422 &&
        /already exists/.test(JSON.stringify(error) + String(error))
      ) {
        return;
      }
      throw statusOf(error) === 403
        ? new InputError(
            `The token may not make repositories in ${owner}: ${
              (error as Error).message
            }`,
          )
        : error;
    }
  }

  /** Undefined while it is empty. */
  async history(branch: string): Promise<History | undefined> {
    const page = (number: number) =>
      this.#octokit.rest.repos.listCommits({
        ...this.#repository,
        sha: branch,
        per_page: 100,
        page: number,
      });
    try {
      let answer = await page(1);
      const single = answer.data.length === 1;
      let at = 1;
      for (;;) {
        const link = answer.headers.link ?? '';
        const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link)?.[1];
        const more = /rel="next"/.test(link);
        if (!more) {
          break;
        }
        at = last ? Number(last) : at + 1;
        if (!last && at > MAX_PAGES) {
          return { single: false };
        }
        answer = await page(at);
      }
      const first = answer.data[answer.data.length - 1];
      return {
        first: { sha: first.sha, message: first.commit.message },
        single,
      };
    } catch (error) {
      // GitHub's answer for a repository without any commit.
      if (statusOf(error) === 409) {
        return undefined;
      }
      throw error;
    }
  }

  /** The first commit: the Git data API works on no empty repository. */
  async begin(options: {
    branch: string;
    path: string;
    content: Buffer;
    message: string;
  }): Promise<void> {
    await this.#octokit.rest.repos.createOrUpdateFileContents({
      ...this.#repository,
      branch: options.branch,
      path: options.path,
      message: options.message,
      content: options.content.toString('base64'),
    });
  }

  async setTopics(names: string[]): Promise<void> {
    await this.#octokit.rest.repos.replaceAllTopics({
      ...this.#repository,
      names,
    });
  }

  /** @returns the team's permission; undefined when it has none. */
  async teamPermission(slug: string): Promise<Permission | undefined> {
    const { owner, repo } = this.#repository;
    const found = await this.#find(() =>
      this.#octokit.rest.teams.checkPermissionsForRepoInOrg({
        org: owner,
        team_slug: slug,
        owner,
        repo,
        // Without it GitHub says only that there is some access.
        headers: { accept: 'application/vnd.github.v3.repository+json' },
      }),
    );
    const granted = (found?.data as { permissions?: Record<string, boolean> })
      ?.permissions;
    return [...PERMISSIONS].reverse().find(level => granted?.[level]);
  }

  async setTeamPermission(slug: string, permission: Permission): Promise<void> {
    const { owner, repo } = this.#repository;
    const done = await this.#find(() =>
      this.#octokit.rest.teams.addOrUpdateRepoPermissionsInOrg({
        org: owner,
        team_slug: slug,
        owner,
        repo,
        permission,
      }),
    );
    if (!done) {
      throw new NotFoundError(`There is no team ${slug} in ${owner}`);
    }
  }

  async userPermission(login: string): Promise<Permission | undefined> {
    const found = await this.#find(() =>
      this.#octokit.rest.repos.getCollaboratorPermissionLevel({
        ...this.#repository,
        username: login,
      }),
    );
    const role = found?.data.role_name ?? '';
    const level = ROLES[role] ?? role;
    return PERMISSIONS.find(permission => permission === level);
  }

  async setUserPermission(
    login: string,
    permission: Permission,
  ): Promise<void> {
    const done = await this.#find(() =>
      this.#octokit.rest.repos.addCollaborator({
        ...this.#repository,
        username: login,
        permission,
      }),
    );
    if (!done) {
      throw new NotFoundError(`There is no user ${login}`);
    }
  }

  /** Which other repositories may call the workflows of this private one. */
  async workflowAccess(): Promise<'none' | 'user' | 'organization'> {
    const { data } =
      await this.#octokit.rest.actions.getWorkflowAccessToRepository(
        this.#repository,
      );
    return data.access_level as 'none' | 'user' | 'organization';
  }

  async setWorkflowAccess(level: 'user' | 'organization'): Promise<void> {
    await this.#octokit.rest.actions.setWorkflowAccessToRepository({
      ...this.#repository,
      access_level: level,
    });
  }

  /** A branch's protection; undefined when it has none. */
  async protection(branch: string) {
    return (
      await this.#find(() =>
        this.#octokit.rest.repos.getBranchProtection({
          ...this.#repository,
          branch,
        }),
      )
    )?.data;
  }

  async setProtection(branch: string, body: ProtectionBody): Promise<void> {
    try {
      await this.#octokit.rest.repos.updateBranchProtection({
        ...this.#repository,
        branch,
        ...body,
      });
    } catch (error) {
      throw statusOf(error) === 403
        ? new InputError(
            `GitHub does not protect ${branch} of ${this.name}: ${
              (error as Error).message
            }`,
          )
        : error;
    }
  }
}
