import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { Octokit } from '@octokit/rest';
import { BranchReader } from './BranchReader';
import { ConditionalClient } from './ConditionalClient';
import { FileReader } from './FileReader';
import { PullRequestReader } from './PullRequestReader';
import type { RateLimits } from './RateLimits';

/** Everything that is read of one repository, over one client that can be renewed. */
export class RepositoryReader {
  readonly pulls: PullRequestReader;
  readonly branch: BranchReader;
  readonly #client: ConditionalClient;

  constructor(
    octokit: Octokit,
    repository: RepositoryLocation,
    limits: RateLimits,
  ) {
    this.#client = new ConditionalClient(octokit, repository, limits);
    const files = new FileReader(this.#client);
    this.pulls = new PullRequestReader(this.#client, files);
    this.branch = new BranchReader(this.#client, files);
  }

  /** Goes on with other credentials; what is known stays. */
  renew(octokit: Octokit): void {
    this.#client.renew(octokit);
  }

  /** Calls since the last time this was asked, and those of them that were answered 304. */
  takeCost(): { calls: number; unchanged: number } {
    return this.#client.takeCost();
  }
}
