import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { DefaultApiClient } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { duration } from '../waiting/duration';
import { JourneyWatch } from '../waiting/JourneyWatch';
import { poll, type Sleep } from '../waiting/poll';
import { examples } from './waitForCluster.examples';

const DEFAULT_TIMEOUT = 1800;
const MAX_TIMEOUT = 4 * 3600;
const DEFAULT_INTERVAL = 10;

/**
 * The action `tenant-clusters:cluster:wait`.
 * @public
 */
export function createWaitForClusterAction(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  /** For tests: how time passes. */
  sleep?: Sleep;
}) {
  const { auth, discovery, sleep } = options;
  return createTemplateAction({
    id: 'tenant-clusters:cluster:wait',
    description:
      'Follows the journey of a cluster to a stage (requested, reviewed, synced, provisioned, verified, connected, delivering; or drained to deregistered of a removal), for a bounded time, and logs each transition and what blocks it. For automation: a template for people ends at the pull request, and the portal shows the rest live.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        hub: z => z.string().min(1).describe('Hub of the cluster'),
        namespace: z =>
          z.string().min(1).describe("Namespace of its claim: the tenant's"),
        name: z => z.string().min(1).describe('Name of its claim'),
        kind: z =>
          z
            .string()
            .optional()
            .describe(
              'Kind.group, where claims of two kinds share namespace and name',
            ),
        stage: z =>
          z
            .enum([
              'requested',
              'reviewed',
              'synced',
              'provisioned',
              'verified',
              'connected',
              'delivering',
              'drained',
              'pruned',
              'deprovisioned',
              'deregistered',
            ])
            .describe('Stage to wait for; a skipped one counts as reached'),
        pullRequest: z =>
          z
            .number()
            .int()
            .positive()
            .optional()
            .describe(
              'Follow the journey of this pull request; the current one by default',
            ),
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
            .min(2)
            .max(300)
            .optional()
            .describe(`How often to look; ${DEFAULT_INTERVAL} by default`),
      },
      output: {
        stage: z => z.string().describe('The stage that was reached'),
        state: z => z.string().describe("The cluster's state then"),
      },
    },
    async handler(ctx) {
      const { hub, namespace, name, stage } = ctx.input;
      const timeoutSeconds = ctx.input.timeoutSeconds ?? DEFAULT_TIMEOUT;
      const where = `${hub}/${namespace}/${name}`;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would wait up to ${duration(
            timeoutSeconds,
          )} for ${where} to be ${stage}`,
        );
        ctx.output('stage', stage);
        ctx.output('state', 'Unknown');
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const watch = new JourneyWatch(
        new DefaultApiClient({ discoveryApi: discovery }),
        // Asked for at each look: tokens are short-lived, waits are not.
        () =>
          auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'tenant-clusters',
          }),
        ctx.input,
      );
      const end = await poll({
        look: async () => {
          const news = await watch.look();
          for (const line of news.lines) {
            ctx.logger.info(`${where} ${line}`);
          }
          return news.end;
        },
        intervalSeconds: ctx.input.intervalSeconds ?? DEFAULT_INTERVAL,
        timeoutSeconds,
        signal: ctx.signal,
        sleep,
      });
      if (!end) {
        throw new InputError(
          `${where} is not ${stage} after ${duration(timeoutSeconds)}: ${
            watch.lastWord
          }`,
        );
      }
      if ('failed' in end) {
        throw new InputError(`${where} will not be ${stage}: ${end.failed}`);
      }
      ctx.output('stage', stage);
      ctx.output('state', end.state);
    },
  });
}
