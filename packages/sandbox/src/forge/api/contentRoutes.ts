import { isSafePath, TreeEntry } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { ApiError, notFound, unprocessable } from '../core/ApiError';
import { changeRef } from '../core/changeRef';
import { commitFiles } from '../core/commitFiles';
import { needsPullRequest } from '../core/branchRules';
import { presentGitCommit, urlPath } from '../present/commits';
import { repositoryApi, repositoryHtml } from '../present/repositories';
import { ApiContext, Reply, Route } from './ApiContext';
import { readSignature } from './gitDataRoutes';
import { Input } from './input';

type Json = Record<string, unknown>;

/** GitHub gives no inline content for larger files. */
const INLINE_LIMIT = 1024 * 1024;

/** The commit a request names with `ref`, or the default branch's. */
export async function requireCommit(
  context: ApiContext,
  repository: RepositoryRecord,
  ref = context.query('ref'),
): Promise<string> {
  const git = context.core.git(repository);
  const sha = await git.resolve(ref ?? repository.defaultBranch);
  if (sha) return sha;
  if ((await git.branches()).length === 0) {
    throw new ApiError(404, 'This repository is empty.');
  }
  throw new ApiError(
    404,
    ref === undefined ? 'Not Found' : `No commit found for the ref ${ref}`,
  );
}

const TYPES: Record<TreeEntry['type'], string> = {
  blob: 'file',
  tree: 'dir',
  commit: 'submodule',
};

function presentEntry(
  context: ApiContext,
  repository: RepositoryRecord,
  entry: TreeEntry,
  path: string,
  ref: string,
): Json {
  const api = repositoryApi(context.core, repository);
  const html = repositoryHtml(context.core, repository);
  const url = `${api}/contents/${urlPath(path)}?ref=${encodeURIComponent(ref)}`;
  const isTree = entry.type === 'tree';
  const page = `${html}/${isTree ? 'tree' : 'blob'}/${urlPath(ref)}/${urlPath(
    path,
  )}`;
  const object = `${api}/git/${isTree ? 'trees' : 'blobs'}/${entry.sha}`;
  return {
    type: entry.mode === '120000' ? 'symlink' : TYPES[entry.type],
    size: entry.size ?? 0,
    name: path.split('/').pop() ?? '',
    path,
    sha: entry.sha,
    url,
    git_url: object,
    html_url: page,
    download_url: isTree
      ? null
      : `${html}/raw/${urlPath(ref)}/${urlPath(path)}`,
    _links: { self: url, git: object, html: page },
  };
}

async function getContents(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const path = context.param('0').replace(/^\/+|\/+$/g, '');
  const ref = context.query('ref') ?? repository.defaultBranch;
  const commit = await requireCommit(context, repository);
  const git = context.core.git(repository);
  if (path !== '' && !isSafePath(path)) throw notFound();
  const entry = await git.entryAt(commit, path);
  if (!entry) throw notFound();
  const raw = /vnd\.github(\.[a-z0-9-]+)*\.raw/.test(context.accept);
  if (entry.type === 'tree') {
    return { body: await listing(context, repository, entry, path, ref) };
  }
  if (entry.type === 'commit') {
    return { body: presentEntry(context, repository, entry, path, ref) };
  }
  const content = await git.readBlob(entry.sha);
  if (raw) {
    return {
      raw: content,
      contentType: 'application/vnd.github.raw; charset=utf-8',
    };
  }
  const inline = content.length <= INLINE_LIMIT;
  return {
    body: {
      ...presentEntry(context, repository, entry, path, ref),
      content: inline ? wrapBase64(content) : '',
      encoding: inline ? 'base64' : 'none',
      ...(entry.mode === '120000' && { target: content.toString() }),
    },
  };
}

async function listing(
  context: ApiContext,
  repository: RepositoryRecord,
  tree: TreeEntry,
  path: string,
  ref: string,
): Promise<Json[]> {
  const entries = await context.core.git(repository).listTree(tree.sha);
  const prefix = path === '' ? '' : `${path}/`;
  return entries.map(entry =>
    presentEntry(context, repository, entry, prefix + entry.path, ref),
  );
}

/** GitHub breaks base64 after 60 characters. */
export function wrapBase64(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n');
}

async function getReadme(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const commit = await requireCommit(context, repository);
  const entries = await context.core.git(repository).listTree(commit);
  const readme = entries.find(
    e =>
      e.type === 'blob' && /^readme(\.(md|markdown|txt|rst))?$/i.test(e.path),
  );
  if (!readme) throw notFound();
  context.request.params['0'] = readme.path;
  return getContents(context);
}

