import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Request, Response } from 'express';
import { Actor } from '../core/access';
import { ApiError } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';

/** Its own name, because cookies of one host are shared by all of its ports. */
const COOKIE = 'spokeport_forge_session';
const MONTH_S = 30 * 24 * 3600;

/** A visitor: who they signed in as, and the token their forms carry. */
export interface Session {
  actor?: Actor;
  formToken: string;
}

function sign(core: ForgeCore, purpose: string, text: string): string {
  return createHmac('sha256', core.store.state.secret)
    .update(`${purpose}\n${text}`)
    .digest('base64url');
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function readCookie(core: ForgeCore, request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(/; */);
  const value = pairs
    .find(pair => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
  const [login, nonce, signature] = value?.split('~') ?? [];
  if (!nonce || !signature) return undefined;
  const text = `${login}~${nonce}`;
  return equal(signature, sign(core, 'session', text)) ? text : undefined;
}

function writeCookie(
  core: ForgeCore,
  response: Response,
  login: string,
): string {
  const text = `${login}~${randomBytes(16).toString('base64url')}`;
  response.append(
    'Set-Cookie',
    `${COOKIE}=${text}~${sign(
      core,
      'session',
      text,
    )}; Path=/; Max-Age=${MONTH_S}; HttpOnly; SameSite=Lax`,
  );
  return text;
}

/** The session of a request; a visitor without one gets a new one, signed in as nobody. */
export function readSession(
  core: ForgeCore,
  request: Request,
  response: Response,
): Session {
  const text = readCookie(core, request) ?? writeCookie(core, response, '');
  const account = core.account(decodeURIComponent(text.split('~')[0]));
  return {
    actor: account && { account },
    formToken: sign(core, 'form', text),
  };
}

export function signIn(
  core: ForgeCore,
  response: Response,
  login: string,
): void {
  writeCookie(core, response, encodeURIComponent(login));
}

export function signOut(core: ForgeCore, response: Response): void {
  writeCookie(core, response, '');
}

/** Refuses a form that did not come from a page of ours. */
export function requireFormToken(session: Session, token: unknown): void {
  if (typeof token !== 'string' || !equal(token, session.formToken)) {
    throw new ApiError(
      403,
      'The form has expired. Go back, reload the page and try again',
    );
  }
}
