import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { addDetails } from '../pullRequest/addDetails';
import { branchName } from '../pullRequest/branchName';
import type { ClaimChanges } from '../pullRequest/claimChanges';
import { changesOutput } from '../pullRequest/changesOutput';
import { GitData } from '../pullRequest/GitData';
import { planRevert, type RevertPlan } from '../pullRequest/planRevert';
import { proposeFiles } from '../pullRequest/proposeFiles';
import { pullRequestNumber } from '../pullRequest/pullRequestNumber';
import { reportProposal } from '../pullRequest/reportProposal';
import { claimsOf, writeBody } from '../pullRequest/writeBody';
import {
  connectRepository,
  type Initiator,
  type RepositoryServices,
} from '../target/connectRepository';
import { requireClaimPermissions } from '../target/requireClaimPermissions';
import { repositoryInput } from '../target/repositoryInput';
import { createRulesClient } from '../validation/createRulesClient';
import { foreignTenants } from '../validation/foreignTenants';
import { requireFreeNetworks } from '../validation/requireFreeNetworks';
import { examples } from './revertPullRequest.examples';

/** The manifests on both sides of what is undone. */
async function manifestTexts(
  git: GitData,
  plan: RevertPlan,
): Promise<string[]> {
  const shas = plan.blobs
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .map(({ sha }) => sha);
  const contents = await git.contents(shas);
  return [...contents.values()].map(content => content.toString('utf8'));
}

/**
 * The action `tenant-clusters:pull-request:revert`.
 * @public
 */
export function createRevertPullRequestAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  /** What it undoes is shown as a diff: nobody reads other tenants' claims that way. */
  async function requireOwnTenants(
    initiator: Initiator,
    number: number,
    texts: string[],
  ): Promise<void> {
    const rules = createRulesClient({
      ...options,
      credentials: await initiator.getInitiatorCredentials(),
    });
    for (const text of texts) {
      if ((await foreignTenants(text, rules)).length > 0) {
        throw new NotFoundError(
          `There is no pull request #${number} that concerns only tenants that you belong to`,
        );
      }
    }
  }

  async function requireLeave(
    initiator: Initiator,
    hub: string,
    claims: ClaimChanges,
  ): Promise<void> {
    await requireClaimPermissions(options, initiator, hub, claims);
    const credentials = await initiator.getInitiatorCredentials();
    const rules = createRulesClient({ ...options, credentials });
    await requireFreeNetworks(hub, claims.added, rules);
  }

  return createTemplateAction({
    id: 'tenant-clusters:pull-request:revert',
    description:
      'Opens a pull request that undoes a merged one, however it was merged (merge, squash or rebase). Lines that others changed since in other places stay; where they changed the same ones it refuses and names the files. Run again it finds its pull request, or says that it is undone already.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository holds the pull request',
        ),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              'Branch to undo it on; the one it was merged into by default',
            ),
        number: z =>
          z
            .union([z.number().int().positive(), z.string().max(500)])
            .describe('The merged pull request: its number, or its address'),
        reason: z =>
          z
            .string()
            .optional()
            .describe("Why, for the new pull request's body, in Markdown"),
        draft: z => z.boolean().optional().describe('Open it as a draft'),
        labels: z => z.array(z.string()).optional().describe('Labels'),
        assignees: z =>
          z.array(z.string()).optional().describe('Assignees, by login'),
        reviewers: z =>
          z.array(z.string()).optional().describe('Reviewers, by login'),
        teamReviewers: z =>
          z.array(z.string()).optional().describe('Teams to review, by slug'),
      },
      output: {
        outcome: z =>
          z
            .enum(['created', 'updated', 'unchanged'])
            .describe(
              'What the run came to; unchanged without a pull request means undone already',
            ),
        pullRequestUrl: z =>
          z.string().optional().describe('Address of the new pull request'),
        pullRequestNumber: z =>
          z.number().optional().describe('Number of the new pull request'),
        branch: z => z.string().describe('Branch that holds the proposal'),
        repositoryUrl: z => z.string().describe('Address of the repository'),
        diff: z =>
          z
            .string()
            .describe('What it undoes, as a unified diff; empty when nothing'),
        changes: changesOutput('The same file by file'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { hub, repository, octokit } = await connectRepository(
        options,
        ctx,
        input,
      );
      const number = pullRequestNumber(input.number, repository);
      const git = new GitData(octokit, repository);
      const plan = await planRevert(git, {
        number,
        base: input.targetBranch,
      });
      const base = input.targetBranch ?? plan.pull.base;
      const texts = await manifestTexts(git, plan);
      if (hub) {
        await requireOwnTenants(ctx, number, texts);
      }
      const subject = `revert/${number}`;
      if (plan.files.length === 0) {
        ctx.logger.info(
          `Nothing of pull request #${number} is left on ${base}: it is undone already`,
        );
        ctx.output('outcome', 'unchanged');
        ctx.output('branch', branchName(subject));
        ctx.output('repositoryUrl', repository.url);
        ctx.output('diff', '');
        ctx.output('changes', []);
        return;
      }
      const title = `Revert "${plan.pull.title}"`;
      const result = await proposeFiles(git, {
        files: plan.files,
        subject,
        branch: branchName(subject),
        base,
        title,
        body: () =>
          writeBody({
            description: [
              `Reverts ${repository.owner}/${repository.repo}#${number}.`,
              input.reason,
            ]
              .filter(Boolean)
              .join('\n\n'),
            requester: ctx.user?.ref,
            hub,
            claims: claimsOf(texts),
          }),
        allow:
          hub === undefined
            ? undefined
            : claims => requireLeave(ctx, hub, claims),
        commitMessage: title,
        requester: ctx.user?.ref,
        hub,
        draft: input.draft ?? false,
        dryRun: ctx.isDryRun ?? false,
      });
      reportProposal(ctx, repository, result);
      if (result.outcome === 'created' && result.pullRequest && !ctx.isDryRun) {
        await addDetails(
          ctx.logger,
          git.pullRequests,
          result.pullRequest,
          input,
        );
      }
    },
  });
}