async function changeFile(
  context: ApiContext,
  removes: boolean,
): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const path = context.param('0');
  if (!isSafePath(path))
    throw unprocessable('path contains a malformed path component');
  const input = new Input('Commit', context.body);
  const branch = input.text('branch', 240) ?? repository.defaultBranch;
  const message = input.requiredText('message');
  if (needsPullRequest(core, repository, branch, actor)) {
    throw new ApiError(
      409,
      'Could not change file: Changes must be made through a pull request.',
    );
  }
  const content = Buffer.from(input.text('content', 1e8) ?? '', 'base64');
  return core.lock(repository, async () => {
    const git = core.git(repository);
    const tip = await git.branch(branch);
    if (!tip && (await git.branches()).length > 0) {
      throw new ApiError(404, `Branch ${branch} not found`);
    }
    const known = tip && (await git.entryAt(tip, path));
    refuseStaleFile(input, path, known || undefined, removes);
    const author = readSignature(context, input.object('author'));
    const sha = await commitFiles(core, repository, actor, {
      branch,
      message,
      files: { [path]: removes ? undefined : { content } },
      author,
      committer: readSignature(context, input.object('committer')),
    });
    const entry = await git.entryAt(sha, path);
    return {
      status: known ? 200 : 201,
      body: {
        content: entry
          ? presentEntry(context, repository, entry, path, branch)
          : null,
        commit: presentGitCommit(core, repository, await git.readCommit(sha)),
      },
    };
  });
}

function refuseStaleFile(
  input: Input,
  path: string,
  known: TreeEntry | undefined,
  removes: boolean,
): void {
  const sha = input.text('sha', 40);
  if (removes && !known) throw notFound();
  if (known && sha === undefined) {
    throw unprocessable(`Invalid request.\n\n"sha" wasn't supplied.`);
  }
  if (known && sha !== known.sha) {
    throw new ApiError(409, `${path} does not match ${sha}`);
  }
}

async function archive(
  context: ApiContext,
  format: 'tar.gz' | 'zip',
): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const sha = await requireCommit(
    context,
    repository,
    context.param('0').replace(/^\//, '') || undefined,
  );
  const name = `${repository.owner}-${repository.name}-${sha.slice(0, 7)}`;
  return {
    stream: core.git(repository).archive(sha, format, `${name}/`),
    contentType: format === 'zip' ? 'application/zip' : 'application/x-gzip',
    headers: {
      'Content-Disposition': `attachment; filename=${name}.${format}`,
      ETag: `"${sha}-${format}"`,
    },
  };
}

async function createMerge(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const input = new Input('Merge', context.body);
  const base = input.requiredText('base', 240);
  const head = input.requiredText('head', 240);
  return core.lock(repository, async () => {
    const git = core.git(repository);
    const ours = await git.branch(base);
    const theirs = await git.resolve(head);
    if (!ours) throw new ApiError(404, 'Base does not exist');
    if (!theirs) throw new ApiError(404, 'Head does not exist');
    if (await git.isAncestor(theirs, ours)) return { status: 204 };
    const { tree } = await git.merge(ours, theirs);
    if (!tree) throw new ApiError(409, 'Merge conflict');
    const { name, email } = actor.account;
    const author = { name, email, date: core.now() };
    const message =
      input.text('commit_message') ?? `Merge ${head} into ${base}`;
    const sha = await git.writeCommit({
      tree,
      parents: [ours, theirs],
      message: `${message}\n`,
      author,
      committer: author,
    });
    await changeRef(core, repository, actor, {
      ref: `refs/heads/${base}`,
      before: ours,
      after: sha,
    });
    return {
      status: 201,
      body: presentGitCommit(core, repository, await git.readCommit(sha)),
    };
  });
}

export const contentRoutes: Route[] = [
  ['get', '/repos/:owner/:repo/readme', getReadme],
  ['get', '/repos/:owner/:repo/contents', getContents],
  ['get', '/repos/:owner/:repo/contents/*', getContents],
  [
    'put',
    '/repos/:owner/:repo/contents/*',
    context => changeFile(context, false),
  ],
  [
    'delete',
    '/repos/:owner/:repo/contents/*',
    context => changeFile(context, true),
  ],
  [
    'get',
    '/repos/:owner/:repo/tarball*',
    context => archive(context, 'tar.gz'),
  ],
  ['get', '/repos/:owner/:repo/zipball*', context => archive(context, 'zip')],
  ['post', '/repos/:owner/:repo/merges', createMerge],
];
