import { Request } from 'express';
import { Actor } from '../core/access';
import { ApiError } from '../core/ApiError';
import { ForgeCore, own } from '../core/ForgeCore';

/** What came in the `Authorization` header, whichever of GitHub's forms it has. */
export function readToken(request: Request): string | undefined {
  const header = request.headers.authorization;
  if (!header) return undefined;
  const [scheme, value = ''] = header.trim().split(/\s+/, 2);
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) {
    const [user, ...rest] = Buffer.from(value, 'base64').toString().split(':');
    const password = rest.join(':');
    // git clients may send the token as the user name, with this literal or nothing as the password.
    return password === '' || password === 'x-oauth-basic' ? user : password;
  }
  throw new ApiError(401, 'Bad credentials');
}

/**
 * The actor of a request; none without credentials.
 *
 * @throws ApiError 401 for a token that is unknown or has expired.
 */
export function authenticate(
  core: ForgeCore,
  request: Request,
): Actor | undefined {
  const value = readToken(request);
  if (value === undefined) return undefined;
  const token = own(core.store.state.tokens, value);
  const account = token && core.account(token.login);
  const expired =
    token?.expiresAt !== undefined && token.expiresAt <= core.now();
  if (!token || !account || expired) {
    throw new ApiError(401, 'Bad credentials');
  }
  return { account, token };
}

/**
 * The app that a JSON web token names. Only its shape is looked at: the sandbox has no app's public key, and accepts
 * any app.
 */
export function readAppId(request: Request): string {
  const token = readToken(request) ?? '';
  const refused = new ApiError(401, 'A JSON web token could not be decoded');
  const parts = token.split('.');
  if (parts.length !== 3) throw refused;
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(parts[1], 'base64url').toString(),
    );
    const { iss, exp } = payload as { iss?: unknown; exp?: unknown };
    if (typeof iss !== 'number' && typeof iss !== 'string') throw refused;
    if (typeof exp !== 'number') throw refused;
    return String(iss);
  } catch {
    throw refused;
  }
}
