import { Actor, permissionOf, requireRepository } from '../core/access';
import { ApiError } from '../core/ApiError';
import { enableAutoMerge } from '../core/autoMerge';
import { commitFiles, FileContent } from '../core/commitFiles';
import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { MergeMethod } from '../core/mergePullRequest';
import { openPull, setDraft } from '../core/pullRequests';
import { isSha } from '../git/objects';
import { nodeId } from '../present/accounts';
import { repositoryHtml } from '../present/repositories';
import { AccountRecord, RepositoryRecord } from '../state/ForgeState';

/** Whose request it is. */
export interface GraphqlContext {
  core: ForgeCore;
  actor: Actor;
}

interface PullFilter {
  first?: number;
  states?: string[];
  headRefName?: string;
  orderBy?: { field: 'CREATED_AT' | 'UPDATED_AT'; direction: 'ASC' | 'DESC' };
}

interface CommitInput {
  branch: { repositoryNameWithOwner?: string; branchName?: string };
  message: { headline: string; body?: string };
  fileChanges?: {
    additions?: { path: string; contents: string }[];
    deletions?: { path: string }[];
  };
  expectedHeadOid: string;
}

function presentOwner(core: ForgeCore, account: AccountRecord) {
  return {
    __typename: account.type === 'Organization' ? 'Organization' : 'User',
    login: account.login,
    name: account.name,
    email: account.email,
    url: `${core.publicUrl}/${account.login}`,
  };
}

function pullState(pull: PullIssue): string {
  if (pull.pull.mergedAt) return 'MERGED';
  return pull.state.toUpperCase();
}

function presentPull(
  core: ForgeCore,
  repository: RepositoryRecord,
  pull: PullIssue,
) {
  return {
    id: nodeId('PullRequest', pull.id),
    number: pull.number,
    url: `${repositoryHtml(core, repository)}/pull/${pull.number}`,
    title: pull.title,
    body: pull.body ?? '',
    state: pullState(pull),
    isDraft: pull.pull.draft,
    headRefName: pull.pull.head.ref,
    headRefOid: pull.pull.head.sha,
    baseRefName: pull.pull.base.ref,
    baseRepository: (): unknown => presentRepository(core, repository),
  };
}

function presentPulls(
  core: ForgeCore,
  repository: RepositoryRecord,
  filter: PullFilter,
) {
  const all = core
    .pulls(repository)
    .filter(pull => !filter.states || filter.states.includes(pullState(pull)))
    .filter(
      pull => !filter.headRefName || pull.pull.head.ref === filter.headRefName,
    );
  const { orderBy } = filter;
  const time = orderBy?.field === 'UPDATED_AT' ? 'updatedAt' : 'createdAt';
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  const nodes = (
    orderBy
      ? [...all].sort(
          (one, other) =>
            sign *
            (one[time].localeCompare(other[time]) || one.number - other.number),
        )
      : all
  )
    .slice(0, Math.min(filter.first ?? 100, 100))
    .map(pull => presentPull(core, repository, pull));
  return {
    nodes,
    edges: nodes.map(node => ({ node })),
    totalCount: all.length,
    pageInfo: { hasNextPage: nodes.length < all.length, endCursor: null },
  };
}

