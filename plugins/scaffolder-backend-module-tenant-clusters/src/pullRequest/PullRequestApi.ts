import { NotFoundError } from '@backstage/errors';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import { statusOf } from '../target/statusOf';
import { BranchMovedError } from './BranchMovedError';
import {
  CREATE_PULL_REQUEST,
  STANDING_PULL_REQUESTS,
  type StandingAnswer,
} from './gitQueries';
import type { OpenPullRequest, StandingPullRequest } from './types';

/** A pull request, whatever became of it. */
export interface PullState {
  number: number;
  url: string;
  title: string;
  state: 'open' | 'closed' | 'merged';
  base: string;
  /** Commit that its merge left on the base. */
  mergeCommit?: string;
  commits: number;
}

const toStanding = (
  { nodes }: StandingAnswer,
  own: number,
): StandingPullRequest[] =>
  nodes
    .filter(({ number }) => number !== own)
    .map(({ number, url, body, baseRefName }) => ({
      number,
      url,
      body,
      base: baseRefName,
    }));

/** The calls of GitHub's API that concern pull requests of one repository. */
export class PullRequestApi {
  readonly #octokit: Octokit;
  readonly #repository: { owner: string; repo: string };
  readonly #name: string;

  constructor(octokit: Octokit, location: RepositoryLocation) {
    this.#octokit = octokit;
    this.#repository = { owner: location.owner, repo: location.repo };
    this.#name = `${location.owner}/${location.repo}`;
  }

  /** The open pull request from a branch of this repository, whatever its title. */
  async findOpen(
    branch: string,
    base: string,
  ): Promise<OpenPullRequest | undefined> {
    const { data } = await this.#octokit.rest.pulls.list({
      ...this.#repository,
      head: `${this.#repository.owner}:${branch}`,
      base,
      state: 'open',
    });
    return (
      data[0] && {
        number: data[0].number,
        url: data[0].html_url,
        nodeId: data[0].node_id,
        body: data[0].body ?? '',
      }
    );
  }

  /**
   * Opens one, and says which others are open then.
   *
   * @param options.repository - GraphQL's id of the repository
   * @throws BranchMovedError when another one was opened for the branch meanwhile.
   */
  async create(options: {
    repository: string;
    branch: string;
    base: string;
    title: string;
    body: string;
    draft: boolean;
  }): Promise<{ opened: OpenPullRequest; standing: StandingPullRequest[] }> {
    const { branch, ...rest } = options;
    try {
      const {
        createPullRequest: { pullRequest },
      } = await this.#octokit.graphql<{
        createPullRequest: {
          pullRequest: {
            id: string;
            number: number;
            url: string;
            baseRepository: { pullRequests: StandingAnswer };
          };
        };
      }>(CREATE_PULL_REQUEST, { ...rest, head: branch });
      const { id, number, url, baseRepository } = pullRequest;
      return {
        opened: { number, url, nodeId: id },
        standing: toStanding(baseRepository.pullRequests, number),
      };
    } catch (error) {
      throw /already exists/.test(String(error))
        ? new BranchMovedError(`A pull request for ${branch} exists meanwhile`)
        : error;
    }
  }

  /** The pull requests that are open beside one. */
  async standingBeside(number: number): Promise<StandingPullRequest[]> {
    const { repository } = await this.#octokit.graphql<{
      repository: { pullRequests: StandingAnswer };
    }>(STANDING_PULL_REQUESTS, this.#repository);
    return toStanding(repository.pullRequests, number);
  }

  async setBody(number: number, body: string): Promise<void> {
    await this.#octokit.rest.pulls.update({
      ...this.#repository,
      pull_number: number,
      body,
    });
  }

  async comment(number: number, body: string): Promise<void> {
    await this.#octokit.rest.issues.createComment({
      ...this.#repository,
      issue_number: number,
      body,
    });
  }

  async close(number: number): Promise<void> {
    await this.#octokit.rest.pulls.update({
      ...this.#repository,
      pull_number: number,
      state: 'closed',
    });
  }

  /** @throws NotFoundError when there is no such pull request. */
  async read(number: number): Promise<PullState> {
    try {
      const { data } = await this.#octokit.rest.pulls.get({
        ...this.#repository,
        pull_number: number,
      });
      return {
        number,
        url: data.html_url,
        title: data.title,
        state: data.merged ? 'merged' : (data.state as 'open' | 'closed'),
        base: data.base.ref,
        mergeCommit: data.merge_commit_sha ?? undefined,
        commits: data.commits,
      };
    } catch (error) {
      throw statusOf(error) === 404
        ? new NotFoundError(
            `There is no pull request ${
              this.#name
            }#${number}, or the token may not read it`,
          )
        : error;
    }
  }

  /** Messages of the commits of a pull request that are no merges, oldest first; GitHub names 250 at most. */
  async commitMessages(number: number): Promise<string[]> {
    const commits = await this.#octokit.paginate(
      this.#octokit.rest.pulls.listCommits,
      { ...this.#repository, pull_number: number, per_page: 100 },
    );
    return commits
      .filter(({ parents }) => parents.length < 2)
      .map(({ commit }) => commit.message);
  }

  /** Sets labels and assignees of a new pull request, in one call. */
  async setDetails(
    number: number,
    details: { labels?: string[]; assignees?: string[] },
  ): Promise<void> {
    await this.#octokit.rest.issues.update({
      ...this.#repository,
      issue_number: number,
      ...details,
    });
  }

  /** Merges a pull request by itself once its requirements are met. */
  async enableAutoMerge(
    nodeId: string,
    method: 'merge' | 'squash' | 'rebase',
  ): Promise<void> {
    await this.#octokit.graphql(
      `mutation($id: ID!, $mergeMethod: PullRequestMergeMethod!) {
        enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $mergeMethod }) { clientMutationId }
      }`,
      { id: nodeId, mergeMethod: method.toUpperCase() },
    );
  }

  async requestReviewers(
    number: number,
    reviewers: string[],
    teamReviewers: string[],
  ): Promise<void> {
    await this.#octokit.rest.pulls.requestReviewers({
      ...this.#repository,
      pull_number: number,
      reviewers,
      team_reviewers: teamReviewers,
    });
  }
}
