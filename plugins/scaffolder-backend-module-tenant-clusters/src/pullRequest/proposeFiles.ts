import { ConflictError, NotFoundError } from '@backstage/errors';
import { BranchMovedError } from './BranchMovedError';
import { claimChanges, type ClaimChanges } from './claimChanges';
import { fileChanges } from './fileChanges';
import type { GitData } from './GitData';
import {
  expandFolders,
  planFiles,
  planRenames,
  requireUnmoved,
} from './planFiles';
import type {
  Opening,
  OpenPullRequest,
  ProposalResult,
  ProposedFile,
  Rename,
  Tree,
} from './types';

/** Trailer of our commits: it tells them from those that people push onto the branch. */
const SUBJECT_TRAILER = 'Spokeport-Subject';
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
  pullRequest?: OpenPullRequest;
}

function hasTrailer(message: string, subject: string): boolean {
  return message.split('\n').includes(`${SUBJECT_TRAILER}: ${subject}`);
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
    .find(commit => hasTrailer(commit.message, proposal.subject));
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
    pullRequest,
  };
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
    if (ahead.every(commit => hasTrailer(commit.message, proposal.subject))) {
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
    message: `${proposal.commitMessage}\n\n${SUBJECT_TRAILER}: ${proposal.subject}`,
  });
  if (ground.exists) {
    await git.moveBranch(branch, commit);
  } else {
    await git.createBranch(branch, commit);
  }
  const { title, draft } = proposal;
  return {
    outcome,
    branch,
    changes,
    pullRequest:
      pullRequest ??
      (await git.pullRequests.create({
        branch,
        base: baseBranch,
        title,
        body: proposal.body(claims),
        draft,
      })),
  };
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
