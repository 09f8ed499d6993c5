import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { RepositoryServices } from '../target/connectRepository';
import { findFile } from '../target/findFile';
import { leaveFile } from '../target/leaveFile';
import { repositoryInput } from '../target/repositoryInput';
import { addLines } from '../text/addLines';
import { examples } from './ensureLines.examples';

/** Files with a structure of their own: a line at their end may mean something else than it says. */
const STRUCTURED = /\.(ya?ml|json|toml|xml)$/i;

/**
 * The action `tenant-clusters:lines:ensure`.
 * @public
 */
export function createEnsureLinesAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  return createTemplateAction({
    id: 'tenant-clusters:lines:ensure',
    description:
      "Adds lines to a text file in which each line stands for itself, such as CODEOWNERS or .gitignore, unless they are there; everything else stays the same bytes. Takes the file from the workspace, or from a hub's platform repository or any other, makes it if there is none, and leaves it in the workspace for tenant-clusters:pull-request:open. For YAML use tenant-clusters:manifest:edit.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository has the file, when the workspace has it not',
        ),
        path: z => z.string().min(1).max(500).describe('The file'),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              "Branch to fetch from; the hub's or the repository's own by default",
            ),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe(
              "Folder of the workspace that stands for the repository's root; its own root by default",
            ),
        lines: z =>
          z
            .array(z.string().min(1).max(1000))
            .min(1)
            .max(100)
            .describe(
              'The lines, in the order in which missing ones are added',
            ),
      },
      output: {
        outcome: z =>
          z
            .enum(['created', 'changed', 'unchanged'])
            .describe('What the file came to'),
        diff: z =>
          z
            .string()
            .describe('The change as a unified diff; empty when there is none'),
      },
    },
    async handler(ctx) {
      const { path, lines, sourcePath = '.' } = ctx.input;
      if (STRUCTURED.test(path)) {
        throw new InputError(
          `${path} is no file of lines that stand for themselves; use tenant-clusters:manifest:edit for YAML`,
        );
      }
      const file = await findFile(options, ctx, {
        ...ctx.input,
        sourcePath,
      });
      const before = file?.content.toString('utf8');
      const { outcome, diff } = await leaveFile(ctx, {
        path,
        sourcePath,
        before,
        after: addLines(before ?? '', lines),
        sha: file?.sha,
      });
      ctx.output('outcome', outcome);
      ctx.output('diff', diff);
    },
  });
}
