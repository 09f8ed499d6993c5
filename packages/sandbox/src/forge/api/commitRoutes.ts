import { EMPTY_TREE, isSafePath } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { ApiError, notFound } from '../core/ApiError';
import { presentCommit, presentFile } from '../present/commits';
import { presentPull } from '../present/pulls';
import { repositoryApi, repositoryHtml } from '../present/repositories';
import { ApiContext, Reply, Route } from './ApiContext';
import { linkHeader, paginate, readPage } from './paginate';

const MAX_COMPARE_COMMITS = 250;
const MAX_COMPARE_FILES = 300;

/** The commit a path parameter names, or GitHub's 422 for a name that is none. */
export async function requireRef(
  context: ApiContext,
  repository: RepositoryRecord,
  ref: string,
): Promise<string> {
  const git = context.core.git(repository);
  const sha = await git.resolve(ref);
  if (sha) return sha;
  if ((await git.branches()).length === 0) {
    throw new ApiError(409, 'Git Repository is empty.');
  }
  throw new ApiError(422, `No commit found for SHA: ${ref}`);
}

async function list(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const git = core.git(repository);
  const name = context.query('sha') ?? repository.defaultBranch;
  const from = await git.resolve(name);
  if (!from) {
    if ((await git.branches()).length === 0) {
      throw new ApiError(409, 'Git Repository is empty.');
    }
    throw notFound();
  }
  const path = context.query('path')?.replace(/^\/+|\/+$/g, '');
  if (path && !isSafePath(path)) return { body: [] };
  const time = (key: string) => {
    const value = new Date(context.query(key) ?? '');
    return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  };
  const authorName = context.query('author');
  const page = readPage(context);
  const shas = await git.log({
    from,
    path: path || undefined,
    since: time('since'),
    until: time('until'),
    author: authorName && (core.account(authorName)?.email ?? authorName),
    skip: page.skip,
    max: page.perPage + 1,
  });
  const more = shas.length > page.perPage;
  const commits = await git.readCommits(shas.slice(0, page.perPage));
  return {
    body: commits.map(commit => presentCommit(core, repository, commit)),
    // How many there are in all is not known without walking them all; that there are more is.
    headers: linkHeader(
      context,
      page,
      page.skip + page.perPage + (more ? 1 : 0),
    ),
  };
}

async function get(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const git = core.git(repository);
  const sha = await requireRef(context, repository, context.param('ref'));
  if (/vnd\.github(\.[a-z0-9-]+)*\.sha/.test(context.accept)) {
    return { raw: Buffer.from(sha), contentType: 'application/vnd.github.sha' };
  }
  const commit = await git.readCommit(sha);
  const files = await git.diff(commit.parents[0] ?? EMPTY_TREE, sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    body: {
      ...presentCommit(core, repository, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: files
        .slice(0, MAX_COMPARE_FILES)
        .map(file => presentFile(core, repository, file, sha)),
    },
  };
}

async function pullsOfCommit(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const git = core.git(repository);
  const sha = await requireRef(context, repository, context.param('ref'));
  const found = [];
  for (const pull of core.pulls(repository)) {
    const { base, head, mergeCommitSha } = pull.pull;
    // A rebase brings new commits, of which the merge commit is only the last.
    const brought = async (tip: string) =>
      (await git.isAncestor(sha, tip)) &&
      !(await git.isAncestor(sha, base.sha));
    const contains =
      (await brought(head.sha)) ||
      (mergeCommitSha !== undefined && (await brought(mergeCommitSha)));
    if (contains) found.push(pull);
  }
  return paginate(context, found, pull => presentPull(core, repository, pull));
}

async function branchesWhereHead(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const sha = await requireRef(context, repository, context.param('ref'));
  const branches = await context.core.git(repository).branches();
  return {
    body: branches
      .filter(branch => branch.sha === sha)
      .map(({ name }) => ({
        name,
        commit: { sha },
        protected: name in repository.protection,
      })),
  };
}

async function compare(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const git = core.git(repository);
  const [baseName, headName, ...rest] = context.param('0').split('...');
  if (!baseName || !headName || rest.length > 0) throw notFound();
  const side = async (name: string) => {
    const sha = await git.resolve(name.slice(name.indexOf(':') + 1));
    if (!sha) throw notFound();
    return sha;
  };
  const [base, head] = [await side(baseName), await side(headName)];
  const mergeBase = await git.mergeBase(base, head);
  if (!mergeBase) {
    throw new ApiError(
      404,
      `No common ancestor between ${baseName} and ${headName}.`,
    );
  }
  const { ahead, behind } = await git.aheadBehind(base, head);
  const page = readPage(context);
  const perPage = context.query('per_page')
    ? page.perPage
    : MAX_COMPARE_COMMITS;
  const shas = await git.log({ from: head, not: base, reverse: true });
  const shown = await git.readCommits(
    shas.slice((page.page - 1) * perPage, page.page * perPage),
  );
  const files = page.page === 1 ? await git.diff(mergeBase, head) : [];
  const [baseCommit, mergeBaseCommit] = await git.readCommits([
    base,
    mergeBase,
  ]);
  const html = `${repositoryHtml(
    core,
    repository,
  )}/compare/${baseName}...${headName}`;
  return {
    body: {
      url: `${repositoryApi(
        core,
        repository,
      )}/compare/${baseName}...${headName}`,
      html_url: html,
      permalink_url: `${repositoryHtml(
        core,
        repository,
      )}/compare/${base}...${head}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: presentCommit(core, repository, baseCommit),
      merge_base_commit: presentCommit(core, repository, mergeBaseCommit),
      status: compareStatus(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: shown.map(commit => presentCommit(core, repository, commit)),
      files: files
        .slice(0, MAX_COMPARE_FILES)
        .map(file => presentFile(core, repository, file, head)),
    },
    headers: linkHeader(context, { ...page, perPage }, shas.length),
  };
}

function compareStatus(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

export const commitRoutes: Route[] = [
  ['get', '/repos/:owner/:repo/commits', list],
  ['get', '/repos/:owner/:repo/commits/:ref/pulls', pullsOfCommit],
  [
    'get',
    '/repos/:owner/:repo/commits/:ref/branches-where-head',
    branchesWhereHead,
  ],
  ['get', '/repos/:owner/:repo/compare/*', compare],
];

/** The path that takes any name, slashes included; to be mounted after the ones below `commits/`. */
export const commitRoute: Route = [
  'get',
  '/repos/:owner/:repo/commits/:ref(.+)',
  get,
];
