import { Permission, RepositoryRecord } from '../state/ForgeState';
import { Actor, covers, permissionOf } from '../core/access';
import { ForgeCore } from '../core/ForgeCore';
import { nodeId, presentUser } from './accounts';

type Json = Record<string, unknown>;

/** GitHub's map of what a role may do. */
export function presentPermissions(permission: Permission | undefined): Json {
  return {
    admin: covers(permission, 'admin'),
    maintain: covers(permission, 'maintain'),
    push: covers(permission, 'push'),
    triage: covers(permission, 'triage'),
    pull: covers(permission, 'pull'),
  };
}

export function repositoryApi(
  core: ForgeCore,
  repository: RepositoryRecord,
): string {
  return `${core.apiUrl}/repos/${repository.owner}/${repository.name}`;
}

export function repositoryHtml(
  core: ForgeCore,
  repository: RepositoryRecord,
): string {
  return `${core.publicUrl}/${repository.owner}/${repository.name}`;
}

/** A repository as GitHub's REST API and webhooks show it. */
export function presentRepository(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor?: Actor,
): Json {
  const api = repositoryApi(core, repository);
  const html = repositoryHtml(core, repository);
  const { settings } = repository;
  const openIssues = Object.values(repository.issues).filter(
    issue => issue.state === 'open',
  ).length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: presentUser(core, repository.owner),
    html_url: html,
    description: repository.description ?? null,
    homepage: repository.homepage ?? null,
    fork: false,
    url: api,
    ...templates(api),
    git_url: `${html}.git`,
    ssh_url: `${html}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    language: null,
    default_branch: repository.defaultBranch,
    topics: repository.topics,
    archived: repository.archived,
    disabled: false,
    is_template: false,
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    license: null,
    open_issues_count: openIssues,
    open_issues: openIssues,
    has_issues: settings.hasIssues,
    has_projects: settings.hasProjects,
    has_wiki: settings.hasWiki,
    has_pages: false,
    has_downloads: false,
    allow_forking: false,
    allow_merge_commit: settings.allowMergeCommit,
    allow_squash_merge: settings.allowSquashMerge,
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_auto_merge: settings.allowAutoMerge,
    allow_update_branch: settings.allowUpdateBranch,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    squash_merge_commit_title: settings.squashMergeCommitTitle,
    squash_merge_commit_message: settings.squashMergeCommitMessage,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    ...(actor && {
      permissions: presentPermissions(
        permissionOf(core, repository, actor.account, actor.token),
      ),
    }),
  };
}

/** The URI templates that clients fill in, such as Backstage's reader `archive_url` and `trees_url`. */
function templates(api: string): Json {
  return {
    archive_url: `${api}/{archive_format}{/ref}`,
    assignees_url: `${api}/assignees{/user}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    branches_url: `${api}/branches{/branch}`,
    collaborators_url: `${api}/collaborators{/collaborator}`,
    comments_url: `${api}/comments{/number}`,
    commits_url: `${api}/commits{/sha}`,
    compare_url: `${api}/compare/{base}...{head}`,
    contents_url: `${api}/contents/{+path}`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    hooks_url: `${api}/hooks`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issues_url: `${api}/issues{/number}`,
    labels_url: `${api}/labels{/name}`,
    merges_url: `${api}/merges`,
    pulls_url: `${api}/pulls{/number}`,
    statuses_url: `${api}/statuses/{sha}`,
    tags_url: `${api}/tags`,
    trees_url: `${api}/git/trees{/sha}`,
  };
}
