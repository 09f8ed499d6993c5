import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { GitData } from '../pullRequest/GitData';
import { ensureRepository } from '../repository/ensureRepository';
import { RepositoryApi } from '../repository/RepositoryApi';
import { PERMISSIONS } from '../repository/types';
import {
  connectRepository,
  type RepositoryServices,
} from '../target/connectRepository';
import { readFiles } from '../target/readFiles';
import { examples } from './ensureRepository.examples';

/**
 * The action `tenant-clusters:repository:ensure`.
 * @public
 */
export function createEnsureRepositoryAction(options: RepositoryServices) {
  return createTemplateAction({
    id: 'tenant-clusters:repository:ensure',
    description:
      'Makes a repository with its first content from the workspace, topics, access and protection, or finishes one that a failed run left half made. On a finished one it changes nothing and says so: content is written once, and topics, access and protection only grow. Never touches a repository that somebody else made by the same name. Use it instead of publish:github where a task that failed half way must be able to run again.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .min(1)
            .describe('The repository, as URL or as host?owner=…&repo=…'),
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
        repositoryUrl: z => z.string().describe('Address of the repository'),
        remoteUrl: z => z.string().describe('Address to clone it from'),
        repoContentsUrl: z =>
          z.string().describe('Address of its files on the default branch'),
        defaultBranch: z => z.string().describe('Its default branch'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { repository, octokit } = await connectRepository(
        options,
        ctx,
        input,
      );
      const dryRun = ctx.isDryRun ?? false;
      const files = await readFiles(ctx.workspacePath, {
        sourcePath: input.sourcePath,
      });
      const result = await ensureRepository({
        api: new RepositoryApi(octokit, repository),
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
          deleteBranchOnMerge: input.deleteBranchOnMerge ?? true,
          allowAutoMerge: input.allowAutoMerge ?? false,
          requester: ctx.user?.ref,
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
