import { EMPTY_TREE, GitCommit, isSafePath, TreeEntry } from '../git/objects';
import { RepositoryRecord } from '../state/ForgeState';
import { permissionOf } from '../core/access';
import { notFound } from '../core/ApiError';
import { ForgeCore } from '../core/ForgeCore';
import { renderDiff } from './diff';
import { html, Html } from './html';
import { Page, path, repositoryHeader, time } from './layout';
import { renderMarkdown } from './markdown';
import { Session } from './session';

const PER_PAGE = 50;
const MAX_FILE = 512 * 1024;

/** The repositories the visitor sees. */
export function homePage(
  core: ForgeCore,
  session: Session,
  owner?: string,
): Page {
  const visible = core
    .repositories()
    .filter(r => permissionOf(core, r, session.actor?.account))
    .filter(r => !owner || r.owner.toLowerCase() === owner.toLowerCase());
  const rows = visible.map(
    r => html`<li>
      <span class="grow"
        ><a href="/${r.owner}/${r.name}"
          ><strong>${r.owner}/${r.name}</strong></a
        >
        <span class="dim">${r.description}</span></span
      ><span class="dim">pushed ${time(r.pushedAt)}</span>
    </li>`,
  );
  return {
    title: owner ?? 'Repositories',
    body: html`<h1>${owner ? `Repositories of ${owner}` : 'Repositories'}</h1>
      <div class="panel">
        ${rows.length > 0
          ? html`<ul class="rows" data-testid="repositories">
              ${rows}
            </ul>`
          : html`<div class="body">
              There is no repository that you can see.
            </div>`}
      </div>`,
  };
}

/** Splits `feature/x/some/file` into the ref and the path: refs may have slashes, so the longest known one wins. */
export async function splitRef(
  core: ForgeCore,
  repository: RepositoryRecord,
  text: string,
): Promise<{ ref: string; sha: string; path: string }> {
  const parts = text.split('/').filter(Boolean);
  const git = core.git(repository);
  for (let count = parts.length; count > 0; count--) {
    const ref = parts.slice(0, count).join('/');
    const sha = await git.resolve(ref);
    if (sha) return { ref, sha, path: parts.slice(count).join('/') };
  }
  throw notFound();
}

function breadcrumbs(
  repository: RepositoryRecord,
  ref: string,
  file: string,
): Html {
  const base = `/${repository.owner}/${repository.name}/tree/${path(ref)}`;
  const parts = file.split('/').filter(Boolean);
  const links = parts.map(
    (part, i) =>
      html` /
        <a href="${base}/${path(parts.slice(0, i + 1).join('/'))}">${part}</a>`,
  );
  return html`<p class="mono">
    <a href="${base}">${repository.name}</a>${links}
    <span class="dim">at ${ref}</span>
  </p>`;
}

function entryRow(
  base: string,
  ref: string,
  folder: string,
  entry: TreeEntry,
): Html {
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const full = folder === '' ? entry.path : `${folder}/${entry.path}`;
  const name = entry.type === 'tree' ? `${entry.path}/` : entry.path;
  return html`<li>
    <span class="grow mono"
      ><a href="${base}/${kind}/${path(ref)}/${path(full)}">${name}</a></span
    >
    <span class="dim"
      >${entry.size !== undefined && `${entry.size} bytes`}</span
    >
  </li>`;
}

async function treePart(
  core: ForgeCore,
  repository: RepositoryRecord,
  at: { ref: string; sha: string; path: string },
): Promise<Html> {
  const git = core.git(repository);
  const tree = await git.entryAt(at.sha, at.path);
  if (tree?.type !== 'tree') throw notFound();
  const entries = await git.listTree(tree.sha);
  entries.sort(
    (a, b) =>
      Number(b.type === 'tree') - Number(a.type === 'tree') ||
      a.path.localeCompare(b.path),
  );
  const base = `/${repository.owner}/${repository.name}`;
  const readme = entries.find(
    e => /^readme\.md$/i.test(e.path) && e.type === 'blob',
  );
  const text =
    readme &&
    (readme.size ?? 0) <= MAX_FILE &&
    (await git.readBlob(readme.sha)).toString();
  return html`${breadcrumbs(repository, at.ref, at.path)}
    <div class="panel">
      <ul class="rows" data-testid="files">
        ${entries.map(e => entryRow(base, at.ref, at.path, e))}
      </ul>
    </div>
    ${text &&
    html`<section class="panel" aria-label="README">
      <div class="head">${readme.path}</div>
      <div class="body">${renderMarkdown(text)}</div>
    </section>`}`;
}

/** A repository's front page. */
export async function repositoryPage(
  core: ForgeCore,
  repository: RepositoryRecord,
): Promise<Page> {
  const ref = repository.defaultBranch;
  const sha = await core.git(repository).branch(ref);
  const clone = html`<p class="dim">
    Clone with <code>git clone ${core.cloneUrl(repository)}</code>
  </p>`;
  const content = sha
    ? await treePart(core, repository, { ref, sha, path: '' })
    : html`<div class="panel">
        <div class="body">This repository is empty.</div>
      </div>`;
  return {
    title: `${repository.owner}/${repository.name}`,
    body: html`${repositoryHeader(repository, 'code')}${content}${clone}`,
  };
}

