import express, { NextFunction, Request, Response, Router } from 'express';
import { requireRepository } from '../core/access';
import { ApiError, notFound } from '../core/ApiError';
import { ForgeCore, own } from '../core/ForgeCore';
import { requireOwnHost } from '../requireOwnHost';
import { RepositoryRecord } from '../state/ForgeState';
import { html } from './html';
import { Page, renderLayout } from './layout';
import { pullActions } from './pullActions';
import { pullListPage } from './pullListPage';
import { pullDiff } from './pullDiff';
import { pullPage, PullTab } from './pullPage';
import {
  blobPage,
  commitPage,
  commitsPage,
  homePage,
  readFile,
  repositoryPage,
  treePage,
} from './repositoryPages';
import {
  readSession,
  requireFormToken,
  Session,
  signIn,
  signOut,
} from './session';
import { safeNext, signInPage } from './signInPage';
import { STYLES } from './styles';

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type PageHandler = (session: Session, request: Request) => Page | Promise<Page>;

/** The pages that people see: repositories, files, commits and pull requests. */
export function createPagesRouter(core: ForgeCore): Router {
  const router = Router();
  router.use(setSecurityHeaders);
  router.use(requireOwnHost(core));
  router.get('/_pages/style.css', (_request, response) => {
    response.type('css').set('Cache-Control', 'max-age=300').send(STYLES);
  });
  router.get('/avatars/:login', (request, response) => {
    response.type('svg').send(avatar(request.params.login));
  });
  addSignIn(core, router);
  addRepositoryPages(core, router);
  addPullPages(core, router);
  router.use((_request, _response, next) => next(notFound()));
  router.use(
    (
      error: unknown,
      request: Request,
      response: Response,
      next: NextFunction,
    ) => {
      if (response.headersSent) next(error);
      else sendError(core, request, response, error);
    },
  );
  return router;
}

function setSecurityHeaders(
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
}

