import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PullRequestApi } from './PullRequestApi';
import type { OpenPullRequest } from './types';

/** What hangs on a pull request beside its files. */
export interface PullRequestDetails {
  labels?: string[];
  assignees?: string[];
  reviewers?: string[];
  teamReviewers?: string[];
  autoMerge?: 'merge' | 'squash' | 'rebase';
}

/** What cannot be added (a label's or reviewer's name that is wrong) must not lose the pull request. */
async function attempt(
  logger: LoggerService,
  what: string,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    logger.warn(`${what} could not be added: ${(error as Error).message}`);
  }
}

/** Labels and assignees in one call; if GitHub refuses that, one after the other, so that one bad name loses no other. */
async function addLabelsAndAssignees(
  logger: LoggerService,
  pullRequests: PullRequestApi,
  number: number,
  details: { labels: string[]; assignees: string[] },
): Promise<void> {
  const entries = Object.entries(details).filter(
    ([, names]) => names.length > 0,
  );
  if (entries.length === 0) {
    return;
  }
  try {
    await pullRequests.setDetails(number, Object.fromEntries(entries));
  } catch {
    for (const [name, names] of entries) {
      const what = name === 'labels' ? 'Labels' : 'Assignees';
      await attempt(logger, what, () =>
        pullRequests.setDetails(number, { [name]: names }),
      );
    }
  }
}

/** Adds to a new pull request what its files do not say; what is refused is logged, and the pull request stays. */
export async function addDetails(
  logger: LoggerService,
  pullRequests: PullRequestApi,
  { number, nodeId }: OpenPullRequest,
  details: PullRequestDetails,
): Promise<void> {
  const { labels = [], assignees = [], autoMerge } = details;
  const { reviewers = [], teamReviewers = [] } = details;
  await addLabelsAndAssignees(logger, pullRequests, number, {
    labels,
    assignees,
  });
  if (reviewers.length + teamReviewers.length > 0) {
    await attempt(logger, 'Reviewers', () =>
      pullRequests.requestReviewers(number, reviewers, teamReviewers),
    );
  }
  if (autoMerge && nodeId) {
    await attempt(logger, 'Auto-merge', () =>
      pullRequests.enableAutoMerge(nodeId, autoMerge),
    );
  }
}
