import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import { SPOKEPORT_TRAILERS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { readClaimManifests } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { branchName } from '../pullRequest/branchName';
import { GitData } from '../pullRequest/GitData';
import { proposeFiles } from '../pullRequest/proposeFiles';
import type { OpenPullRequest, ProposedFile } from '../pullRequest/types';
import {
  connectRepository,
  type RepositoryServices,
} from '../target/connectRepository';
import { READ_RECORD, readReadRecord } from '../target/readRecord';
import { examples } from './openPullRequest.examples';

/** Claims that the files name, as `group/Kind/namespace/name`, for the trailers. */
function claimsOf(files: ProposedFile[]): string[] {
  const claims = files
    .filter(file => file.content && /\.ya?ml$/.test(file.path))
    .flatMap(file => readClaimManifests(file.content!.toString('utf8')))
    .map(({ group, kind, namespace, name }) =>
      // One line each: a name with a line break in it would write a trailer of its own.
      [group, kind, namespace ?? '', name].join('/').replace(/\s+/g, ' '),
    );
  return [...new Set(claims)].sort();
}

function writeBody(options: {
  description: string;
  requester?: string;
  hub?: string;
  claims: string[];
}): string {
  const trailers = [
    options.requester &&
      `${SPOKEPORT_TRAILERS.requester}: ${options.requester}`,
    options.hub && `${SPOKEPORT_TRAILERS.hub}: ${options.hub}`,
    ...options.claims.map(claim => `${SPOKEPORT_TRAILERS.claim}: ${claim}`),
  ].filter(Boolean);
  return [options.description.trim(), trailers.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

async function readFiles(
  workspacePath: string,
  input: { sourcePath?: string; targetPath?: string; deletePaths?: string[] },
): Promise<ProposedFile[]> {
  const prefix = input.targetPath?.replace(/^\.?\/+|\/+$/g, '') ?? '';
  const at = (path: string) => (prefix ? `${prefix}/${path}` : path);
  const source = resolveSafeChildPath(workspacePath, input.sourcePath ?? '.');
  const contents = await serializeDirectoryContents(source, {
    gitignore: false,
  });
  const deletions = (input.deletePaths ?? []).map(path => ({ path: at(path) }));
  const record = await readReadRecord(workspacePath);
  return [
    ...contents
      .filter(file => !file.symlink && file.path !== READ_RECORD)
      .map(({ path, content, executable }) => ({
        path: at(path),
        content,
        executable,
        madeFrom: record[at(path)],
      })),
    ...deletions,
  ];
}

/** What cannot be added (a label's or reviewer's name that is wrong) must not lose the pull request. */
async function attempt(
  logger: LoggerService,
  what: string,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    logger.warn(`${what} could not be added: ${(error as Error).message}`);
  }
}

/** Labels and assignees in one call; if GitHub refuses that, one after the other, so that one bad name loses no other. */
async function addLabelsAndAssignees(
  logger: LoggerService,
  git: GitData,
  number: number,
  details: { labels: string[]; assignees: string[] },
): Promise<void> {
  const entries = Object.entries(details).filter(
    ([, names]) => names.length > 0,
  );
  if (entries.length === 0) {
    return;
  }
  try {
    await git.setDetails(number, Object.fromEntries(entries));
  } catch {
    for (const [name, names] of entries) {
      const what = name === 'labels' ? 'Labels' : 'Assignees';
      await attempt(logger, what, () =>
        git.setDetails(number, { [name]: names }),
      );
    }
  }
}

async function addDetails(
  logger: LoggerService,
  git: GitData,
  { number, nodeId }: OpenPullRequest,
  input: {
    labels?: string[];
    assignees?: string[];
    reviewers?: string[];
    teamReviewers?: string[];
    autoMerge?: 'merge' | 'squash' | 'rebase';
  },
): Promise<void> {
  const { labels = [], assignees = [], autoMerge } = input;
  const { reviewers = [], teamReviewers = [] } = input;
  await addLabelsAndAssignees(logger, git, number, { labels, assignees });
  if (reviewers.length + teamReviewers.length > 0) {
    await attempt(logger, 'Reviewers', () =>
      git.requestReviewers(number, reviewers, teamReviewers),
    );
  }
  if (autoMerge && nodeId) {
    await attempt(logger, 'Auto-merge', () =>
      git.enableAutoMerge(nodeId, autoMerge),
    );
  }
}

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
        hub: z =>
          z
            .string()
            .optional()
            .describe(
              'Hub whose platform repository, from the configuration, gets the proposal',
            ),
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Instead of a hub: any repository, as URL or as host?owner=…&repo=…',
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
            .describe('Files of the repository to delete'),
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
        body: writeBody({
          description: input.description ?? '',
          requester: ctx.user?.ref,
          hub,
          claims: claimsOf(files),
        }),
        commitMessage: input.commitMessage ?? input.title,
        draft: input.draft ?? false,
        dryRun: ctx.isDryRun ?? false,
      });
      const { outcome, pullRequest } = result;
      const name = `${repository.owner}/${repository.repo}`;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would propose to ${name}:\n${result.diff || 'nothing changes'}`,
        );
      } else if (pullRequest) {
        const words = {
          created: 'Opened',
          updated: 'Updated',
          unchanged: 'Nothing changed in',
        };
        ctx.logger.info(
          `${words[outcome]} pull request ${name}#${pullRequest.number}: ${pullRequest.url}`,
        );
      } else {
        ctx.logger.info(`Nothing changed: ${name} already holds exactly this`);
      }
      if (outcome === 'created' && pullRequest && !ctx.isDryRun) {
        await addDetails(ctx.logger, git, pullRequest, input);
      }
      ctx.output('outcome', outcome);
      ctx.output('branch', result.branch);
      ctx.output('repositoryUrl', repository.url);
      ctx.output('diff', result.diff);
      if (pullRequest) {
        ctx.output('pullRequestUrl', pullRequest.url);
        ctx.output('pullRequestNumber', pullRequest.number);
      }
    },
  });
}
