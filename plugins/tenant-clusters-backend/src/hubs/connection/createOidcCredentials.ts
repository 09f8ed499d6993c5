import { HubError } from './HubError';
import { OidcProvider, refreshOidcToken } from './refreshOidcToken';

/** A token is renewed so many milliseconds before it expires. */
const MARGIN = 10_000;

/**
 * Credentials of a kubeconfig's `oidc` auth provider. client-node 2.0 cannot renew such a token: it gives openid-client 6 a
 * text where that wants a URL, and takes the seconds until a token expires for the time at which it does
 * (kubernetes-client/javascript:src/oidc_auth.ts).
 *
 * @returns asks for the headers of a request
 */
export function createOidcCredentials(
  provider: OidcProvider,
): () => Promise<Record<string, string>> {
  let token = provider['id-token'];
  let refreshToken = provider['refresh-token'];
  return async () => {
    if (!token || expiryOf(token) < Date.now() + MARGIN) {
      const renewed =
        refreshToken && (await refreshOidcToken(provider, refreshToken));
      if (!renewed) {
        throw new HubError(
          'unauthorized',
          "The issuer of the hub's tokens gives no new one.",
        );
      }
      token = renewed.token;
      // Some issuers give a new one each time, most keep it.
      refreshToken = renewed.refreshToken ?? refreshToken;
    }
    return { authorization: `Bearer ${token}` };
  };
}

/** Milliseconds since the epoch; 0 for what is no JSON Web Token with an expiry. */
function expiryOf(token: string): number {
  try {
    const [, payload] = token.split('.');
    const { exp } = JSON.parse(
      Buffer.from(payload, 'base64url').toString('utf8'),
    );
    return typeof exp === 'number' ? exp * 1_000 : 0;
  } catch {
    return 0;
  }
}
