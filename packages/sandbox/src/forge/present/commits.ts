import { ForgeCore } from '../core/ForgeCore';
import { GitCommit, TreeEntry } from '../git/objects';
import { FileDiff } from '../git/parseDiff';
import { RepositoryRecord } from '../state/ForgeState';
import { nodeId, presentUser } from './accounts';
import { repositoryApi, repositoryHtml } from './repositories';

type Json = Record<string, unknown>;

const VERIFICATION = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** A path as part of a URL: each part encoded, slashes kept. */
export function urlPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The account with the address of a commit, if the forge knows one. */
export function loginByEmail(
  core: ForgeCore,
  email: string,
): string | undefined {
  const wanted = email.toLowerCase();
  return Object.values(core.store.state.accounts).find(
    account => account.email.toLowerCase() === wanted,
  )?.login;
}

/** The git data API's commit. */
export function presentGitCommit(
  core: ForgeCore,
  repository: RepositoryRecord,
  commit: GitCommit,
): Json {
  const api = repositoryApi(core, repository);
  const html = repositoryHtml(core, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map(sha => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: VERIFICATION,
  };
}

/** The repositories API's commit, without its files. */
export function presentCommit(
  core: ForgeCore,
  repository: RepositoryRecord,
  commit: GitCommit,
): Json {
  const api = repositoryApi(core, repository);
  const html = repositoryHtml(core, repository);
  const user = (email: string) => {
    const login = loginByEmail(core, email);
    return login === undefined ? null : presentUser(core, login);
  };
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: VERIFICATION,
    },
    author: user(commit.author.email),
    committer: user(commit.committer.email),
    parents: commit.parents.map(sha => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

/** One changed file of a commit, a comparison or a pull request. */
export function presentFile(
  core: ForgeCore,
  repository: RepositoryRecord,
  file: FileDiff,
  head: string,
): Json {
  const api = repositoryApi(core, repository);
  const html = repositoryHtml(core, repository);
  const path = urlPath(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    ...(file.previousPath && { previous_filename: file.previousPath }),
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${head}`,
    ...(file.patch !== undefined && { patch: file.patch }),
  };
}

export function presentTreeEntry(
  core: ForgeCore,
  repository: RepositoryRecord,
  entry: TreeEntry,
): Json {
  const api = repositoryApi(core, repository);
  const kind = { blob: 'blobs', tree: 'trees', commit: 'commits' }[entry.type];
  return {
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.size !== undefined && { size: entry.size }),
    url: `${api}/git/${kind}/${entry.sha}`,
  };
}

export function presentRef(
  core: ForgeCore,
  repository: RepositoryRecord,
  ref: string,
  sha: string,
): Json {
  const api = repositoryApi(core, repository);
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${api}/git/${urlPath(ref)}`,
    object: { sha, type: 'commit', url: `${api}/git/commits/${sha}` },
  };
}
