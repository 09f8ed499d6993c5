import { InputError, NotFoundError } from '@backstage/errors';
import type { Octokit } from '@octokit/rest';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { statusOf } from '../target/statusOf';
import type { RulesetRule, RulesetState } from './mergeRuleset';
import type { BypassWish } from './types';

type Create = Octokit['rest']['repos']['createRepoRuleset'];
type Body = NonNullable<Parameters<Create>[0]>;
type BypassActor = NonNullable<Body['bypass_actors']>[number];

/** GitHub's numbers of the roles that may bypass a ruleset. */
const ROLES = { maintain: 2, write: 4, admin: 5 };

/** A ruleset that is there. */
export interface FoundRuleset extends RulesetState {
  id: number;
}

/** The calls about a repository's rulesets. */
export class RulesetApi {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };

  constructor(octokit: Octokit, { owner, repo }: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner, repo };
  }

  /** A ruleset of the repository's own, by name; organizations have others, which are not for a repository to change. */
  async find(name: string): Promise<FoundRuleset | undefined> {
    const { repos } = this.#octokit.rest;
    const listed = await this.#octokit.paginate(repos.getRepoRulesets, {
      ...this.#repository,
      includes_parents: false,
      per_page: 100,
    });
    const known = listed.find(
      ruleset => ruleset.name === name && ruleset.target === 'branch',
    );
    if (!known) {
      return undefined;
    }
    const { data } = await repos.getRepoRuleset({
      ...this.#repository,
      ruleset_id: known.id,
      includes_parents: false,
    });
    const refs =
      data.conditions && 'ref_name' in data.conditions
        ? data.conditions.ref_name
        : undefined;
    return {
      id: data.id,
      enforcement: data.enforcement,
      include: refs?.include ?? [],
      exclude: refs?.exclude ?? [],
      rules: (data.rules ?? []) as RulesetRule[],
    };
  }

  async create(
    name: string,
    state: RulesetState,
    bypass: BypassWish[],
  ): Promise<void> {
    const actors = await Promise.all(bypass.map(one => this.#actor(one)));
    await this.#write(() =>
      this.#octokit.rest.repos.createRepoRuleset({
        ...this.#repository,
        name,
        target: 'branch',
        bypass_actors: actors,
        ...bodyOf(state),
      }),
    );
  }

  async update(id: number, state: RulesetState): Promise<void> {
    await this.#write(() =>
      this.#octokit.rest.repos.updateRepoRuleset({
        ...this.#repository,
        ruleset_id: id,
        ...bodyOf(state),
      }),
    );
  }

  async #actor(wish: BypassWish): Promise<BypassActor> {
    const bypass_mode = wish.mode ?? 'pull_request';
    if (wish.team) {
      const { owner } = this.#repository;
      try {
        const { data } = await this.#octokit.rest.teams.getByName({
          org: owner,
          team_slug: wish.team,
        });
        return { actor_id: data.id, actor_type: 'Team', bypass_mode };
      } catch (error) {
        throw statusOf(error) === 404
          ? new NotFoundError(`There is no team ${wish.team} in ${owner}`)
          : error;
      }
    }
    return wish.role
      ? {
          actor_id: ROLES[wish.role],
          actor_type: 'RepositoryRole',
          bypass_mode,
        }
      : { actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode };
  }

  async #write(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      const { owner, repo } = this.#repository;
      throw statusOf(error) === 403
        ? new InputError(
            `GitHub takes no rulesets for ${owner}/${repo}: ${
              (error as Error).message
            }`,
          )
        : error;
    }
  }
}

function bodyOf({ enforcement, include, exclude, rules }: RulesetState) {
  return {
    enforcement: enforcement as Body['enforcement'],
    conditions: { ref_name: { include, exclude } },
    rules: rules as Body['rules'],
  };
}
