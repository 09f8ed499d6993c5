import type { Octokit } from '@octokit/rest';

/** What the model wants to know of a pull request, in our names. */
export interface PullFacts {
  number: number;
  url: string;
  title: string;
  body?: string;
  open: boolean;
  draft: boolean;
  author: string;
  branch: string;
  base: string;
  headSha: string;
  /** Head of the base branch when GitHub last looked; for a merged one, when it was merged. */
  baseSha: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  closedAt?: string;
  mergedBy?: string;
  mergeCommit?: string;
  mergeableState?: string;
  /** GitHub merges it by itself once everything required has passed. */
  autoMerge: boolean;
  /** Logins, and teams as `org/team`, whose review was asked for and is not given: owners by CODEOWNERS among them. */
  requestedReviewers: string[];
}

type FullPull = Awaited<ReturnType<Octokit['rest']['pulls']['get']>>['data'];
type Occasional = 'merged_by' | 'mergeable_state';

/** A pull request as GitHub gives it alone or, with a little less, in a list. */
export type PullResponse = Omit<FullPull, Occasional> &
  Partial<Pick<FullPull, Occasional>>;

/** Takes from GitHub's answer what the model wants to know. */
export function toPullFacts(pull: PullResponse): PullFacts {
  const [owner] = (pull.base.repo?.full_name ?? '').split('/');
  return {
    number: pull.number,
    url: pull.html_url,
    title: pull.title,
    body: pull.body ?? undefined,
    open: pull.state === 'open',
    draft: Boolean(pull.draft),
    author: pull.user?.login ?? 'ghost',
    branch: pull.head.ref,
    base: pull.base.ref,
    headSha: pull.head.sha,
    baseSha: pull.base.sha,
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    mergedAt: pull.merged_at ?? undefined,
    closedAt: pull.closed_at ?? undefined,
    mergedBy: pull.merged_by?.login ?? undefined,
    mergeCommit: pull.merge_commit_sha ?? undefined,
    mergeableState: pull.mergeable_state ?? undefined,
    autoMerge: Boolean(pull.auto_merge),
    requestedReviewers: [
      ...(pull.requested_reviewers ?? []).map(({ login }) => login),
      ...(pull.requested_teams ?? []).map(({ slug }) => `${owner}/${slug}`),
    ],
  };
}

/** Changes whenever something changed that a list of pull requests tells. */
export function pullVersion(pull: PullFacts): string {
  return [
    pull.updatedAt,
    pull.open,
    pull.base,
    pull.headSha,
    pull.mergedAt,
    pull.autoMerge,
    pull.requestedReviewers,
  ].join();
}
