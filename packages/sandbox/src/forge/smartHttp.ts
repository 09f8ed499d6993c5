import { spawn } from 'node:child_process';
import { Request, Response, Router } from 'express';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { authenticate } from './api/authenticate';
import { Actor, covers, permissionOf } from './core/access';
import { branchRules } from './core/branchRules';
import { ApiError } from './core/ApiError';
import { afterRefChange } from './core/changeRef';
import { ForgeCore } from './core/ForgeCore';
import { gitEnvironment } from './git/runGit';
import { ZERO_SHA } from './git/objects';
import { RepositoryRecord } from './state/ForgeState';

/** Clone, fetch and push over HTTP, by git's own `http-backend`. */
export function createSmartHttpRouter(core: ForgeCore): Router {
  const router = Router();
  const serve = (request: Request, response: Response) => {
    handle(core, request, response).catch(error => {
      refuse(core, response, error);
    });
  };
  // The names are checked by looking them up; the path on disk is made of the repository's id alone.
  router.get('/:owner/:repo/info/refs', serve);
  router.post('/:owner/:repo/git-upload-pack', serve);
  router.post('/:owner/:repo/git-receive-pack', serve);
  return router;
}

function refuse(core: ForgeCore, response: Response, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof ApiError;
  if (!known) core.reportError(error);
  response.status(known ? error.status : 500);
  if (known && error.status === 401) {
    // git asks for a user and a password only when it is told this way.
    response.set('WWW-Authenticate', 'Basic realm="Sandbox forge"');
  }
  response
    .type('text/plain')
    .send(`${known ? error.message : 'Server Error'}\n`);
}

function authorise(
  core: ForgeCore,
  request: Request,
  writes: boolean,
): { repository: RepositoryRecord; actor: Actor | undefined } {
  const actor = authenticate(core, request);
  const { owner, repo } = request.params;
  const repository = core.repository(owner, repo.replace(/\.git$/i, ''));
  const permission =
    repository && permissionOf(core, repository, actor?.account, actor?.token);
  if (!actor && (writes || !permission)) {
    throw new ApiError(401, 'Authentication required');
  }
  if (!repository || !permission) {
    throw new ApiError(404, 'Repository not found');
  }
  if (writes && !covers(permission, 'push')) {
    throw new ApiError(
      403,
      `Permission to ${repository.owner}/${repository.name} denied to ${actor?.account.login}`,
    );
  }
  if (writes && repository.archived) {
    throw new ApiError(403, 'This repository was archived so it is read-only');
  }
  return { repository, actor };
}

async function handle(
  core: ForgeCore,
  request: Request,
  response: Response,
): Promise<void> {
  const pushing = request.path.endsWith('/git-receive-pack');
  const service = pushing
    ? 'git-receive-pack'
    : String(request.query.service ?? 'git-upload-pack');
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') {
    throw new ApiError(403, 'Please upgrade your git client');
  }
  const writes = service === 'git-receive-pack';
  const { repository, actor } = authorise(core, request, writes);
  if (!pushing || !actor) {
    await runBackend(core, request, response, repository, { actor });
    return;
  }
  await core.lock(repository, () =>
    push(core, request, response, repository, actor),
  );
}

/** Lets git take the push, then does what follows from the references that moved, before the client hears the end. */
async function push(
  core: ForgeCore,
  request: Request,
  response: Response,
  repository: RepositoryRecord,
  actor: Actor,
): Promise<void> {
  const git = core.git(repository);
  const before = await git.refs();
  const guarded = guardedRefs(core, repository, actor, before.keys());
  const beforeEnd = async () => {
    git.forgetRefs();
    const after = await git.refs();
    for (const ref of new Set([...before.keys(), ...after.keys()])) {
      const change = {
        ref,
        before: before.get(ref) ?? ZERO_SHA,
        after: after.get(ref) ?? ZERO_SHA,
      };
      if (change.before !== change.after) {
        await afterRefChange(core, repository, actor, change);
      }
    }
    await core.store.flush();
  };
  await runBackend(core, request, response, repository, {
    actor,
    guarded,
    beforeEnd,
  });
}

