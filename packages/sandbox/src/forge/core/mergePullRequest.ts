import { GitRepository } from '../git/GitRepository';
import { Signature, ZERO_SHA } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { Actor } from './access';
import { ApiError } from './ApiError';
import { branchRules } from './branchRules';
import { changeRef } from './changeRef';
import { endPull } from './endPull';
import { ForgeCore, PullIssue } from './ForgeCore';
import { mergeability, reasonsOf } from './mergeability';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeOptions {
  method?: MergeMethod;
  title?: string;
  message?: string;
  /** The head the person looked at; another one is refused. */
  sha?: string;
  at?: Date;
  /** For seeding history: merges whatever the protection says. */
  bypassProtection?: boolean;
}

/**
 * Merges a pull request by git's three-way merge. The caller holds the repository's lock.
 *
 * @returns the sha that the base points to afterwards.
 * @throws ApiError 405 when it cannot be merged, 409 when the head or the base moved.
 */
export async function mergePull(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  options: MergeOptions = {},
): Promise<string> {
  const { method = 'merge' } = options;
  if (options.sha && options.sha !== pull.pull.head.sha) {
    throw new ApiError(
      409,
      'Head branch was modified. Review and try the merge again.',
    );
  }
  await refuseMerge(core, repository, actor, pull, options);
  const base = pull.pull.base.sha;
  const now = core.now(options.at);
  const context: MergeContext = {
    git: core.git(repository),
    core,
    repository,
    pull,
    committer: signatureOf(actor, now),
    options,
  };
  const sha = await writeMerge(method, context);
  await changeRef(
    core,
    repository,
    actor,
    { ref: `refs/heads/${pull.pull.base.ref}`, before: base, after: sha },
    { bypassProtection: true, at: options.at },
  );
  await finishMerge(core, repository, actor, pull, sha, base, options.at);
  return sha;
}

/** Who a commit is by. */
export function signatureOf(actor: Actor, date: string): Signature {
  const { name, email } = actor.account;
  return { name, email, date };
}

async function refuseMerge(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  { method = 'merge', bypassProtection }: MergeOptions,
): Promise<void> {
  const allowed: Record<MergeMethod, [boolean, string]> = {
    merge: [repository.settings.allowMergeCommit, 'Merge commits are'],
    squash: [repository.settings.allowSquashMerge, 'Squash merges are'],
    rebase: [repository.settings.allowRebaseMerge, 'Rebase merges are'],
  };
  if (!allowed[method][0]) {
    throw new ApiError(
      405,
      `${allowed[method][1]} not allowed on this repository.`,
    );
  }
  const { state, reasons } = await mergeability(core, repository, pull);
  if (state === 'unknown' || state === 'dirty') {
    throw new ApiError(405, 'Pull Request is not mergeable');
  }
  if (state === 'draft') throw new ApiError(405, reasons[0]);
  if (reasons.length === 0 || bypassProtection) return;
  const binding = branchRules(core, repository, pull.pull.base.ref).filter(
    rules => !rules.mayBypass(actor, 'merge'),
  );
  const left =
    state === 'behind' && binding.some(({ strict }) => strict)
      ? reasons
      : await reasonsOf(core, repository, pull, binding);
  if (left.length > 0) throw new ApiError(405, left.join(' '));
}

interface MergeContext {
  core: ForgeCore;
  git: GitRepository;
  repository: RepositoryRecord;
  pull: PullIssue;
  committer: Signature;
  options: MergeOptions;
}

function writeMerge(
  method: MergeMethod,
  context: MergeContext,
): Promise<string> {
  switch (method) {
    case 'squash':
      return squashCommit(context);
    case 'rebase':
      return rebaseCommits(context);
    default:
      return mergeCommit(context);
  }
}

async function mergedTree({ git, pull }: MergeContext): Promise<string> {
  const { tree } = await git.merge(pull.pull.base.sha, pull.pull.head.sha);
  if (!tree) throw new ApiError(405, 'Pull Request is not mergeable');
  return tree;
}

function joined(title: string, message: string): string {
  return message === '' ? `${title}\n` : `${title}\n\n${message}\n`;
}

async function mergeCommit(context: MergeContext): Promise<string> {
  const { git, repository, pull, committer, options } = context;
  const title =
    options.title ??
    `Merge pull request #${pull.number} from ${repository.owner}/${pull.pull.head.ref}`;
  return git.writeCommit({
    tree: await mergedTree(context),
    parents: [pull.pull.base.sha, pull.pull.head.sha],
    message: joined(title, options.message ?? pull.title),
    author: committer,
    committer,
  });
}

async function squashCommit(context: MergeContext): Promise<string> {
  const { core, git, pull, committer, options } = context;
  const shas = await git.log({
    from: pull.pull.head.sha,
    not: pull.pull.base.sha,
    reverse: true,
  });
  const commits = await git.readCommits(shas);
  const single = commits.length === 1 ? commits[0].message : undefined;
  const [first, ...rest] = (single ?? pull.title).split('\n');
  const body = single
    ? rest.join('\n').trim()
    : commits.map(commit => `* ${commit.message}`).join('\n\n');
  const author = core.account(pull.user);
  return git.writeCommit({
    tree: await mergedTree(context),
    parents: [pull.pull.base.sha],
    message: joined(
      options.title ?? `${first} (#${pull.number})`,
      options.message ?? body,
    ),
    author: author
      ? signatureOf({ account: author }, committer.date)
      : committer,
    committer,
  });
}

async function rebaseCommits(context: MergeContext): Promise<string> {
  const { git, pull, committer } = context;
  const shas = await git.log({
    from: pull.pull.head.sha,
    not: pull.pull.base.sha,
    reverse: true,
  });
  let tip = pull.pull.base.sha;
  for (const commit of await git.readCommits(shas)) {
    // Merges inside the branch carry nothing that their parents do not.
    if (commit.parents.length > 1) continue;
    // git 2.39 cannot be told the merge base, so ours becomes a sibling of the commit: same parent, our tree.
    const ours = await git.writeCommit({
      tree: (await git.readCommit(tip)).tree,
      parents: commit.parents,
      message: 'rebase\n',
      author: committer,
      committer,
    });
    const { tree } = await git.merge(ours, commit.sha);
    if (!tree) {
      throw new ApiError(405, "This branch can't be rebased due to conflicts");
    }
    tip = await git.writeCommit({
      tree,
      parents: [tip],
      message: `${commit.message}\n`,
      author: commit.author,
      committer,
    });
  }
  return tip;
}

async function finishMerge(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  pull: PullIssue,
  sha: string,
  base: string,
  at?: Date,
): Promise<void> {
  // A merge commit contains the head, so following the base has ended the pull request already; the others do not.
  if (pull.state === 'open') {
    await endPull(core, repository, actor, pull, { at, merge: { sha, base } });
  }
  const head = await core.git(repository).branch(pull.pull.head.ref);
  if (repository.settings.deleteBranchOnMerge && head === pull.pull.head.sha) {
    await changeRef(
      core,
      repository,
      actor,
      {
        ref: `refs/heads/${pull.pull.head.ref}`,
        before: head,
        after: ZERO_SHA,
      },
      { at },
    );
  }
}
