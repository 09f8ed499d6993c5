import { ConflictError, NotFoundError } from '@backstage/errors';
import { awaitPullRequest } from './awaitPullRequest';
import { BranchMovedError } from './BranchMovedError';
import { claimChanges, type ClaimChanges } from './claimChanges';
import { commitMessage, isOurs, requesterOf } from './commitTrailers';
import { fileChanges } from './fileChanges';
import type { AheadCommit, GitData } from './GitData';
import { networkTrailers, newNetworks, replaceNetworks } from './networks';
import {
  expandFolders,
  planFiles,
  planRenames,
  requireUnmoved,
} from './planFiles';
import { refuseCollision } from './refuseCollision';
import { requireOwnRequest } from './requireOwnRequest';
import type {
  Opening,
  OpenPullRequest,
  ProposalResult,
  ProposedFile,
  Rename,
  Tree,
} from './types';

const MAX_ATTEMPTS = 4;
/** Branches `x`, `x-2`, … that other people's commits may occupy before we give up. */
const MAX_BRANCHES = 10;

export interface Proposal {
  files: ProposedFile[];
  renames?: Rename[];
  subject: string;
  branch: string;
  /** Branch to merge into; the repository's default branch when absent. */
  base?: string;
  title: string;
  /** Of a new pull request; told which claims of the base it alters or takes away. */
  body(claims: ClaimChanges): string;
  /** Throws when somebody may not alter or take away these claims of the base; asked before anything is written. */
  allow?(claims: ClaimChanges): Promise<void>;
  commitMessage: string;
  /** Who asks, and for which hub. */
  requester?: string;
  hub?: string;
  draft: boolean;
  dryRun: boolean;
}

/** Where the next commit goes: on which parents, over which files. */
interface Ground {
  branch: string;
  exists: boolean;
  parents: string[];
  tree: Tree;
  /** Tree of our last commit, when the branch is under review. */
  ours?: Tree;
  /** Who asked for that commit. */
  requester?: string;
  pullRequest?: OpenPullRequest;
}

/** The branch is under review: build on top of what is there, reviewers' commits included. */
async function groundUnderReview(
  git: GitData,
  proposal: Proposal,
  options: { base: string; head: string; pullRequest: OpenPullRequest },
): Promise<Ground> {
  const { base, head, pullRequest } = options;
  const ours = (await git.ahead(base, head))
    .reverse()
    .find(({ message }) => isOurs(message, proposal.subject));
  if (!ours) {
    throw new ConflictError(
      `Branch ${proposal.branch} belongs to pull request #${pullRequest.number}, which proposes something else`,
    );
  }
  const tree = await git.tree(head);
  return {
    branch: proposal.branch,
    exists: true,
    parents: [head],
    tree,
    ours: ours.sha === head ? tree : await git.tree(ours.sha),
    requester: requesterOf(ours.message),
    pullRequest,
  };
}

/**
 * Lets somebody else who asks for the same at this moment open their pull request first.
 *
 * @throws BranchMovedError when they did.
 */
async function requireNobodyElse(
  git: GitData,
  { requester }: Proposal,
  options: { branch: string; base: { branch: string }; ahead: AheadCommit[] },
): Promise<void> {
  const { branch, base, ahead } = options;
  const last = ahead.at(-1);
  const other = last && requesterOf(last.message);
  if (
    other &&
    other !== requester &&
    (await awaitPullRequest(git, { branch, base: base.branch, at: last.at }))
  ) {
    throw new BranchMovedError(`${other} asks for the same at this moment`);
  }
}

/**
 * Finds where the next commit goes. A branch without an open pull request is what a merged or closed one, or an interrupted
 * run, left behind: it is moved forward when only we committed to it, and left alone otherwise.
 */
async function findGround(
  git: GitData,
  proposal: Proposal,
  base: { branch: string; head: string },
  opening: Opening,
): Promise<Ground> {
  for (let attempt = 1; attempt <= MAX_BRANCHES; attempt++) {
    const branch =
      attempt === 1 ? proposal.branch : `${proposal.branch}-${attempt}`;
    const first = attempt === 1;
    const head = first ? opening.head : await git.head(branch);
    if (!head) {
      return {
        branch,
        exists: false,
        parents: [base.head],
        tree: await git.tree(base.head),
      };
    }
    const pullRequest = first
      ? opening.pullRequest
      : await git.pullRequests.findOpen(branch, base.branch);
    if (pullRequest) {
      return groundUnderReview(
        git,
        { ...proposal, branch },
        { base: base.head, head, pullRequest },
      );
    }
    const ahead = await git.ahead(base.head, head);
    if (ahead.every(({ message }) => isOurs(message, proposal.subject))) {
      await requireNobodyElse(git, proposal, { branch, base, ahead });
      return {
        branch,
        exists: true,
        // With the old head as a parent it is a move forward, which needs no force.
        parents: ahead.length === 0 ? [base.head] : [head, base.head],
        tree: await git.tree(base.head),
      };
    }
  }
  throw new ConflictError(
    `Branch ${proposal.branch} and ${
      MAX_BRANCHES - 1
    } more of its name hold other people's commits; delete those that nobody needs`,
  );
}

