import {
  isSafePath,
  isSafeRefName,
  isSha,
  Signature,
  TreeChange,
  TreeEntry,
  ZERO_SHA,
} from '../git/objects';
import { GitRepository } from '../git/GitRepository';
import { RepositoryRecord } from '../state/ForgeState';
import { ApiError, invalid, notFound, unprocessable } from '../core/ApiError';
import { changeRef } from '../core/changeRef';
import { signatureOf } from '../core/mergePullRequest';
import {
  presentGitCommit,
  presentRef,
  presentTreeEntry,
} from '../present/commits';
import { nodeId } from '../present/accounts';
import { repositoryApi } from '../present/repositories';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { wrapBase64 } from './contentRoutes';
import { Input } from './input';

const MODES = ['100644', '100755', '040000', '160000', '120000'] as const;
/** Beyond this many entries GitHub cuts a recursive tree off. */
const TREE_LIMIT = 100_000;

async function requireNotEmpty(git: GitRepository): Promise<void> {
  if ((await git.branches()).length === 0) {
    throw new ApiError(409, 'Git Repository is empty.');
  }
}

/** Who a request says a commit is by; what is missing is the actor's. */
export function readSignature(
  context: ApiContext,
  value: Record<string, unknown> | undefined,
): Signature | undefined {
  if (!value) return undefined;
  const input = new Input('Commit', value);
  const date = input.text('date', 40) ?? context.core.now();
  if (Number.isNaN(new Date(date).getTime())) {
    throw invalid({ resource: 'Commit', field: 'date', code: 'invalid' });
  }
  const mine = signatureOf(context.requireActor(), date);
  return {
    name: input.text('name', 200) ?? mine.name,
    email: input.text('email', 200) ?? mine.email,
    date,
  };
}

async function getRef(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const git = context.core.git(repository);
  const ref = `refs/${context.param('0')}`;
  const sha = (await git.refs()).get(ref);
  if (!sha) {
    await requireNotEmpty(git);
    throw notFound();
  }
  return { body: presentRef(context.core, repository, ref, sha) };
}

async function matchingRefs(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const prefix = `refs/${context.param('0')}`;
  const refs = [...(await context.core.git(repository).refs())];
  return {
    body: refs
      .filter(
        ([ref]) => ref.startsWith(prefix) && !ref.startsWith('refs/pull/'),
      )
      .map(([ref, sha]) => presentRef(context.core, repository, ref, sha)),
  };
}

async function requireCommitObject(
  git: GitRepository,
  sha: unknown,
): Promise<string> {
  if (!isSha(sha)) {
    throw unprocessable(
      typeof sha === 'string' && sha.length !== 40
        ? 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].'
        : 'At least 40 characters are required; only 0 were supplied.',
    );
  }
  const type = await git.objectType(sha);
  if (!type) throw unprocessable('Object does not exist');
  if (type !== 'commit') throw unprocessable('Reference update failed');
  return sha;
}

function createRef(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const input = new Input('Reference', context.body);
  const ref = input.requiredText('ref', 255);
  if (!/^refs\/(heads|tags)\/./.test(ref) || !isSafeRefName(ref)) {
    throw unprocessable(
      ref.startsWith('refs/') && ref.split('/').length > 2
        ? 'Reference name is invalid'
        : "Reference name must start with 'refs/' and have at least two slashes.",
    );
  }
  return core.lock(repository, async () => {
    const git = core.git(repository);
    const sha = await requireCommitObject(git, input.text('sha', 64));
    const before = (await git.refs()).get(ref);
    if (before) throw unprocessable('Reference already exists');
    await changeRef(core, repository, actor, {
      ref,
      before: ZERO_SHA,
      after: sha,
    });
    const body = presentRef(core, repository, ref, sha);
    return created(body, body.url as string);
  });
}

