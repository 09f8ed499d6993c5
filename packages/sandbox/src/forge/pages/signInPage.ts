import { ForgeCore } from '../core/ForgeCore';
import { html } from './html';
import { formToken, Page } from './layout';
import { Session } from './session';

/** Only addresses of our own are gone back to. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next)
    ? next
    : '/';
}

/** Lets the visitor choose who to be. */
export function signInPage(
  core: ForgeCore,
  session: Session,
  next: unknown,
): Page {
  const people = Object.values(core.store.state.accounts).filter(
    account => account.type === 'User',
  );
  return {
    title: 'Sign in',
    body: html`<h1>Who are you today?</h1>
      <p>
        This is a sandbox that stands in for GitHub. There are no passwords:
        choose one of the sample people.
      </p>
      <form method="post" action="/_pages/sign-in">
        ${formToken(session)}
        <input type="hidden" name="next" value="${safeNext(next)}" />
        <ul class="people">
          ${people.map(
            person =>
              html`<li>
                <button
                  name="login"
                  value="${person.login}"
                  aria-label="Sign in as ${person.name}"
                >
                  <strong>Sign in as ${person.name}</strong><br /><span
                    class="dim"
                    >${person.login}</span
                  >
                </button>
              </li>`,
          )}
        </ul>
      </form>`,
  };
}
