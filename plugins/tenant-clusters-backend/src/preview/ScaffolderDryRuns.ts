import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { PreviewRequest } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { dryRunError } from './dryRunError';
import { readBounded } from './readBounded';
import type { PortableTemplate } from './TemplateFolder';
import type { DryRunAnswer } from './types';

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** The scaffolder's own door for dry runs: `POST /v2/dry-run`. */
export class ScaffolderDryRuns {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /** A token with which the scaffolder takes a call for the person's own. */
  async token(credentials: BackstageCredentials): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'scaffolder',
    });
    return token;
  }

  /** @throws what `dryRunError` makes of a refusal; ServiceUnavailableError when there is no answer; the signal's reason */
  async run(options: {
    token: string;
    portable: PortableTemplate;
    values: PreviewRequest['values'];
    secrets: Record<string, string>;
    signal: AbortSignal;
  }): Promise<DryRunAnswer> {
    const { token, portable, values, secrets, signal } = options;
    const baseUrl = await this.#discovery.getBaseUrl('scaffolder');
    const response = await this.#reached(signal, () =>
      fetch(`${baseUrl}/v2/dry-run`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          template: portable.template,
          values,
          secrets,
          directoryContents: portable.files.map(({ path, content }) => ({
            path,
            base64Content: content.toString('base64'),
          })),
        }),
        signal,
      }),
    );
    const text = await this.#reached(signal, () =>
      readBounded(response, MAX_ANSWER_BYTES),
    );
    if (!response.ok) {
      throw dryRunError(response.status, text);
    }
    return this.#reached(signal, async () => JSON.parse(text));
  }

  /** Tells an end that was asked for from one of the connection. */
  async #reached<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (isError(error) && error.name === 'InputError') {
        throw error;
      }
      throw new ServiceUnavailableError(
        'The scaffolder cannot be reached; the request can be sent without a preview',
        error,
      );
    }
  }
}
