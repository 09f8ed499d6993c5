import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { readText } from './readText';

/** `auth-provider.config` of a kubeconfig's user (kubernetes/client-go:plugin/pkg/client/auth/oidc/oidc.go). */
export interface OidcProvider {
  'idp-issuer-url'?: string;
  /** Path of a file. */
  'idp-certificate-authority'?: string;
  'idp-certificate-authority-data'?: string;
  'client-id'?: string;
  'client-secret'?: string;
  'id-token'?: string;
  'refresh-token'?: string;
}

const TIMEOUT = 15_000;
const MAX_ANSWER = 1024 * 1024;

/**
 * Exchanges a refresh token (RFC 6749 §6) at the token endpoint that the issuer names (OpenID Connect Discovery 1.0).
 *
 * @returns undefined when the issuer gives no token, or cannot be asked
 */
export async function refreshOidcToken(
  provider: OidcProvider,
  refreshToken: string,
): Promise<{ token: string; refreshToken?: string } | undefined> {
  const issuer = provider['idp-issuer-url']?.replace(/\/+$/, '');
  const client = provider['client-id'];
  if (!issuer?.startsWith('https://') || !client) {
    return undefined;
  }
  const agent = new Agent({
    allowH2: false,
    headersTimeout: TIMEOUT,
    bodyTimeout: TIMEOUT,
    connect: {
      ca: await readAuthority(provider).catch(() => undefined),
      timeout: TIMEOUT,
    },
  });
  try {
    const { token_endpoint: endpoint } = await ask(
      agent,
      `${issuer}/.well-known/openid-configuration`,
    );
    if (typeof endpoint !== 'string' || !endpoint.startsWith('https://')) {
      return undefined;
    }
    const answer = await ask(agent, endpoint, {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: client,
      client_secret: provider['client-secret'] ?? '',
    });
    const { id_token: token, refresh_token: next } = answer;
    return typeof token === 'string' && token
      ? { token, ...(typeof next === 'string' && { refreshToken: next }) }
      : undefined;
  } catch {
    // What went wrong may quote the tokens.
    return undefined;
  } finally {
    await agent.destroy();
  }
}

async function readAuthority(
  provider: OidcProvider,
): Promise<string | undefined> {
  const data = provider['idp-certificate-authority-data'];
  const path = provider['idp-certificate-authority'];
  if (data) {
    return Buffer.from(data, 'base64').toString('utf8');
  }
  return path ? readFile(path, 'utf8') : undefined;
}

async function ask(
  dispatcher: Agent,
  url: string,
  form?: Record<string, string>,
): Promise<Record<string, unknown>> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    method: form ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    body: form && new URLSearchParams(form).toString(),
  });
  const text = await readText(body, MAX_ANSWER);
  return statusCode === 200 ? JSON.parse(text) : {};
}
