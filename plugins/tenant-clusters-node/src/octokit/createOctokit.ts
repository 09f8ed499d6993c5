import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type ScmIntegrations,
} from '@backstage/integration';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import { createHash } from 'node:crypto';
import { LimitGate } from './LimitGate';
import { type RepositoryLocation } from './parseRepositoryUrl';

const ThrottledOctokit = Octokit.plugin(throttling, retry);

/**
 * How often a request that met a limit is sent again. A primary limit can last an hour, so once at most and only when it
 * ends soon; a secondary limit names its wait in `Retry-After`, which the throttling plugin keeps.
 */
const LONGEST_WAIT_SECONDS = 90;

/**
 * Writes go one after another, as GitHub asks, but without the plugin's pause of one second (three, where people are notified)
 * between them: a person waits for a request of four writes, and the secondary limit is kept when GitHub names it. Shared by
 * all clients of this process.
 */
const writes = new Bottleneck.Group({ maxConcurrent: 1 });
const notifications = new Bottleneck.Group({ maxConcurrent: 1 });

const gate = new LimitGate();

/** Limits are counted by token; the token itself is kept nowhere. */
function clientName(host: string, token: string | undefined): string {
  const digest = createHash('sha256')
    .update(token ?? '')
    .digest('hex');
  return `${host} ${digest}`;
}

/**
 * The one place that decides how Spokeport speaks to GitHub: base URL and credentials from Backstage's `integrations` (token
 * or GitHub App) unless a user's token is given, throttling, retry on 5xx, and a user agent that names this program.
 *
 * @throws InputError when no GitHub integration is configured for the repository's host.
 * @public
 */
export async function createOctokit(options: {
  integrations: ScmIntegrations;
  repository: RepositoryLocation;
  logger: LoggerService;
  /** A person's own token; wins over the integration's. */
  token?: string;
  /**
   * What happens when GitHub asks to wait: `wait` and send again where that is soon (the default, for what a person waits for), or
   * `throw` at once, for programs that plan their calls themselves.
   */
  onLimit?: 'wait' | 'throw';
}): Promise<Octokit> {
  const { integrations, repository, logger, onLimit = 'wait' } = options;
  const integration = integrations.github.byHost(repository.host);
  if (!integration) {
    throw new InputError(
      `No GitHub integration is configured for ${repository.host}; add it under integrations.github`,
    );
  }
  const token =
    options.token ??
    (
      await DefaultGithubCredentialsProvider.fromIntegrations(
        integrations,
      ).getCredentials({ url: repository.url })
    ).token;

  return new ThrottledOctokit({
    auth: token,
    baseUrl: integration.config.apiBaseUrl,
    userAgent: 'spokeport',
    // Whoever plans calls itself hears of a limit at once, and is kept back by nobody else's.
    ...(onLimit === 'wait' && {
      request: { fetch: gate.fetchFor(clientName(repository.host, token)) },
    }),
    // Its own log would name URLs at every retry; ours says what matters below.
    log: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: () => {},
    },
    retry: { doNotRetry: [304, 400, 401, 403, 404, 405, 409, 410, 422, 451] },
    throttle: {
      id: repository.host,
      write: writes,
      notifications,
      onRateLimit: (retryAfter, request, _octokit, retryCount) => {
        if (onLimit === 'throw') {
          return false;
        }
        logger.warn(
          `GitHub's rate limit of ${repository.host} is used up for ${retryAfter} s (${request.method} ${request.url})`,
        );
        return retryCount === 0 && retryAfter <= LONGEST_WAIT_SECONDS;
      },
      onSecondaryRateLimit: (retryAfter, request, _octokit, retryCount) => {
        if (onLimit === 'throw') {
          return false;
        }
        logger.warn(
          `GitHub at ${repository.host} asks to wait ${retryAfter} s (${request.method} ${request.url})`,
        );
        return retryCount < 3 && retryAfter <= LONGEST_WAIT_SECONDS;
      },
    },
  });
}
