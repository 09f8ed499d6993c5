import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { changesOutput } from '../pullRequest/changesOutput';
import { GitData } from '../pullRequest/GitData';
import { ensureRepository } from '../repository/ensureRepository';
import { RepositoryApi } from '../repository/RepositoryApi';
import { RulesetApi } from '../repository/RulesetApi';
import { rulesetInput } from '../repository/rulesetInput';
import { PERMISSIONS, PLATFORM } from '../repository/types';
import {
  connectRepository,
  type Initiator,
  type RepositoryServices,
} from '../target/connectRepository';
import { readFiles } from '../target/readFiles';
import { repositoryInput } from '../target/repositoryInput';
import { createRulesClient } from '../validation/createRulesClient';
import { examples } from './ensureRepository.examples';

/**
 * The action `tenant-clusters:repository:ensure`.
 * @public
 */
export function createEnsureRepositoryAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  async function isPlatformTeam(initiator: Initiator): Promise<boolean> {
    const [decision] = await options.permissions.authorize(
      [{ permission: hubReadPermission }],
      { credentials: await initiator.getInitiatorCredentials() },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** Whose half-made repositories the person may finish; what the input says of the tenant is checked by the platform. */
  async function authorizedFor(
    initiator: Initiator,
    { hub, tenant }: { hub?: string; tenant?: string },
  ): Promise<string[]> {
    if (tenant) {
      const rules = createRulesClient({
        ...options,
        credentials: await initiator.getInitiatorCredentials(),
      });
      const { tenants } = await rules.options();
      if (!tenants.some(({ name }) => name === tenant)) {
        const own = tenants.map(({ name }) => name).join(', ');
        throw new NotAllowedError(
          `You do not belong to tenant ${tenant}${
            own ? `; you can make repositories for ${own}` : ''
          }`,
        );
      }
      return [tenant];
    }
    const platform = await isPlatformTeam(initiator);
    if (hub && !platform) {
      throw new NotAllowedError(
        `Only the platform team may change who may do what in the repository of hub '${hub}'`,
      );
    }
    return platform ? [PLATFORM] : [];
  }

  return createTemplateAction({
    id: 'tenant-clusters:repository:ensure',
    description:
      'Makes a repository with its first content from the workspace, topics, access and protection, or finishes one that a failed run left half made. On a finished one it changes nothing and says so: content is written once, and topics, access, protection and rulesets only grow. Never touches a repository that somebody else made by the same name. With a hub instead of a repoUrl it brings access and rules of the platform repository of that hub up to date, for the platform team only. Use it instead of publish:github where a task that failed half way must be able to run again.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository, which is there already, gets topics, access, protection and rulesets; its content stays',
        ),
        tenant: z =>
          z
            .string()
            .optional()
            .describe(
              'Whose it is: the person who asks must belong to this tenant, and its other members may finish what one of them began',
            ),
        description: z =>
          z.string().max(350).optional().describe('What it is, in a sentence'),
        visibility: z =>
          z
            .enum(['private', 'internal', 'public'])
            .optional()
            .describe('Who sees it; private by default'),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder of the workspace with the first content; all of it by default',
            ),
        topics: z =>
          z.array(z.string()).max(20).optional().describe('Topics to have'),
        access: z =>
          z
            .object({
              teams: z
                .array(
                  z
                    .object({
                      slug: z.string(),
                      permission: z.enum(PERMISSIONS),
                    })
                    .strict(),
                )
                .optional(),
              users: z
                .array(
                  z
                    .object({
                      login: z.string(),
                      permission: z.enum(PERMISSIONS),
                    })
                    .strict(),
                )
                .optional(),
            })
            .strict()
            .optional()
            .describe(
              'Teams of the organization and people, who get at least this',
            ),
        protection: z =>
          z
            .object({
              requiredApprovals: z.number().int().min(0).max(6).optional(),
              requireCodeOwners: z.boolean().optional(),
              requiredChecks: z.array(z.string()).optional(),
              dismissStaleReviews: z.boolean().optional(),
              enforceAdmins: z.boolean().optional(),
            })
            .strict()
            .optional()
            .describe(
              'What the default branch asks of a change, which then goes through a pull request',
            ),
        rulesets: z =>
          z
            .array(rulesetInput(z))
            .max(20)
            .optional()
            .describe(
              'Rules for branches by name. One of that name gets at least these; enforcement `evaluate` (GitHub Enterprise) or `disabled` only proposes them',
            ),
        workflowAccess: z =>
          z
            .enum(['user', 'organization'])
            .optional()
            .describe(
              'Let the other repositories of its owner call the workflows of this private one',
            ),
        deleteBranchOnMerge: z =>
          z
            .boolean()
            .optional()
            .describe('Delete branches once they are merged; so by default'),
        allowAutoMerge: z =>
          z
            .boolean()
            .optional()
            .describe('Let pull requests be merged by themselves'),
      },
      output: {
        outcome: z =>
          z
            .enum(['created', 'finished', 'unchanged'])
            .describe('What the run came to'),
        done: z =>
          z
            .array(z.string())
            .describe('What was done, in words; empty if nothing'),
        changes: changesOutput('In a dry run: the first content, file by file'),
        repositoryUrl: z => z.string().describe('Address of the repository'),
        remoteUrl: z => z.string().describe('Address to clone it from'),
        repoContentsUrl: z =>
          z.string().describe('Address of its files on the default branch'),
        defaultBranch: z => z.string().describe('Its default branch'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { hub, sourcePath, tenant } = input;
      if (hub && (sourcePath || tenant)) {
        throw new InputError(
          'The repository of a hub has content and an owner: leave out sourcePath and tenant, or name another repository by repoUrl',
        );
      }
      const mayFinishFor = await authorizedFor(ctx, input);
      const { repository, octokit } = await connectRepository(
        options,
        ctx,
        input,
      );
      const dryRun = ctx.isDryRun ?? false;
      const files = hub
        ? []
        : await readFiles(ctx.workspacePath, { sourcePath });
      const result = await ensureRepository({
        api: new RepositoryApi(octokit, repository),
        rulesets: new RulesetApi(octokit, repository),
        git: new GitData(octokit, repository),
        dryRun,
        wish: {
          description: input.description,
          visibility: input.visibility ?? 'private',
          files,
          topics: input.topics ?? [],
          teams: input.access?.teams ?? [],
          users: input.access?.users ?? [],
          protection: input.protection,
          rulesets: input.rulesets ?? [],
          workflowAccess: input.workflowAccess,
          deleteBranchOnMerge: input.deleteBranchOnMerge ?? true,
          allowAutoMerge: input.allowAutoMerge ?? false,
          requester: ctx.user?.ref,
          tenant,
          mayFinishFor,
          settingsOnly: hub !== undefined,
        },
      });
      const name = `${repository.owner}/${repository.repo}`;
      for (const words of result.done) {
        ctx.logger.info(`${name}: ${dryRun ? 'would: ' : ''}${words}`);
      }
      if (result.outcome === 'unchanged') {
        ctx.logger.info(`${name}: is finished already; nothing changed`);
      }
      ctx.output('outcome', result.outcome);
      ctx.output('done', result.done);
      ctx.output('changes', result.changes);
      ctx.output('repositoryUrl', repository.url);
      ctx.output('remoteUrl', `${repository.url}.git`);
      ctx.output(
        'repoContentsUrl',
        `${repository.url}/blob/${result.defaultBranch}`,
      );
      ctx.output('defaultBranch', result.defaultBranch);
    },
  });
}