/** References that the pusher may move by pull request only, and those that may only move forward, a line each. */
function guardedRefs(
  core: ForgeCore,
  repository: RepositoryRecord,
  actor: Actor,
  refs: Iterable<string>,
): { FORGE_PULL_ONLY_REFS: string; FORGE_NO_FORCE_REFS: string } {
  const pullOnly: string[] = [];
  const noForce: string[] = [];
  for (const ref of refs) {
    const branch = ref.replace(/^refs\/heads\//, '');
    const rules = branchRules(core, repository, branch).filter(
      one => ref !== branch && !one.mayBypass(actor, 'push'),
    );
    if (rules.some(one => one.requiredApprovals !== undefined)) {
      pullOnly.push(ref);
    } else if (
      rules.some(one => !one.allowForcePushes || !one.allowDeletions)
    ) {
      noForce.push(ref);
    }
  }
  return {
    FORGE_PULL_ONLY_REFS: pullOnly.join('\n'),
    FORGE_NO_FORCE_REFS: noForce.join('\n'),
  };
}

/** Runs the CGI program `git http-backend` for one request. `beforeEnd` runs when it is done, before the answer ends. */
function runBackend(
  core: ForgeCore,
  request: Request,
  response: Response,
  repository: RepositoryRecord,
  options: {
    actor: Actor | undefined;
    guarded?: ReturnType<typeof guardedRefs>;
    beforeEnd?: () => Promise<void>;
  },
): Promise<void> {
  const { actor, guarded, beforeEnd = async () => {} } = options;
  const { directory } = core.git(repository);
  const pushing = request.path.endsWith('/git-receive-pack');
  const env: Record<string, string> = {
    ...gitEnvironment(directory),
    GIT_PROJECT_ROOT: core.repositoriesDir,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${repository.id}.git${request.path.replace(
      /^\/[^/]+\/[^/]+/,
      '',
    )}`,
    QUERY_STRING: new URL(request.originalUrl, core.publicUrl).search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    REMOTE_ADDR: '127.0.0.1',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    ...guarded,
    ...(actor && { REMOTE_USER: actor.account.login }),
  };
  // http-backend finds the repository by its path; the pathspec setting is for our own commands.
  delete env.GIT_DIR;
  delete env.GIT_LITERAL_PATHSPECS;
  const child = spawn('git', ['http-backend'], {
    env,
    cwd: core.repositoriesDir,
  });
  child.stdin.on('error', () => {});
  child.stderr.resume();
  const zipped = request.headers['content-encoding'] === 'gzip';
  const input: Readable = zipped ? request.pipe(createGunzip()) : request;
  input.on('error', () => child.kill());
  input.pipe(child.stdin);
  request.on('close', () => {
    if (!request.complete) child.kill();
  });
  response.on('close', () => {
    // A push that git is taking runs to its end, heard or not; nothing may hold it up. A fetch is for nobody then.
    child.stdout.resume();
    if (!response.writableFinished && !pushing) child.kill();
  });
  return new Promise((resolve, reject) => {
    relayCgi(child.stdout, response);
    child.on('error', reject);
    child.on('close', () => {
      beforeEnd().then(() => {
        if (!response.headersSent) response.status(500);
        response.end();
        resolve();
      }, reject);
    });
  });
}

/** Reads the headers of a CGI answer and passes the rest on; the caller ends the response. */
function relayCgi(output: Readable, response: Response): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      if (!response.write(chunk)) {
        output.pause();
        response.once('drain', () => output.resume());
      }
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    for (const line of head.toString('utf8', 0, end).split('\r\n')) {
      const colon = line.indexOf(':');
      const [name, value] = [
        line.slice(0, colon),
        line.slice(colon + 1).trim(),
      ];
      if (name.toLowerCase() === 'status') response.status(parseInt(value, 10));
      else response.set(name, value);
    }
    const rest = head.subarray(end + 4);
    head = undefined;
    if (rest.length > 0) response.write(rest);
    else response.flushHeaders();
  });
}
