import { RepositoryRecord } from '../state/ForgeState';
import { BranchRules, branchRules } from './branchRules';
import { checkResults } from './checks';
import { ownersOfPull } from './codeOwners';
import { ForgeCore, PullIssue } from './ForgeCore';
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
  const rules = branchRules(core, repository, base.ref);
  const reasons = await reasonsOf(core, repository, issue, rules);
  if (reasons.length > 0) return answer('blocked', reasons);
  if (
    rules.some(({ strict }) => strict) &&
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

/** What some rules of the base still ask for, in GitHub's words. */
export async function reasonsOf(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
  rules: BranchRules[],
): Promise<string[]> {
  return [
    ...(await reviewReasons(core, repository, issue, rules)),
    ...checkReasons(repository, issue, rules),
  ];
}

async function reviewReasons(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
  rules: BranchRules[],
): Promise<string[]> {
  const asking = rules.filter(one => one.requiredApprovals !== undefined);
  if (asking.length === 0) return [];
  const reasons: string[] = [];
  const standing = standingReviews(core, repository, issue);
  const approvers = standing
    .filter(review => review.state === 'APPROVED')
    .map(review => review.user.toLowerCase());
  if (standing.some(review => review.state === 'CHANGES_REQUESTED')) {
    reasons.push('Changes were requested by a reviewer with write access.');
  }
  const needed = Math.max(...asking.map(one => one.requiredApprovals ?? 0));
  if (approvers.length < needed) {
    reasons.push(
      `At least ${needed} approving review${
        needed === 1 ? ' is' : 's are'
      } required by reviewers with write access.`,
    );
  }
  if (asking.some(({ codeOwners }) => codeOwners)) {
    for (const part of await ownersOfPull(core, repository, issue)) {
      if (!part.members.some(member => approvers.includes(member))) {
        const owners = part.owners.map(owner => owner.replace(/^@/, ''));
        reasons.push(
          `Waiting on code owner review from ${owners.join(' and/or ')}.`,
        );
      }
    }
  }
  return reasons;
}

function checkReasons(
  repository: RepositoryRecord,
  issue: PullIssue,
  rules: BranchRules[],
): string[] {
  const results = checkResults(repository, issue.pull.head.sha);
  const names = new Set(rules.flatMap(one => one.requiredChecks));
  return [...names].flatMap(name => {
    const check = results.find(result => result.name === name);
    if (!check) return [`Required status check "${name}" is expected.`];
    if (check.result === 'failure') {
      return [`Required status check "${name}" is failing.`];
    }
    return check.result === 'pending'
      ? [`Required status check "${name}" is in progress.`]
      : [];
  });
}
