import { RepositoryRecord } from '../state/ForgeState';
import { ForgeCore, protectionOf, PullIssue } from './ForgeCore';
import { checkResults } from './checks';
import { standingReviews } from './standingReviews';

/** GitHub's `mergeable_state`. */
export type MergeableState =
  | 'clean'
  | 'dirty'
  | 'blocked'
  | 'behind'
  | 'unstable'
  | 'draft'
  | 'unknown';

export interface Mergeability {
  /** `undefined` once the pull request has ended. */
  mergeable?: boolean;
  state: MergeableState;
  /** Why it cannot be merged, in GitHub's words; empty when it can. */
  reasons: string[];
  conflicts: string[];
}

/** Whether and why (not) a pull request can be merged now. The merge itself is tried once for each pair of commits. */
export async function mergeability(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
): Promise<Mergeability> {
  if (issue.state !== 'open') {
    const what = issue.pull.mergedAt ? 'merged' : 'closed';
    return {
      state: 'unknown',
      reasons: [`The pull request is ${what}`],
      conflicts: [],
    };
  }
  const git = core.git(repository);
  const { base, head, draft } = issue.pull;
  const merged = await git.merge(base.sha, head.sha);
  if (!merged.tree) {
    return {
      mergeable: false,
      state: 'dirty',
      reasons: ['This branch has conflicts that must be resolved'],
      conflicts: merged.conflicts,
    };
  }
  const answer = (state: MergeableState, reasons: string[]): Mergeability => ({
    mergeable: true,
    state,
    reasons,
    conflicts: [],
  });
  if (draft) return answer('draft', ['Pull Request is still a draft']);
  const reasons = protectionReasons(core, repository, issue);
  if (reasons.length > 0) return answer('blocked', reasons);
  if (
    protectionOf(repository, base.ref)?.strict &&
    !(await git.isAncestor(base.sha, head.sha))
  ) {
    return answer('behind', [
      'Head branch is out of date with the base branch',
    ]);
  }
  const bad = checkResults(repository, head.sha).some(
    check => check.result !== 'success',
  );
  return answer(bad ? 'unstable' : 'clean', []);
}

/** What the base's protection still asks for. */
export function protectionReasons(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
): string[] {
  const protection = protectionOf(repository, issue.pull.base.ref);
  if (!protection) return [];
  const reasons: string[] = [];
  const standing = standingReviews(core, repository, issue);
  if (protection.requiredApprovals !== undefined) {
    const needed = protection.requiredApprovals;
    const approvals = standing.filter(r => r.state === 'APPROVED').length;
    if (standing.some(r => r.state === 'CHANGES_REQUESTED')) {
      reasons.push('Changes were requested by a reviewer with write access.');
    }
    if (approvals < needed) {
      reasons.push(
        `At least ${needed} approving review${
          needed === 1 ? ' is' : 's are'
        } required by reviewers with write access.`,
      );
    }
  }
  const results = checkResults(repository, issue.pull.head.sha);
  for (const name of protection.requiredChecks ?? []) {
    const check = results.find(result => result.name === name);
    if (!check) {
      reasons.push(`Required status check "${name}" is expected.`);
    } else if (check.result === 'failure') {
      reasons.push(`Required status check "${name}" is failing.`);
    } else if (check.result === 'pending') {
      reasons.push(`Required status check "${name}" is in progress.`);
    }
  }
  return reasons;
}