async function presentRef(
  core: ForgeCore,
  repository: RepositoryRecord,
  name: string,
) {
  const git = core.git(repository);
  const short = name.replace(/^refs\/heads\//, '');
  const sha = await git.branch(short);
  if (!sha) return null;
  return {
    id: nodeId('Ref', `refs/heads/${short}`),
    name: short,
    target: () => presentCommit(core, repository, sha),
    associatedPullRequests: (filter: PullFilter) =>
      presentPulls(core, repository, { ...filter, headRefName: short }),
  };
}

async function presentCommit(
  core: ForgeCore,
  repository: RepositoryRecord,
  sha: string,
) {
  const { message } = await core.git(repository).readCommit(sha);
  return {
    oid: sha,
    message,
    url: `${repositoryHtml(core, repository)}/commit/${sha}`,
  };
}

/** Bytes of a blob that GitHub gives as text; what is longer is cut off. */
const TEXT_LIMIT = 512_000;

async function presentObject(
  core: ForgeCore,
  repository: RepositoryRecord,
  { oid, expression }: { oid?: string; expression?: string },
  resolve: (revision: string) => Promise<string | undefined>,
) {
  const git = core.git(repository);
  const [revision, path] = splitExpression(expression ?? '');
  const commit = oid ?? (await resolve(revision));
  if (!commit || (oid && !isSha(oid))) return null;
  const sha = path ? (await git.entryAt(commit, path))?.sha : commit;
  if (!sha) return null;
  const type = await git.objectType(sha);
  if (type === 'commit') {
    return {
      __typename: 'Commit',
      ...(await presentCommit(core, repository, sha)),
    };
  }
  if (type !== 'blob') return type ? { __typename: 'Tree', oid: sha } : null;
  const content = await git.readBlob(sha);
  const isBinary = content.includes(0);
  return {
    __typename: 'Blob',
    oid: sha,
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > TEXT_LIMIT,
    text: isBinary ? null : content.subarray(0, TEXT_LIMIT).toString('utf8'),
  };
}

/** `revision` or `revision:path`. */
function splitExpression(expression: string): [string, string | undefined] {
  const colon = expression.indexOf(':');
  return colon < 0
    ? [expression, undefined]
    : [expression.slice(0, colon), expression.slice(colon + 1)];
}

function presentRepository(core: ForgeCore, repository: RepositoryRecord) {
  const owner = core.account(repository.owner);
  // One query asks for many files of one revision.
  const resolved = new Map<string, Promise<string | undefined>>();
  const resolve = (revision: string) => {
    const known = resolved.get(revision);
    const found = known ?? core.git(repository).resolve(revision);
    resolved.set(revision, found);
    return found;
  };
  return {
    id: nodeId('Repository', repository.id),
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    url: repositoryHtml(core, repository),
    isPrivate: repository.private,
    isArchived: repository.archived,
    owner: owner && presentOwner(core, owner),
    defaultBranchRef: () =>
      presentRef(core, repository, repository.defaultBranch),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      presentRef(core, repository, qualifiedName),
    object: (named: { oid?: string; expression?: string }) =>
      presentObject(core, repository, named, resolve),
    pullRequest: ({ number }: { number: number }) =>
      presentPull(core, repository, core.pull(repository, number)),
    pullRequests: (filter: PullFilter) =>
      presentPulls(core, repository, filter),
  };
}

async function createCommitOnBranch(
  { input }: { input: CommitInput },
  { core, actor }: GraphqlContext,
) {
  const [owner, name] = (input.branch.repositoryNameWithOwner ?? '').split('/');
  const branch = input.branch.branchName ?? '';
  const repository = requireRepository(
    core,
    actor,
    owner ?? '',
    name ?? '',
    'push',
  );
  const files: Record<string, FileContent | undefined> = {};
  for (const { path } of input.fileChanges?.deletions ?? []) {
    files[path] = undefined;
  }
  for (const { path, contents } of input.fileChanges?.additions ?? []) {
    files[path] = { content: Buffer.from(contents, 'base64') };
  }
  const { headline, body } = input.message;
  const sha = await core.lock(repository, async () => {
    const tip = await core.git(repository).branch(branch);
    if (tip !== input.expectedHeadOid) {
      throw new ApiError(
        422,
        `Expected branch to point to "${tip}" but it did not. expectedHeadOid was "${input.expectedHeadOid}".`,
      );
    }
    return commitFiles(core, repository, actor, {
      branch,
      files,
      message: body ? `${headline}\n\n${body}` : headline,
    });
  });
  return {
    commit: await presentCommit(core, repository, sha),
    ref: await presentRef(core, repository, branch),
  };
}

/** The pull request behind a global id, where the actor may push. */
function requirePullById(id: string, { core, actor }: GraphqlContext) {
  for (const known of core.repositories()) {
    const pull = core
      .pulls(known)
      .find(p => nodeId('PullRequest', p.id) === id);
    if (pull && permissionOf(core, known, actor.account, actor.token)) {
      const { owner, name } = known;
      const repository = requireRepository(core, actor, owner, name, 'push');
      return { repository, pull };
    }
  }
  throw new ApiError(
    404,
    `Could not resolve to a node with the global id of '${id}'`,
  );
}

async function createPullRequest(
  {
    input,
  }: {
    input: {
      repositoryId: string;
      baseRefName: string;
      headRefName: string;
      title: string;
      body?: string;
      draft?: boolean;
    };
  },
  { core, actor }: GraphqlContext,
) {
  const { repositoryId, baseRefName, headRefName, title, body, draft } = input;
  const known = core
    .repositories()
    .find(({ id }) => nodeId('Repository', id) === repositoryId);
  if (!known || !permissionOf(core, known, actor.account, actor.token)) {
    throw new ApiError(
      404,
      `Could not resolve to a node with the global id of '${repositoryId}'`,
    );
  }
  const { owner, name } = known;
  const repository = requireRepository(core, actor, owner, name, 'push');
  const pull = await core.lock(repository, () =>
    openPull(core, repository, actor, {
      title,
      body,
      head: headRefName,
      base: baseRefName,
      draft,
    }),
  );
  return { pullRequest: presentPull(core, repository, pull) };
}

async function changeDraft(
  id: string,
  draft: boolean,
  context: GraphqlContext,
) {
  const { core, actor } = context;
  const { repository, pull } = requirePullById(id, context);
  await setDraft(core, repository, actor, pull, draft);
  return { pullRequest: presentPull(core, repository, pull) };
}

async function enablePullRequestAutoMerge(
  { input }: { input: { pullRequestId: string; mergeMethod?: string } },
  context: GraphqlContext,
) {
  const { core, actor } = context;
  const { repository, pull } = requirePullById(input.pullRequestId, context);
  const method = (input.mergeMethod ?? 'MERGE').toLowerCase() as MergeMethod;
  await core.lock(repository, () =>
    enableAutoMerge(core, repository, actor, pull, method),
  );
  return { pullRequest: presentPull(core, repository, pull) };
}

/** What answers the queries and mutations of the schema. */
export const graphqlRoot = {
  viewer: (_args: unknown, { core, actor }: GraphqlContext) =>
    presentOwner(core, actor.account),
  repository: (
    { owner, name }: { owner: string; name: string },
    { core, actor }: GraphqlContext,
  ) => presentRepository(core, requireRepository(core, actor, owner, name)),
  organization: ({ login }: { login: string }, { core }: GraphqlContext) => {
    const account = core.account(login);
    return account?.type === 'Organization'
      ? presentOwner(core, account)
      : null;
  },
  user: ({ login }: { login: string }, { core }: GraphqlContext) => {
    const account = core.account(login);
    return account && account.type !== 'Organization'
      ? presentOwner(core, account)
      : null;
  },
  createCommitOnBranch,
  createPullRequest,
  enablePullRequestAutoMerge,
  markPullRequestReadyForReview: (
    { input }: { input: { pullRequestId: string } },
    context: GraphqlContext,
  ) => changeDraft(input.pullRequestId, false, context),
  convertPullRequestToDraft: (
    { input }: { input: { pullRequestId: string } },
    context: GraphqlContext,
  ) => changeDraft(input.pullRequestId, true, context),
};
