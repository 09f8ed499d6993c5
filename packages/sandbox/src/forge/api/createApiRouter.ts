import express, { NextFunction, Request, Response, Router } from 'express';
import { createHash } from 'node:crypto';
import { Actor } from '../core/access';
import { ApiError } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';
import { requireOwnHost } from '../requireOwnHost';
import { ApiContext, Handler, Reply, Route } from './ApiContext';
import { appPaths, appRoutes } from './appRoutes';
import { authenticate } from './authenticate';
import { branchRoutes } from './branchRoutes';
import { checkRoutes } from './checkRoutes';
import { commitRoutes } from './commitRoutes';
import { contentRoutes } from './contentRoutes';
import { gitDataRoutes } from './gitDataRoutes';
import { hookRoutes } from './hookRoutes';
import { issueRoutes } from './issueRoutes';
import { orgRoutes } from './orgRoutes';
import { pullRoutes } from './pullRoutes';
import { repositoryRoutes } from './repositoryRoutes';
import { reviewRoutes } from './reviewRoutes';
import { rulesetRoutes } from './rulesetRoutes';
import { searchRoutes } from './searchRoutes';
import { userRoutes } from './userRoutes';

/** Blobs arrive as base64 in JSON, hence the generous limit. */
const BODY_LIMIT = '48mb';

const ROUTES: Route[] = [
  ...userRoutes,
  ...orgRoutes,
  ...repositoryRoutes,
  ...branchRoutes,
  ...rulesetRoutes,
  ...contentRoutes,
  ...gitDataRoutes,
  ...commitRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...searchRoutes,
  ...checkRoutes,
  ...hookRoutes,
  ...appRoutes,
];

/** GitHub's REST API, to be mounted at `/api/v3`. */
export function createApiRouter(core: ForgeCore): Router {
  const router = Router();
  router.use(requireOwnHost(core));
  router.use(express.json({ limit: BODY_LIMIT, type: () => true }));
  for (const [method, path, handler] of ROUTES) {
    router[method](path, (request, response, next) => {
      answer(core, handler, request, response).catch(next);
    });
  }
  router.use((_request, _response, next) => {
    next(new ApiError(404, 'Not Found'));
  });
  router.use(createErrorHandler(core));
  return router;
}

/** Runs an endpoint: authentication, limits, the work, the state on disk, and only then the answer. */
export async function answer(
  core: ForgeCore,
  handler: Handler,
  request: Request,
  response: Response,
): Promise<void> {
  const forced = core.limits.takeForced();
  if (forced) throw forcedError(core, forced);
  const actor = appPaths.test(request.path)
    ? undefined
    : authenticate(core, request);
  const key = rateKey(actor);
  setCommonHeaders(core, response, actor, key);
  if (core.limits.exhausted(key)) {
    throw new ApiError(403, 'API rate limit exceeded');
  }
  const context = new ApiContext(core, actor, request);
  let reply: Reply;
  try {
    reply = await handler(context);
  } catch (error) {
    core.limits.count(key);
    setRateHeaders(core, response, key);
    throw error;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    await core.store.flush();
  }
  send(core, request, response, reply, key);
}

function rateKey(actor: Actor | undefined): string | undefined {
  if (!actor) return undefined;
  return `${actor.token?.kind} ${actor.account.login.toLowerCase()}`;
}

function setCommonHeaders(
  core: ForgeCore,
  response: Response,
  actor: Actor | undefined,
  key: string | undefined,
): void {
  response.set('X-GitHub-Media-Type', 'github.v3; format=json');
  response.set('X-Content-Type-Options', 'nosniff');
  response.set('Vary', 'Accept, Authorization');
  response.set('Cache-Control', `${actor ? 'private' : 'public'}, max-age=0`);
  // Clients tell personal tokens from an app's by this header.
  if (actor?.token?.kind === 'personal') {
    response.set(
      'X-OAuth-Scopes',
      'admin:org, admin:repo_hook, delete_repo, repo, workflow',
    );
  }
  setRateHeaders(core, response, key);
}

function setRateHeaders(
  core: ForgeCore,
  response: Response,
  key: string | undefined,
): void {
  const { limit, remaining, used, reset } = core.limits.read(key);
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Used': String(used),
    'X-RateLimit-Reset': String(reset),
    'X-RateLimit-Resource': 'core',
  });
}

function send(
  core: ForgeCore,
  request: Request,
  response: Response,
  reply: Reply,
  key: string | undefined,
): void {
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const bytes = reply.raw ?? Buffer.from(JSON.stringify(reply.body) ?? '');
  if (reply.headers) response.set(reply.headers);
  if (reading && !reply.stream && (reply.status ?? 200) === 200) {
    const etag = createHash('sha256').update(bytes).digest('hex');
    response.set('ETag', `W/"${etag}"`);
    if (knows(request, etag)) {
      // Answers that the client already has do not count against the limit.
      response.status(304).end();
      return;
    }
  }
  if (request.path !== '/rate_limit') core.limits.count(key);
  setRateHeaders(core, response, key);
  response.status(reply.status ?? 200);
  if (reply.contentType) response.set('Content-Type', reply.contentType);
  else response.set('Content-Type', 'application/json; charset=utf-8');
  if (reply.stream) {
    reply.stream.on('error', error => response.destroy(error));
    response.on('close', () => reply.stream?.destroy());
    reply.stream.pipe(response);
  } else {
    response.end(response.statusCode === 204 ? undefined : bytes);
  }
}

/** Whether the client has this version already. Node's fetch adds `Cache-Control: no-cache`, which GitHub does not heed. */
function knows(request: Request, etag: string): boolean {
  return (request.headers['if-none-match'] ?? '')
    .split(',')
    .some(tag => tag.trim().replace(/^W\//, '') === `"${etag}"`);
}

function forcedError(
  core: ForgeCore,
  forced: { status: number; retryAfter: number; kind: 'primary' | 'secondary' },
): ApiError {
  if (forced.kind === 'primary') {
    const reset = Math.ceil(core.clock().getTime() / 1000) + forced.retryAfter;
    return new ApiError(forced.status, 'API rate limit exceeded', undefined, {
      'X-RateLimit-Limit': '5000',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(reset),
    });
  }
  return new ApiError(
    forced.status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    undefined,
    { 'Retry-After': String(forced.retryAfter) },
  );
}

/** Turns errors into GitHub's answers; what is not expected stays inside. */
export function createErrorHandler(core: ForgeCore) {
  return (
    error: unknown,
    _request: Request,
    response: Response,
    next: NextFunction,
  ): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = asApiError(core, error);
    response.status(refusal.status).set(refusal.headers).json(refusal.toBody());
  };
}

function asApiError(core: ForgeCore, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // body-parser and the router give their refusals a status and a type.
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large')
    return new ApiError(413, 'Payload Too Large');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiError(400, 'Problems parsing JSON');
  }
  core.reportError(error);
  return new ApiError(500, 'Server Error');
}
