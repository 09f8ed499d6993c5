import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  connectRepository,
  type RepositoryServices,
} from '../target/connectRepository';
import { repositoryInput } from '../target/repositoryInput';
import { duration } from '../waiting/duration';
import { poll, type Sleep } from '../waiting/poll';
import { PullRequestWatch } from '../waiting/PullRequestWatch';
import { examples } from './waitForPullRequest.examples';

const DEFAULT_TIMEOUT = 600;
const MAX_TIMEOUT = 3600;
const DEFAULT_INTERVAL = 10;

/**
 * The action `tenant-clusters:pull-request:wait`.
 * @public
 */
export function createWaitForPullRequestAction(
  options: RepositoryServices & {
    /** For tests: how time passes. */
    sleep?: Sleep;
  },
) {
  return createTemplateAction({
    id: 'tenant-clusters:pull-request:wait',
    description:
      'Waits until a pull request is merged or closed, for a bounded time. For automation with auto-merge: a template for people ends at the pull request, whose review may take days, and the portal shows how far it is.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository holds the pull request',
        ),
        number: z =>
          z.number().int().positive().describe('Number of the pull request'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(MAX_TIMEOUT)
            .optional()
            .describe(
              `How long to wait before the step fails; ${DEFAULT_TIMEOUT} by default, ${MAX_TIMEOUT} at most`,
            ),
        intervalSeconds: z =>
          z
            .number()
            .int()
            .min(5)
            .max(300)
            .optional()
            .describe(`How often to look; ${DEFAULT_INTERVAL} by default`),
        requireMerge: z =>
          z
            .boolean()
            .optional()
            .describe('Fail when it is closed without being merged'),
      },
      output: {
        state: z => z.enum(['merged', 'closed']).describe('What became of it'),
        mergeCommit: z =>
          z
            .string()
            .optional()
            .describe('Commit that the merge left on the base'),
        pullRequestUrl: z => z.string().describe('Address of the pull request'),
      },
    },
    async handler(ctx) {
      const { number, requireMerge } = ctx.input;
      const timeoutSeconds = ctx.input.timeoutSeconds ?? DEFAULT_TIMEOUT;
      const connected = await connectRepository(options, ctx, ctx.input);
      const { owner, repo, url } = connected.repository;
      const name = `${owner}/${repo}#${number}`;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would wait up to ${duration(timeoutSeconds)} for ${name}`,
        );
        ctx.output('state', 'merged');
        ctx.output('pullRequestUrl', `${url}/pull/${number}`);
        return;
      }
      const watch = new PullRequestWatch(connected, number);
      ctx.logger.info(
        `Waiting up to ${duration(timeoutSeconds)} for ${name} to be merged`,
      );
      const end = await poll({
        look: async () => {
          const news = await watch.look();
          for (const line of news.lines) {
            ctx.logger.info(`${name}: ${line}`);
          }
          return news.end;
        },
        intervalSeconds: ctx.input.intervalSeconds ?? DEFAULT_INTERVAL,
        timeoutSeconds,
        signal: ctx.signal,
        sleep: options.sleep,
      });
      if (!end) {
        throw new InputError(
          `Pull request ${name} is still open after ${duration(
            timeoutSeconds,
          )}: ${url}/pull/${number}`,
        );
      }
      if (end.state === 'closed' && requireMerge) {
        throw new InputError(
          `Pull request ${name} was closed without being merged`,
        );
      }
      ctx.output('state', end.state);
      ctx.output('pullRequestUrl', end.url);
      if (end.mergeCommit) {
        ctx.output('mergeCommit', end.mergeCommit);
      }
    },
  });
}
