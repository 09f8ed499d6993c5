import { NotFoundError } from '@backstage/errors';
import type { ConnectedRepository } from '../target/connectRepository';
import { statusOf } from '../target/statusOf';

/** What became of a pull request. */
export interface PullRequestEnd {
  state: 'merged' | 'closed';
  mergeCommit?: string;
  url: string;
}

/** What a look brought: sentences about what is new, and the end once it is reached. */
export interface PullRequestNews {
  lines: string[];
  end?: PullRequestEnd;
}

/** Looks at one pull request; answers that it knows already do not count against GitHub's limit. */
export class PullRequestWatch {
  readonly #connected: ConnectedRepository;
  readonly #number: number;
  #etag: string | undefined;
  #state: string | undefined;

  constructor(connected: ConnectedRepository, number: number) {
    this.#connected = connected;
    this.#number = number;
  }

  /** @throws NotFoundError when there is no such pull request. */
  async look(): Promise<PullRequestNews> {
    const { octokit, repository } = this.#connected;
    const { owner, repo } = repository;
    try {
      const { data, headers } = await octokit.rest.pulls.get({
        owner,
        repo,
        pull_number: this.#number,
        headers: this.#etag ? { 'if-none-match': this.#etag } : {},
      });
      this.#etag = headers.etag;
      const state = data.merged ? 'merged' : data.state;
      const shown = data.draft && state === 'open' ? 'draft' : state;
      const detail =
        shown === 'open' && data.mergeable_state !== 'unknown'
          ? ` (${data.mergeable_state})`
          : '';
      const line = `${shown}${detail}`;
      const lines = line === this.#state ? [] : [line];
      this.#state = line;
      const end =
        state === 'open'
          ? undefined
          : {
              state: state as PullRequestEnd['state'],
              mergeCommit:
                (state === 'merged' && data.merge_commit_sha) || undefined,
              url: data.html_url,
            };
      return { lines, end };
    } catch (error) {
      if (statusOf(error) === 304) {
        return { lines: [] };
      }
      throw statusOf(error) === 404
        ? new NotFoundError(
            `There is no pull request ${owner}/${repo}#${
              this.#number
            }, or the token may not read it`,
          )
        : error;
    }
  }
}