function updateRef(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const input = new Input('Reference', context.body);
  const ref = `refs/${context.param('0')}`;
  const force = input.flag('force') ?? false;
  return core.lock(repository, async () => {
    const git = core.git(repository);
    const before = (await git.refs()).get(ref);
    if (!before || ref.startsWith('refs/pull/')) {
      throw unprocessable('Reference does not exist');
    }
    const sha = await requireCommitObject(git, input.text('sha', 64));
    await changeRef(
      core,
      repository,
      actor,
      { ref, before, after: sha },
      { force },
    );
    return { body: presentRef(core, repository, ref, sha) };
  });
}

function deleteRef(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const ref = `refs/${context.param('0')}`;
  return core.lock(repository, async () => {
    const before = (await core.git(repository).refs()).get(ref);
    if (!before || ref.startsWith('refs/pull/')) {
      throw unprocessable('Reference does not exist');
    }
    if (ref === `refs/heads/${repository.defaultBranch}`) {
      throw unprocessable('Cannot delete the default branch');
    }
    await changeRef(core, repository, actor, { ref, before, after: ZERO_SHA });
    return NO_CONTENT;
  });
}

async function getCommit(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const git = context.core.git(repository);
  const sha = context.param('sha');
  if (!isSha(sha) || (await git.objectType(sha)) !== 'commit') throw notFound();
  return {
    body: presentGitCommit(context.core, repository, await git.readCommit(sha)),
  };
}

async function createCommit(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const git = core.git(repository);
  const input = new Input('Commit', context.body);
  const message = input.requiredText('message');
  const tree = input.requiredText('tree', 64);
  if (!isSha(tree) || (await git.objectType(tree)) !== 'tree') {
    throw unprocessable('Tree SHA does not exist');
  }
  const parents = input.texts('parents') ?? [];
  for (const parent of parents) {
    if (!isSha(parent) || (await git.objectType(parent)) !== 'commit') {
      throw unprocessable(
        'Parent SHA does not exist or is not a commit object',
      );
    }
  }
  const mine = signatureOf(context.requireActor(), core.now());
  const author = readSignature(context, input.object('author')) ?? mine;
  const committer = readSignature(context, input.object('committer')) ?? author;
  const sha = await git.writeCommit({
    tree,
    parents,
    message,
    author,
    committer,
  });
  const body = presentGitCommit(core, repository, await git.readCommit(sha));
  return created(body, body.url as string);
}

async function getTree(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const git = core.git(repository);
  await requireNotEmpty(git);
  const name = context.param('0');
  const known = isSha(name) ? await git.objectType(name) : undefined;
  const treeish = known ? name : await git.resolve(name);
  if (!treeish || known === 'blob') throw notFound();
  const sha = known === 'tree' ? name : (await git.readCommit(treeish)).tree;
  const recursive = context.query('recursive') !== undefined;
  const entries = await git.listTree(sha, { recursive });
  return {
    body: {
      sha,
      url: `${repositoryApi(core, repository)}/git/trees/${sha}`,
      tree: entries
        .slice(0, TREE_LIMIT)
        .map(entry => presentTreeEntry(core, repository, entry)),
      truncated: entries.length > TREE_LIMIT,
    },
  };
}

/** Reads one entry of a tree to make; GitHub does not need its `type`. */
async function readTreeChange(
  git: GitRepository,
  value: unknown,
): Promise<TreeChange> {
  const entry = new Input('Tree', (value ?? {}) as Record<string, unknown>);
  const path = entry.requiredText('path', 4096);
  if (!isSafePath(path)) {
    throw unprocessable('tree.path contains a malformed path component');
  }
  const mode = entry.text('mode', 6);
  if (!MODES.includes(mode as (typeof MODES)[number])) {
    throw unprocessable(
      'tree.mode must be one of 100644, 100755, 040000, 160000, 120000',
    );
  }
  const content = entry.text('content', 5e7);
  const { sha } = value as { sha?: unknown };
  if (content !== undefined && sha) {
    throw unprocessable(
      'Must supply either tree.sha or tree.content, not both',
    );
  }
  const change = { path, mode: mode as string };
  if (content !== undefined)
    return { ...change, sha: await git.writeBlob(content) };
  if (sha === null) return change;
  if (sha === undefined) {
    throw unprocessable('Must supply either tree.sha or tree.content');
  }
  const wanted: Record<string, TreeEntry['type']> = {
    '040000': 'tree',
    '160000': 'commit',
  };
  const type = wanted[change.mode] ?? 'blob';
  const fits =
    isSha(sha) && (type === 'commit' || (await git.objectType(sha)) === type);
  if (!fits)
    throw unprocessable(
      `tree.sha ${String(sha).slice(0, 64)} is not a valid ${type}`,
    );
  return { ...change, sha };
}

