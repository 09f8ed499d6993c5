import { RepositoryRecord } from '../state/ForgeState';
import { covers, permissionOf } from '../core/access';
import { checkResults } from '../core/checks';
import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { Mergeability, mergeability } from '../core/mergeability';
import { renderDiff } from './diff';
import { html, Html } from './html';
import { formToken, Page, path, repositoryHeader, time } from './layout';
import { renderMarkdown } from './markdown';
import { stateBadge } from './pullListPage';
import { commitRow } from './repositoryPages';
import { Session } from './session';

export type PullTab = 'conversation' | 'commits' | 'files';

interface View {
  core: ForgeCore;
  repository: RepositoryRecord;
  pull: PullIssue;
  session: Session;
  base: string;
  merge: Mergeability;
}

/** A pull request; `error` is why the last thing asked for was refused. */
export async function pullPage(
  core: ForgeCore,
  repository: RepositoryRecord,
  pull: PullIssue,
  session: Session,
  tab: PullTab,
  error?: { status: number; sentence: string },
): Promise<Page> {
  const view: View = {
    core,
    repository,
    pull,
    session,
    base: `/${repository.owner}/${repository.name}/pull/${pull.number}`,
    merge: await mergeability(core, repository, pull),
  };
  const git = core.git(repository);
  const { base, head } = pull.pull;
  const shas = await git.log({ from: head.sha, not: base.sha, reverse: true });
  const start = await git.mergeBase(base.sha, head.sha);
  const files = start ? await git.diff(start, head.sha) : [];
  const content: Record<PullTab, () => Promise<Html>> = {
    conversation: () => conversation(view),
    commits: async () =>
      html`<div class="panel">
        <ul class="rows">
          ${(await git.readCommits(shas)).map(c => commitRow(repository, c))}
        </ul>
      </div>`,
    files: async () => html`${renderDiff(files)}${reviewBox(view)}`,
  };
  return {
    title: `${pull.title} · Pull request #${pull.number}`,
    status: error?.status,
    body: html`${repositoryHeader(repository, 'pulls')}${title(
      view,
      shas.length,
    )}
    ${error &&
    html`<div class="alert" role="alert" data-testid="refusal">
      ${error.sentence}
    </div>`}
    ${tabs(view, tab, shas.length, files.length)}${await content[tab]()}`,
  };
}

function title({ pull }: View, commits: number): Html {
  const { base, head, mergedBy } = pull.pull;
  const word = commits === 1 ? 'commit' : 'commits';
  const sentence = mergedBy
    ? html`${mergedBy} merged ${commits} ${word} into
        <code>${base.ref}</code> from <code>${head.ref}</code>,
        ${time(pull.pull.mergedAt)}`
    : html`${pull.user} wants to merge ${commits} ${word} into
        <code>${base.ref}</code> from <code>${head.ref}</code>`;
  return html`<h1>${pull.title} <span class="num">#${pull.number}</span></h1>
    <p>${stateBadge(pull)} ${sentence}</p>`;
}

function tabs(
  view: View,
  current: PullTab,
  commits: number,
  files: number,
): Html {
  const tab = (name: PullTab, href: string, text: string) =>
    html`<a href="${href}" ${name === current && html`aria-current="page"`}
      >${text}</a
    >`;
  return html`<nav class="tabs" aria-label="Pull request">
    ${tab('conversation', view.base, 'Conversation')}
    ${tab('commits', `${view.base}/commits`, `Commits (${commits})`)}
    ${tab('files', `${view.base}/files`, `Files changed (${files})`)}
  </nav>`;
}

const REVIEW_WORDS: Record<string, string> = {
  APPROVED: 'approved these changes',
  CHANGES_REQUESTED: 'requested changes',
  COMMENTED: 'reviewed',
  DISMISSED: 'had reviewed; the review was dismissed',
};

