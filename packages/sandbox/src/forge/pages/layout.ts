import { RepositoryRecord } from '../state/ForgeState';
import { html, Html } from './html';
import { Session } from './session';

/** What a page is made of. */
export interface Page {
  title: string;
  body: Html;
  status?: number;
}

/** A hidden field that proves a form is ours. */
export function formToken(session: Session): Html {
  return html`<input
    type="hidden"
    name="form_token"
    value="${session.formToken}"
  />`;
}

/** The whole document around a page. */
export function renderLayout(page: Page, session: Session): string {
  const { actor } = session;
  const who = actor
    ? html`<form method="post" action="/_pages/sign-out" class="who">
        ${formToken(session)}<span data-testid="signed-in-as"
          >${actor.account.name}</span
        >
        <a class="button" href="/_pages/sign-in">Switch person</a>
        <button>Sign out</button>
      </form>`
    : html`<span class="who"
        ><a class="button" href="/_pages/sign-in">Sign in</a></span
      >`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Sandbox forge</title>
        <link rel="icon" href="/avatars/forge" />
        <link rel="stylesheet" href="/_pages/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="site">
          <div><a class="brand" href="/">Sandbox forge</a>${who}</div>
        </header>
        <div class="note">
          <div>
            A stand-in for trying things out, not GitHub. Anybody can sign in
            here as anybody.
          </div>
        </div>
        <main id="main">${page.body}</main>
      </body>
    </html>`.toString();
}

/** Title and tabs of a repository's pages. */
export function repositoryHeader(
  repository: RepositoryRecord,
  current: 'code' | 'commits' | 'pulls',
): Html {
  const base = `/${repository.owner}/${repository.name}`;
  const open = Object.values(repository.issues).filter(
    issue => issue.pull && issue.state === 'open',
  ).length;
  const tab = (name: string, href: string, text: string) =>
    current === name
      ? html`<a href="${href}" aria-current="page">${text}</a>`
      : html`<a href="${href}">${text}</a>`;
  return html`<h1>
      <a href="${base}">${repository.owner}/${repository.name}</a>
      ${repository.private && html`<span class="badge dim">Private</span>`}
    </h1>
    ${repository.description &&
    html`<p class="dim">${repository.description}</p>`}
    <nav class="tabs" aria-label="Repository">
      ${tab('code', base, 'Code')}${tab(
        'commits',
        `${base}/commits/${path(repository.defaultBranch)}`,
        'Commits',
      )}${tab('pulls', `${base}/pulls`, `Pull requests (${open})`)}
    </nav>`;
}

/** A ref or a path as part of an address, slashes kept. */
export function path(text: string): string {
  return text.split('/').map(encodeURIComponent).join('/');
}

/** A moment, exact for programs and readable for people. */
export function time(iso: string | undefined): Html {
  if (!iso) return html``;
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${iso}">${text}</time>`;
}