async function createTree(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const git = core.git(repository);
  const { tree, base_tree: base } = context.body;
  if (!Array.isArray(tree) || tree.length === 0) {
    throw unprocessable('Invalid tree info');
  }
  if (base !== undefined && base !== null) {
    const type = isSha(base) ? await git.objectType(base) : undefined;
    if (type !== 'tree' && type !== 'commit') {
      throw unprocessable('base_tree is not a valid tree oid');
    }
  }
  const changes: TreeChange[] = [];
  for (const entry of tree) changes.push(await readTreeChange(git, entry));
  const written = await git.writeTree(
    typeof base === 'string' ? base : undefined,
    changes,
  );
  if ('missing' in written) throw unprocessable('GitRPC::BadObjectState');
  const entries = await git.listTree(written.tree);
  return created({
    sha: written.tree,
    url: `${repositoryApi(core, repository)}/git/trees/${written.tree}`,
    tree: entries.map(entry => presentTreeEntry(core, repository, entry)),
    truncated: false,
  });
}

async function getBlob(context: ApiContext): Promise<Reply> {
  const repository = context.repository();
  const git = context.core.git(repository);
  const sha = context.param('sha');
  if (!isSha(sha) || (await git.objectType(sha)) !== 'blob') throw notFound();
  const content = await git.readBlob(sha);
  if (/vnd\.github(\.[a-z0-9-]+)*\.raw/.test(context.accept)) {
    return { raw: content, contentType: 'application/vnd.github.raw' };
  }
  return {
    body: {
      sha,
      node_id: nodeId('Blob', sha),
      size: content.length,
      url: `${repositoryApi(context.core, repository)}/git/blobs/${sha}`,
      content: wrapBase64(content),
      encoding: 'base64',
    },
  };
}

async function createBlob(context: ApiContext): Promise<Reply> {
  const repository: RepositoryRecord = context.repository('push');
  const input = new Input('Blob', context.body);
  const encoding = input.choice('encoding', ['utf-8', 'base64']) ?? 'utf-8';
  const content = input.text('content', 5e7);
  if (content === undefined) throw unprocessable('content is missing');
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const sha = await context.core.git(repository).writeBlob(bytes);
  const url = `${repositoryApi(context.core, repository)}/git/blobs/${sha}`;
  return created({ sha, url }, url);
}

export const gitDataRoutes: Route[] = [
  ['get', '/repos/:owner/:repo/git/ref/*', getRef],
  ['get', '/repos/:owner/:repo/git/matching-refs/*', matchingRefs],
  ['get', '/repos/:owner/:repo/git/refs/*', getRef],
  ['post', '/repos/:owner/:repo/git/refs', createRef],
  ['patch', '/repos/:owner/:repo/git/refs/*', updateRef],
  ['delete', '/repos/:owner/:repo/git/refs/*', deleteRef],
  ['get', '/repos/:owner/:repo/git/commits/:sha', getCommit],
  ['post', '/repos/:owner/:repo/git/commits', createCommit],
  ['get', '/repos/:owner/:repo/git/trees/*', getTree],
  ['post', '/repos/:owner/:repo/git/trees', createTree],
  ['get', '/repos/:owner/:repo/git/blobs/:sha', getBlob],
  ['post', '/repos/:owner/:repo/git/blobs', createBlob],
];