export async function treePage(
  core: ForgeCore,
  repository: RepositoryRecord,
  rest: string,
): Promise<Page> {
  const at = await splitRef(core, repository, rest);
  if (at.path !== '' && !isSafePath(at.path)) throw notFound();
  return {
    title: `${at.path || repository.name} at ${at.ref}`,
    body: html`${repositoryHeader(repository, 'code')}${await treePart(
      core,
      repository,
      at,
    )}`,
  };
}

/** The content of a file, for the raw door. */
export async function readFile(
  core: ForgeCore,
  repository: RepositoryRecord,
  rest: string,
) {
  const at = await splitRef(core, repository, rest);
  if (!isSafePath(at.path)) throw notFound();
  const git = core.git(repository);
  const entry = await git.entryAt(at.sha, at.path);
  if (entry?.type !== 'blob') throw notFound();
  return { ...at, content: await git.readBlob(entry.sha) };
}

export async function blobPage(
  core: ForgeCore,
  repository: RepositoryRecord,
  rest: string,
): Promise<Page> {
  const { ref, path: file, content } = await readFile(core, repository, rest);
  const binary = content.includes(0) || content.length > MAX_FILE;
  const rows = binary
    ? []
    : content
        .toString()
        .replace(/\n$/, '')
        .split('\n')
        .map(
          (line, i) =>
            html`<tr>
              <td class="n">${i + 1}</td>
              <td>${line}</td>
            </tr>`,
        );
  const raw = `/${repository.owner}/${repository.name}/raw/${path(ref)}/${path(
    file,
  )}`;
  return {
    title: `${file} at ${ref}`,
    body: html`${repositoryHeader(repository, 'code')}${breadcrumbs(
        repository,
        ref,
        file,
      )}
      <section class="panel" aria-label="${file}">
        <div class="head">
          ${content.length} bytes · <a href="${raw}">Raw</a>
        </div>
        ${binary
          ? html`<div class="body dim">
              This file is too large or not text.
            </div>`
          : html`<div
              class="scroll"
              tabindex="0"
              role="region"
              aria-label="Content of ${file}"
            >
              <table class="code">
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`}
      </section>`,
  };
}

/** One commit as a row of a list. */
export function commitRow(
  repository: RepositoryRecord,
  commit: GitCommit,
): Html {
  const [title] = commit.message.split('\n');
  return html`<li>
    <span class="grow"
      ><a href="/${repository.owner}/${repository.name}/commit/${commit.sha}"
        >${title || '(no message)'}</a
      >
      <span class="dim"
        >${commit.author.name}, ${time(commit.author.date)}</span
      ></span
    ><code>${commit.sha.slice(0, 7)}</code>
  </li>`;
}

export async function commitsPage(
  core: ForgeCore,
  repository: RepositoryRecord,
  rest: string,
  page: number,
): Promise<Page> {
  const at = await splitRef(core, repository, rest);
  const git = core.git(repository);
  const shas = await git.log({
    from: at.sha,
    path: isSafePath(at.path) ? at.path : undefined,
    skip: (page - 1) * PER_PAGE,
    max: PER_PAGE + 1,
  });
  const commits = await git.readCommits(shas.slice(0, PER_PAGE));
  return {
    title: `Commits of ${at.ref}`,
    body: html`${repositoryHeader(repository, 'commits')}
      <h2>Commits of ${at.ref}</h2>
      <div class="panel">
        <ul class="rows">
          ${commits.map(c => commitRow(repository, c))}
        </ul>
      </div>
      <p>
        ${page > 1 &&
        html`<a href="?page=${page - 1}">Newer</a> `}${shas.length > PER_PAGE &&
        html`<a href="?page=${page + 1}">Older</a>`}
      </p>`,
  };
}

export async function commitPage(
  core: ForgeCore,
  repository: RepositoryRecord,
  name: string,
): Promise<Page> {
  const git = core.git(repository);
  const sha = await git.resolve(name);
  if (!sha) throw notFound();
  const commit = await git.readCommit(sha);
  const files = await git.diff(commit.parents[0] ?? EMPTY_TREE, sha);
  const [title, ...more] = commit.message.split('\n');
  const base = `/${repository.owner}/${repository.name}`;
  return {
    title,
    body: html`${repositoryHeader(repository, 'commits')}
      <section class="panel">
        <div class="head"><strong>${title}</strong></div>
        <div class="body">
          ${more.length > 1 &&
          html`<pre class="file">${more.join('\n').trim()}</pre>`}
          <p>
            ${commit.author.name} &lt;${commit.author.email}&gt;,
            ${time(commit.author.date)}
          </p>
          <p class="dim">
            Commit <code>${sha}</code>${commit.parents.map(
              p =>
                html`, parent
                  <a href="${base}/commit/${p}"
                    ><code>${p.slice(0, 7)}</code></a
                  >`,
            )}
            · <a href="${base}/tree/${sha}">Browse files</a>
          </p>
        </div>
      </section>
      ${renderDiff(files)}`,
  };
}