function entry(
  who: string,
  what: string,
  at: string,
  body: string,
  id: string,
): Html {
  return html`<section class="panel" id="${id}">
    <div class="head">
      <strong>${who}</strong> ${what} <span class="dim">${time(at)}</span>
    </div>
    ${body.trim() !== '' &&
    html`<div class="body">${renderMarkdown(body)}</div>`}
  </section>`;
}

async function conversation(view: View): Promise<Html> {
  const { pull } = view;
  const entries = [
    ...pull.comments.map(c => ({
      at: c.createdAt,
      shown: entry(c.user, 'commented', c.createdAt, c.body, `comment-${c.id}`),
    })),
    ...pull.pull.reviews
      .filter(review => review.state !== 'PENDING')
      .map(r => ({
        at: r.submittedAt,
        shown: entry(
          r.user,
          REVIEW_WORDS[r.state],
          r.submittedAt,
          r.body,
          `review-${r.id}`,
        ),
      })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  const description = pull.body?.trim() ? pull.body : '*No description.*';
  return html`<div class="cols">
    <div>
      ${entry(
        pull.user,
        'opened this',
        pull.createdAt,
        description,
        'description',
      )}
      ${entries.map(e => e.shown)}
      ${checks(view)}${await mergeBox(view)}${reviewBox(view)}${stateBox(view)}
    </div>
    <aside>${sidebar(view)}</aside>
  </div>`;
}

function sidebar({ pull }: View): Html {
  const requested = [
    ...pull.pull.requestedReviewers,
    ...pull.pull.requestedTeams.map(slug => `team ${slug}`),
  ];
  const list = (items: string[]) =>
    items.length > 0 ? items.join(', ') : 'None yet';
  return html`<h2>Review asked of</h2>
    <p>${list(requested)}</p>
    <h2>Assignees</h2>
    <p>${list(pull.assignees)}</p>
    <h2>Labels</h2>
    <p>
      ${pull.labels.length > 0
        ? pull.labels.map(l => html`<span class="label">${l}</span> `)
        : 'None yet'}
    </p>`;
}

const RESULT_WORDS = {
  success: 'passed',
  failure: 'failed',
  pending: 'running',
};

function checks({ repository, pull }: View): Html {
  const results = checkResults(repository, pull.pull.head.sha);
  const rows = results.map(check => {
    const link =
      check.url && /^https?:\/\//i.test(check.url) ? check.url : undefined;
    return html`<li>
      <span class="badge ${check.result}">${RESULT_WORDS[check.result]}</span
      ><span class="grow"
        >${check.name} <span class="dim">${check.description}</span></span
      >${link && html`<a href="${link}" rel="noreferrer noopener">Details</a>`}
    </li>`;
  });
  return html`<section class="panel" aria-label="Checks" data-testid="checks">
    <div class="head"><strong>Checks</strong></div>
    ${rows.length > 0
      ? html`<ul class="rows">
          ${rows}
        </ul>`
      : html`<div class="body dim">No checks ran for this commit.</div>`}
  </section>`;
}

function permission({ core, repository, session }: View) {
  return permissionOf(core, repository, session.actor?.account);
}

function isAuthor({ pull, session }: View): boolean {
  return session.actor?.account.login.toLowerCase() === pull.user.toLowerCase();
}

/** Why this visitor cannot merge; empty when they can. */
function mergeRefusals(view: View): string[] {
  if (!view.session.actor) return ['Sign in to merge.'];
  if (!covers(permission(view), 'push')) {
    return ['Only people with write access to this repository can merge.'];
  }
  const conflicts = view.merge.conflicts.map(file => `Conflict in ${file}`);
  return [...view.merge.reasons, ...conflicts];
}

const METHODS = [
  ['merge', 'Create a merge commit', 'allowMergeCommit'],
  ['squash', 'Squash and merge', 'allowSquashMerge'],
  ['rebase', 'Rebase and merge', 'allowRebaseMerge'],
] as const;

async function mergeBox(view: View): Promise<Html> {
  const { repository, pull, session, base } = view;
  if (pull.state === 'closed') return branchBox(view);
  const refusals = mergeRefusals(view);
  const methods = METHODS.filter(
    ([, , setting]) => repository.settings[setting],
  );
  const blocked = refusals.length > 0;
  const state = blocked
    ? html`<ul id="why-not" data-testid="merge-reasons">
        ${refusals.map(r => html`<li>${r}</li>`)}
      </ul>`
    : html`<p class="success">
        This pull request can be
        merged${view.merge.state === 'unstable'
          ? ', but some checks have not passed'
          : ''}.
      </p>`;
  return html`<section class="panel" aria-label="Merge" data-testid="merge-box">
    <div class="head"><strong>Merge</strong></div>
    <div class="body">
      ${state}
      <form method="post" action="${base}/merge">
        ${formToken(session)}
        <input type="hidden" name="sha" value="${pull.pull.head.sha}" />
        <div class="actions">
          <button
            class="primary"
            ${blocked && html`disabled aria-describedby="why-not"`}
          >
            Merge pull request
          </button>
          <label for="method" class="visually-hidden">How to merge</label>
          <select id="method" name="method">
            ${methods.map(
              ([value, text]) =>
                html`<option value="${value}">${text}</option>`,
            )}
          </select>
        </div>
      </form>
    </div>
  </section>`;
}

async function branchBox(view: View): Promise<Html> {
  const { core, repository, pull, session, base } = view;
  const { head, mergedAt } = pull.pull;
  const there = await core.git(repository).branch(head.ref);
  const may =
    there === head.sha &&
    head.ref !== repository.defaultBranch &&
    covers(permission(view), 'push');
  const what = mergedAt
    ? 'The pull request was merged.'
    : 'The pull request was closed without a merge.';
  return html`<section class="panel" aria-label="Merge" data-testid="merge-box">
    <div class="body">
      <p>
        ${what}
        ${!there && html` The branch <code>${head.ref}</code> was deleted.`}
      </p>
      ${may &&
      html`<form method="post" action="${base}/delete-branch">
        ${formToken(session)}<button>Delete branch</button>
      </form>`}
    </div>
  </section>`;
}

function reviewBox(view: View): Html {
  const { pull, session, base } = view;
  if (!session.actor) {
    return html`<p>
      <a href="/_pages/sign-in?next=${encodeURIComponent(base)}">Sign in</a> to
      review or comment.
    </p>`;
  }
  const mine = isAuthor(view);
  return html`<section class="panel" aria-label="Review">
    <div class="head"><strong>Your review</strong></div>
    <div class="body">
      ${mine &&
      html`<p class="dim">
        You wrote this pull request: somebody else has to approve it.
      </p>`}
      <form method="post" action="${base}/review">
        ${formToken(session)}
        <label for="review-body">What you want to say</label
        ><textarea id="review-body" name="body" maxlength="60000"></textarea>
        <div class="actions">
          ${pull.state === 'open' &&
          html`<button name="event" value="APPROVE">Approve</button>
            <button name="event" value="REQUEST_CHANGES">
              Request changes
            </button>`} <button name="event" value="COMMENT">Comment</button>
        </div>
      </form>
    </div>
  </section>`;
}

function stateBox(view: View): Html {
  const { pull, session, base } = view;
  const may =
    session.actor && (isAuthor(view) || covers(permission(view), 'triage'));
  if (!may || pull.pull.mergedAt) return html``;
  const button = (action: string, text: string) =>
    html`<form method="post" action="${base}/${path(action)}">
      ${formToken(session)}<button>${text}</button>
    </form>`;
  return html`<div class="actions">
    ${pull.state === 'open'
      ? button('close', 'Close pull request')
      : button('reopen', 'Reopen pull request')}${pull.state === 'open' &&
    pull.pull.draft &&
    button('ready', 'Ready for review')}
  </div>`;
}