async function proposeOnce(
  git: GitData,
  proposal: Proposal,
): Promise<ProposalResult> {
  const opening = await git.open({
    branch: proposal.branch,
    base: proposal.base,
    paths: proposal.files
      .map(({ path }) => path)
      .filter(path => !path.endsWith('/')),
  });
  const { baseBranch, baseHead } = opening;
  if (!baseHead) {
    throw new NotFoundError(`There is no branch '${baseBranch}' to propose to`);
  }
  const ground = await findGround(
    git,
    proposal,
    { branch: baseBranch, head: baseHead },
    opening,
  );
  const { branch, pullRequest } = ground;
  if (!pullRequest) {
    requireUnmoved(proposal.files, ground.tree, baseBranch);
  }
  const given = new Set(proposal.files.map(({ path }) => path));
  const renamed = planRenames(proposal.renames ?? [], ground.tree);
  const wanted = [
    ...expandFolders(proposal.files, ground.tree),
    // A file that is moved and changed at once is as the workspace has it.
    ...renamed.filter(({ path }) => !given.has(path)),
  ];
  const files = planFiles({
    files: wanted,
    tree: ground.tree,
    ours: ground.ours,
    where: pullRequest ? `pull request #${pullRequest.number}` : branch,
  });
  if (pullRequest) {
    requireOwnRequest({
      files,
      tree: ground.tree,
      pullRequest,
      before: ground.requester,
      now: proposal.requester,
    });
  }
  const changes = await fileChanges({ files, tree: ground.tree, git });
  if (files.length === 0) {
    return { outcome: 'unchanged', branch, pullRequest, changes };
  }
  const claims = await claimChanges({
    files: wanted,
    base: pullRequest ? await git.tree(baseHead) : ground.tree,
    git,
  });
  await proposal.allow?.(claims);
  const outcome = pullRequest ? 'updated' : 'created';
  if (proposal.dryRun) {
    return { outcome, branch, pullRequest, changes };
  }
  const commit = await git.commit({
    files,
    baseTree: ground.parents[ground.parents.length - 1],
    parents: ground.parents,
    message: commitMessage({ ...proposal, message: proposal.commitMessage }),
  });
  if (ground.exists) {
    await git.moveBranch(branch, commit);
  } else {
    await git.createBranch(branch, commit);
  }
  const published = { git, proposal, claims, files: wanted, baseBranch };
  return {
    outcome,
    branch,
    changes,
    pullRequest: pullRequest
      ? await renew({ ...published, pullRequest })
      : await publish({
          ...published,
          branch,
          repository: opening.repositoryId,
        }),
  };
}

interface Publication {
  git: GitData;
  proposal: Proposal;
  claims: ClaimChanges;
  files: ProposedFile[];
  baseBranch: string;
}

/** Opens the pull request of a branch. @throws ConflictError when it meets an earlier one, and was closed. */
async function publish(
  options: Publication & { branch: string; repository: string },
): Promise<OpenPullRequest> {
  const { git, proposal, claims, files, baseBranch } = options;
  const { title, draft, hub } = proposal;
  const networks = newNetworks(claims, files);
  const { opened, standing } = await git.pullRequests.create({
    repository: options.repository,
    branch: options.branch,
    base: baseBranch,
    title,
    body: [proposal.body(claims), ...networkTrailers(networks)].join('\n'),
    draft,
  });
  await refuseCollision({
    pullRequests: git.pullRequests,
    pullRequest: opened,
    networks,
    hub,
    base: baseBranch,
    standing,
    outcome: 'created',
  });
  return opened;
}

/** Lets the body of an open pull request say which networks it asks for now. @throws ConflictError when it meets another one. */
async function renew(
  options: Publication & { pullRequest: OpenPullRequest },
): Promise<OpenPullRequest> {
  const { git, proposal, claims, files, baseBranch, pullRequest } = options;
  const { pullRequests } = git;
  const networks = newNetworks(claims, files);
  const before = pullRequest.body ?? '';
  const body = replaceNetworks(before, networks);
  if (networks.length > 0 && body !== before.trim()) {
    await pullRequests.setBody(pullRequest.number, body);
    await refuseCollision({
      pullRequests,
      pullRequest,
      networks,
      hub: proposal.hub,
      base: baseBranch,
      standing: await pullRequests.standingBeside(pullRequest.number),
      outcome: 'updated',
    });
  }
  return pullRequest;
}

/**
 * Proposes files as a pull request. The same subject has the same branch: a second run updates the open pull request on top of
 * reviewers' commits, or says that nothing changed. When somebody pushes meanwhile it reads again and starts over.
 *
 * @throws ConflictError when a reviewer changed a file that would be overwritten.
 */
export async function proposeFiles(
  git: GitData,
  proposal: Proposal,
): Promise<ProposalResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await proposeOnce(git, proposal);
    } catch (error) {
      if (!(error instanceof BranchMovedError) || attempt === MAX_ATTEMPTS) {
        throw error;
      }
    }
  }
}
