import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { addDetails } from '../pullRequest/addDetails';
import { branchName } from '../pullRequest/branchName';
import { changesOutput } from '../pullRequest/changesOutput';
import { GitData } from '../pullRequest/GitData';
import { claimsOf, writeBody } from '../pullRequest/writeBody';
import { reportProposal } from '../pullRequest/reportProposal';
import { proposeFiles } from '../pullRequest/proposeFiles';
import type { ProposedFile } from '../pullRequest/types';
import {
  connectRepository,
  type RepositoryServices,
} from '../target/connectRepository';
import { requireClaimPermissions } from '../target/requireClaimPermissions';
import { repositoryInput } from '../target/repositoryInput';
import { readFiles } from '../target/readFiles';
import { examples } from './openPullRequest.examples';

/** The manifests among the files, as text. */
const yamlTexts = (files: ProposedFile[]) =>
  files
    .filter(file => file.content && /\.ya?ml$/.test(file.path))
    .map(file => file.content!.toString('utf8'));

/**
 * The action `tenant-clusters:pull-request:open`.
 * @public
 */
export function createOpenPullRequestAction(options: RepositoryServices) {
  return createTemplateAction({
    id: 'tenant-clusters:pull-request:open',
    description:
      "Proposes the workspace's files as a pull request to a hub's platform repository, or to any repository. Run again for the same subject it updates that pull request on top of reviewers' commits, or says that nothing changed; it never overwrites what somebody else committed.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository, from the configuration, gets the proposal',
        ),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              "Branch to merge into; the hub's or the repository's own by default",
            ),
        subject: z =>
          z
            .string()
            .min(1)
            .max(250)
            .describe(
              'What the proposal is about, for example create/payments/payments-prod. The same subject has the same branch',
            ),
        title: z =>
          z.string().min(1).max(250).describe('Title of the pull request'),
        description: z =>
          z
            .string()
            .optional()
            .describe(
              'Body of the pull request, in Markdown; trailers with requester, hub and claims follow it',
            ),
        commitMessage: z =>
          z.string().optional().describe('The title by default'),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder of the workspace to propose; all of it by default',
            ),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder of the repository to put the files into; its root by default',
            ),
        deletePaths: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Files of the repository to delete; one that ends with / is a folder with all that is below it',
            ),
        renamePaths: z =>
          z
            .array(z.object({ from: z.string(), to: z.string() }).strict())
            .optional()
            .describe(
              'Files of the repository to move, with their content and mode',
            ),
        draft: z => z.boolean().optional().describe('Open it as a draft'),
        autoMerge: z =>
          z
            .enum(['merge', 'squash', 'rebase'])
            .optional()
            .describe(
              'Let GitHub merge it, in this way, once its requirements are met; only where the repository allows it',
            ),
        labels: z =>
          z
            .array(z.string())
            .optional()
            .describe('Labels for a new pull request'),
        assignees: z =>
          z
            .array(z.string())
            .optional()
            .describe('Assignees of a new pull request, by login'),
        reviewers: z =>
          z
            .array(z.string())
            .optional()
            .describe('Reviewers of a new pull request, by login'),
        teamReviewers: z =>
          z
            .array(z.string())
            .optional()
            .describe('Teams to review a new pull request, by slug'),
      },
      output: {
        outcome: z =>
          z
            .enum(['created', 'updated', 'unchanged'])
            .describe('What the run came to'),
        pullRequestUrl: z =>
          z.string().optional().describe('Address of the pull request'),
        pullRequestNumber: z =>
          z.number().optional().describe('Number of the pull request'),
        branch: z => z.string().describe('Branch that holds the proposal'),
        repositoryUrl: z => z.string().describe('Address of the repository'),
        diff: z =>
          z
            .string()
            .describe(
              'The change as a unified diff; empty when nothing changes',
            ),
        changes: changesOutput('The same file by file'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const {
        hub,
        repository,
        octokit,
        branch: base,
      } = await connectRepository(options, ctx, input);
      const files = await readFiles(ctx.workspacePath, input);
      const renames = input.renamePaths ?? [];
      if (files.length + renames.length === 0) {
        throw new InputError('There are no files to propose');
      }
      const git = new GitData(octokit, repository);
      const result = await proposeFiles(git, {
        files,
        renames,
        subject: input.subject,
        branch: branchName(input.subject),
        base,
        title: input.title,
        body: ({ removed }) =>
          writeBody({
            description: input.description ?? '',
            requester: ctx.user?.ref,
            hub,
            claims: claimsOf(yamlTexts(files), removed),
          }),
        allow:
          hub === undefined
            ? undefined
            : claims => requireClaimPermissions(options, ctx, hub, claims),
        commitMessage: input.commitMessage ?? input.title,
        requester: ctx.user?.ref,
        hub,
        draft: input.draft ?? false,
        dryRun: ctx.isDryRun ?? false,
      });
      const { outcome, pullRequest } = result;
      reportProposal(ctx, repository, result);
      if (outcome === 'created' && pullRequest && !ctx.isDryRun) {
        await addDetails(ctx.logger, git.pullRequests, pullRequest, input);
      }
    },
  });
}
