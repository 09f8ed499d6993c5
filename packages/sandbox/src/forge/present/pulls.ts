import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { mergeability } from '../core/mergeability';
import {
  CommentRecord,
  IssueRecord,
  RepositoryRecord,
  ReviewRecord,
} from '../state/ForgeState';
import { nodeId, presentTeam, presentUser } from './accounts';
import {
  presentRepository,
  repositoryApi,
  repositoryHtml,
} from './repositories';

type Json = Record<string, unknown>;

export function presentLabel(
  core: ForgeCore,
  repository: RepositoryRecord,
  name: string,
): Json {
  const label = repository.labels.find(
    l => l.name.toLowerCase() === name.toLowerCase(),
  );
  return {
    id: label?.id ?? 0,
    node_id: nodeId('Label', label?.id ?? 0),
    url: `${repositoryApi(core, repository)}/labels/${encodeURIComponent(
      name,
    )}`,
    name: label?.name ?? name,
    description: label?.description ?? null,
    color: label?.color ?? 'ededed',
    default: false,
  };
}

/** What issues and pull requests have in common. */
function common(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: IssueRecord,
): Json {
  const api = repositoryApi(core, repository);
  const assignees = issue.assignees.map(login => presentUser(core, login));
  return {
    id: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? null,
    user: presentUser(core, issue.user),
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    labels: issue.labels.map(name => presentLabel(core, repository, name)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    author_association: 'MEMBER',
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt ?? null,
    comments_url: `${api}/issues/${issue.number}/comments`,
  };
}

/** The issues API's view, for pull requests too. */
export function presentIssue(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: IssueRecord,
): Json {
  const api = repositoryApi(core, repository);
  const html = repositoryHtml(core, repository);
  const page = `${html}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
  return {
    ...common(core, repository, issue),
    node_id: nodeId(issue.pull ? 'PullRequest' : 'Issue', issue.id),
    url: `${api}/issues/${issue.number}`,
    repository_url: api,
    labels_url: `${api}/issues/${issue.number}/labels{/name}`,
    html_url: page,
    comments: issue.comments.length,
    closed_by: issue.closedBy ? presentUser(core, issue.closedBy) : null,
    state_reason: null,
    ...(issue.pull && {
      draft: issue.pull.draft,
      pull_request: {
        url: `${api}/pulls/${issue.number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: issue.pull.mergedAt ?? null,
      },
    }),
  };
}

/** A pull request as lists show it. */
export function presentPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
): Json {
  const api = `${repositoryApi(core, repository)}/pulls/${issue.number}`;
  const page = `${repositoryHtml(core, repository)}/pull/${issue.number}`;
  const { pull } = issue;
  const org = core.account(repository.owner);
  const side = ({ ref, sha }: { ref: string; sha: string }) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: presentUser(core, repository.owner),
    repo: presentRepository(core, repository),
  });
  const link = (href: string) => ({ href });
  return {
    ...common(core, repository, issue),
    node_id: nodeId('PullRequest', issue.id),
    url: api,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${repositoryApi(core, repository)}/issues/${issue.number}`,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    statuses_url: `${repositoryApi(core, repository)}/statuses/${
      pull.head.sha
    }`,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommitSha ?? null,
    requested_reviewers: pull.requestedReviewers.map(login =>
      presentUser(core, login),
    ),
    requested_teams: pull.requestedTeams.flatMap(slug => {
      const team = org?.teams[slug];
      return org && team ? [presentTeam(core, org, team)] : [];
    }),
    draft: pull.draft,
    auto_merge: pull.autoMerge
      ? {
          merge_method: pull.autoMerge.method,
          enabled_by: presentUser(core, pull.autoMerge.enabledBy),
        }
      : null,
    head: side(pull.head),
    base: side(pull.base),
    _links: {
      self: link(api),
      html: link(page),
      issue: link(`${repositoryApi(core, repository)}/issues/${issue.number}`),
      comments: link(
        `${repositoryApi(core, repository)}/issues/${issue.number}/comments`,
      ),
      commits: link(`${api}/commits`),
      statuses: link(
        `${repositoryApi(core, repository)}/statuses/${pull.head.sha}`,
      ),
    },
  };
}

/** A pull request by itself: with what needs git to know. */
export async function presentFullPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
): Promise<Json> {
  const { pull } = issue;
  const git = core.git(repository);
  const { mergeable, state } = await mergeability(core, repository, issue);
  const base = await git.mergeBase(pull.base.sha, pull.head.sha);
  const files = base ? await git.diff(base, pull.head.sha) : [];
  const { ahead } = await git.aheadBehind(pull.base.sha, pull.head.sha);
  const sum = (key: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[key], 0);
  return {
    ...presentPull(core, repository, issue),
    merged: pull.mergedAt !== undefined,
    mergeable: mergeable ?? null,
    rebaseable: mergeable ?? null,
    mergeable_state: state,
    merged_by: pull.mergedBy ? presentUser(core, pull.mergedBy) : null,
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: ahead,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

export function presentReview(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: PullIssue,
  review: ReviewRecord,
): Json {
  const api = `${repositoryApi(core, repository)}/pulls/${issue.number}`;
  const page = `${repositoryHtml(core, repository)}/pull/${issue.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: presentUser(core, review.user),
    body: review.body,
    state: review.state,
    html_url: `${page}#review-${review.id}`,
    pull_request_url: api,
    author_association: 'MEMBER',
    ...(review.state !== 'PENDING' && { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}

export function presentComment(
  core: ForgeCore,
  repository: RepositoryRecord,
  issue: IssueRecord,
  comment: CommentRecord,
): Json {
  const api = repositoryApi(core, repository);
  const kind = issue.pull ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${repositoryHtml(core, repository)}/${kind}/${
      issue.number
    }#comment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    user: presentUser(core, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'MEMBER',
  };
}