function avatar(login: string): string {
  const letter = html`${(login[0] ?? '?').toUpperCase()}`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
    <rect width="40" height="40" fill="#57606a" />
    <text
      x="20"
      y="27"
      font-family="sans-serif"
      font-size="20"
      fill="#fff"
      text-anchor="middle"
    >
      ${letter}
    </text>
  </svg>`.toString();
}

function page(core: ForgeCore, handler: PageHandler) {
  return (request: Request, response: Response, next: NextFunction) => {
    const session = readSession(core, request, response);
    Promise.resolve()
      .then(() => handler(session, request))
      .then(shown => send(response, shown, session))
      .catch(next);
  };
}

function send(response: Response, shown: Page, session: Session): void {
  response
    .status(shown.status ?? 200)
    .type('html')
    .send(renderLayout(shown, session));
}

function errorSentence(error: unknown, code: number): string {
  if (code === 404) {
    return 'There is no such page, or you may not see it. Signing in as somebody else can help.';
  }
  if (error instanceof ApiError) return error.toSentence();
  return code < 500
    ? 'The request was not understood'
    : 'Something went wrong in the forge';
}

function sendError(
  core: ForgeCore,
  request: Request,
  response: Response,
  error: unknown,
): void {
  const status = (error as { status?: unknown }).status;
  const known = error instanceof ApiError;
  if (!known && typeof status !== 'number') core.reportError(error);
  const code = typeof status === 'number' ? status : 500;
  const text = errorSentence(error, code);
  send(
    response,
    {
      title: text,
      status: code,
      body: html`<h1>${code}</h1>
        <p role="alert">${text}</p>`,
    },
    readSession(core, request, response),
  );
}

/** What stands for the star of an address. */
function restOf(request: Request): string {
  return request.params[0] ?? '';
}

function repositoryOf(
  core: ForgeCore,
  session: Session,
  request: Request,
): RepositoryRecord {
  const { owner, repo } = request.params;
  return requireRepository(core, session.actor, owner, repo);
}

const form = express.urlencoded({ extended: false, limit: '200kb' });

function addSignIn(core: ForgeCore, router: Router): void {
  router.get(
    '/_pages/sign-in',
    page(core, (session, request) =>
      signInPage(core, session, request.query.next),
    ),
  );
  router.post('/_pages/sign-in', form, (request, response, next) => {
    try {
      const session = readSession(core, request, response);
      requireFormToken(session, request.body.form_token);
      const account = core.account(String(request.body.login));
      if (account?.type !== 'User') throw notFound();
      signIn(core, response, account.login);
      response.redirect(303, safeNext(request.body.next));
    } catch (error) {
      next(error);
    }
  });
  router.post('/_pages/sign-out', form, (request, response, next) => {
    try {
      requireFormToken(
        readSession(core, request, response),
        request.body.form_token,
      );
      signOut(core, response);
      response.redirect(303, '/');
    } catch (error) {
      next(error);
    }
  });
}

function addRepositoryPages(core: ForgeCore, router: Router): void {
  const show = (
    address: string,
    make: (
      repository: RepositoryRecord,
      rest: string,
      request: Request,
    ) => Page | Promise<Page>,
  ) =>
    router.get(
      address,
      page(core, (session, request) =>
        make(repositoryOf(core, session, request), restOf(request), request),
      ),
    );
  router.get(
    '/',
    page(core, session => homePage(core, session)),
  );
  router.get(
    '/:owner',
    page(core, (session, request) => {
      const account = core.account(request.params.owner);
      if (!account) throw notFound();
      return homePage(core, session, account.login);
    }),
  );
  show('/:owner/:repo/tree/*', (repository, rest) =>
    treePage(core, repository, rest),
  );
  show('/:owner/:repo/blob/*', (repository, rest) =>
    blobPage(core, repository, rest),
  );
  show('/:owner/:repo/commit/*', (repository, rest) =>
    commitPage(core, repository, rest),
  );
  show('/:owner/:repo/commits/*', (repository, rest, request) =>
    commitsPage(
      core,
      repository,
      rest,
      Math.max(1, Math.min(10_000, Number(request.query.page) || 1)),
    ),
  );
  show('/:owner/:repo/pulls', (repository, _rest, request) =>
    pullListPage(
      core,
      repository,
      request.query.state === 'closed' ? 'closed' : 'open',
    ),
  );
  router.get('/:owner/:repo/raw/*', (request: Request, response, next) => {
    const session = readSession(core, request, response);
    Promise.resolve()
      .then(() => repositoryOf(core, session, request))
      .then(repository => readFile(core, repository, restOf(request)))
      // As plain text, whatever it is: a file of a repository is never a page of ours.
      .then(({ content }) => response.type('text/plain').send(content))
      .catch(next);
  });
  router.get(
    '/:owner/:repo',
    page(core, (session, request) => {
      request.params.repo = request.params.repo.replace(/\.git$/i, '');
      return repositoryPage(core, repositoryOf(core, session, request));
    }),
  );
}

const TABS: Record<string, PullTab> = { files: 'files', commits: 'commits' };

function addPullPages(core: ForgeCore, router: Router): void {
  const show = (
    session: Session,
    request: Request,
    tab: PullTab,
    error?: ApiError,
  ) => {
    const repository = repositoryOf(core, session, request);
    const pull = core.pull(repository, request.params.number);
    return pullPage(
      core,
      repository,
      pull,
      session,
      tab,
      error && { status: error.status, sentence: error.toSentence() },
    );
  };
  router.get(
    '/:owner/:repo/pull/:number(\\d+).:format(diff|patch)',
    (request: Request, response, next) => {
      const repository = repositoryOf(
        core,
        readSession(core, request, response),
        request,
      );
      pullDiff(core, repository, core.pull(repository, request.params.number))
        .then(text => response.type('text/plain').send(text))
        .catch(next);
    },
  );
  router.get(
    '/:owner/:repo/pull/:number',
    page(core, (session, request) => show(session, request, 'conversation')),
  );
  router.get(
    '/:owner/:repo/pull/:number/:tab(files|commits)',
    page(core, (session, request) =>
      show(session, request, TABS[request.params.tab]),
    ),
  );
  router.post(
    '/:owner/:repo/pull/:number/:action',
    form,
    (request, response, next) => {
      const session = readSession(core, request, response);
      act(core, session, request)
        .then(address => response.redirect(303, address))
        .catch(async error => {
          // A refusal is shown on the page it is about.
          if (!(error instanceof ApiError) || error.status === 404) throw error;
          send(
            response,
            await show(session, request, 'conversation', error),
            session,
          );
        })
        .catch(next);
    },
  );
}

/** Does what a form asks for and answers where to go then. */
async function act(
  core: ForgeCore,
  session: Session,
  request: Request,
): Promise<string> {
  const repository = repositoryOf(core, session, request);
  const pull = core.pull(repository, request.params.number);
  requireFormToken(session, request.body.form_token);
  const action = own(pullActions, request.params.action);
  if (!action) throw notFound();
  const { actor } = session;
  if (!actor) throw new ApiError(401, 'Sign in first');
  const field = (name: string) => {
    const value: unknown = request.body[name];
    return typeof value === 'string' ? value : '';
  };
  await core.lock(repository, () =>
    action({ core, repository, actor, pull, field }),
  );
  await core.store.flush();
  return `/${repository.owner}/${repository.name}/pull/${pull.number}`;
}
