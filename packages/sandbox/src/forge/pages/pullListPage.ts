import { RepositoryRecord } from '../state/ForgeState';
import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { html, Html } from './html';
import { Page, repositoryHeader, time } from './layout';

function stateWord(pull: PullIssue): string {
  if (pull.pull.mergedAt) return 'Merged';
  if (pull.state === 'closed') return 'Closed';
  return pull.pull.draft ? 'Draft' : 'Open';
}

/** Open, merged, closed or draft, in a word and a colour. */
export function stateBadge(pull: PullIssue): Html {
  const word = stateWord(pull);
  return html`<span class="badge ${word.toLowerCase()}" data-testid="pull-state"
    >${word}</span
  >`;
}

/** The pull requests of a repository, newest first. */
export function pullListPage(
  core: ForgeCore,
  repository: RepositoryRecord,
  state: 'open' | 'closed',
): Page {
  const base = `/${repository.owner}/${repository.name}`;
  const all = core.pulls(repository).sort((a, b) => b.number - a.number);
  const shown = all.filter(pull => pull.state === state).slice(0, 200);
  const count = (wanted: string) => all.filter(p => p.state === wanted).length;
  const tab = (name: 'open' | 'closed', text: string) =>
    html`<a
      href="${base}/pulls?state=${name}"
      ${state === name && html`aria-current="page"`}
      >${text} (${count(name)})</a
    >`;
  const rows = shown.map(
    pull => html`<li>
      ${stateBadge(pull)}<span class="grow"
        ><a href="${base}/pull/${pull.number}"
          ><strong>${pull.title}</strong></a
        >
        ${pull.labels.map(name => html`<span class="label">${name}</span> `)}
        <span class="dim"
          >#${pull.number} by ${pull.user}, ${time(pull.createdAt)}</span
        ></span
      >
    </li>`,
  );
  return {
    title: `Pull requests · ${repository.owner}/${repository.name}`,
    body: html`${repositoryHeader(repository, 'pulls')}
      <nav class="tabs" aria-label="State">
        ${tab('open', 'Open')}${tab('closed', 'Closed')}
      </nav>
      <div class="panel">
        ${rows.length > 0
          ? html`<ul class="rows">
              ${rows}
            </ul>`
          : html`<div class="body">There is no ${state} pull request.</div>`}
      </div>`,
  };
}
