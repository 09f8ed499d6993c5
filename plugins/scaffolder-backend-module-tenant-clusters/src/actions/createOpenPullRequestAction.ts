import {
  resolveSafeChildPath,
  type LoggerService,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createTemplateAction,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import {
  clusterRequestPermission,
  SPOKEPORT_TRAILERS,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  createOctokit,
  readClaimManifests,
} from '@spokeport/backstage-plugin-tenant-clusters-node';
import { branchName } from '../pullRequest/branchName';
import { GitData } from '../pullRequest/GitData';
import { proposeFiles } from '../pullRequest/proposeFiles';
import type { ProposedFile } from '../pullRequest/types';
import { resolveTarget } from '../target/resolveTarget';
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
  return [
    ...contents
      .filter(file => !file.symlink)
      .map(({ path, content, executable }) => ({
        path: at(path),
        content,
        executable,
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

/**
 * The action `tenant-clusters:pull-request:open`.
 * @public
 */
export function createOpenPullRequestAction(options: {
  config: Config;
  integrations: ScmIntegrations;
  logger: LoggerService;
  permissions: PermissionsService;
}) {
  const { config, integrations, logger, permissions } = options;
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
        draft: z => z.boolean().optional().describe('Open it as a draft'),
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
      const { hub, repository, branch: base } = resolveTarget(config, input);
      if (hub) {
        const [decision] = await permissions.authorize(
          [{ permission: clusterRequestPermission }],
          { credentials: await ctx.getInitiatorCredentials() },
        );
        if (decision.result !== AuthorizeResult.ALLOW) {
          throw new NotAllowedError(
            `You may not propose anything to the platform repository of hub '${hub}'`,
          );
        }
      }
      const userToken = ctx.secrets?.USER_OAUTH_TOKEN;
      if (
        config.getOptionalBoolean('scaffolder.requireScmUserCredentials') &&
        !userToken
      ) {
        throw new InputError(
          'This portal proposes in the name of the person who asks: the template must request user credentials for the repository',
        );
      }
      const files = await readFiles(ctx.workspacePath, input);
      if (files.length === 0) {
        throw new InputError('There are no files to propose');
      }
      const git = new GitData(
        await createOctokit({
          integrations,
          repository,
          logger,
          token: userToken,
        }),
        repository,
      );
      const result = await proposeFiles(git, {
        files,
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
        const { number } = pullRequest;
        const {
          labels = [],
          assignees = [],
          reviewers = [],
          teamReviewers = [],
        } = input;
        if (labels.length > 0) {
          await attempt(ctx.logger, 'Labels', () =>
            git.addLabels(number, labels),
          );
        }
        if (assignees.length > 0) {
          await attempt(ctx.logger, 'Assignees', () =>
            git.addAssignees(number, assignees),
          );
        }
        if (reviewers.length + teamReviewers.length > 0) {
          await attempt(ctx.logger, 'Reviewers', () =>
            git.requestReviewers(number, reviewers, teamReviewers),
          );
        }
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
