import { FileDiff } from '../git/parseDiff';
import { html, Html } from './html';
import { parse } from 'diff2html';

/** More lines than this in one file are left out. */
const MAX_LINES = 3000;

const CLASSES: Record<string, string> = {
  insert: 'add',
  delete: 'del',
  context: '',
};

function lines(file: FileDiff): Html[] {
  const [parsed] = parse(file.raw);
  const rows = (parsed?.blocks ?? []).flatMap(block => [
    html`<tr class="hunk">
      <td class="n"></td>
      <td class="n"></td>
      <td>${block.header}</td>
    </tr>`,
    ...block.lines.map(
      line =>
        html`<tr class="${CLASSES[line.type]}">
          <td class="n">${line.oldNumber}</td>
          <td class="n">${line.newNumber}</td>
          <td>${line.content}</td>
        </tr>`,
    ),
  ]);
  return rows.slice(0, MAX_LINES);
}

function renderFile(file: FileDiff): Html {
  const name = file.previousPath
    ? `${file.previousPath} → ${file.path}`
    : file.path;
  const counts = html`<span class="plus">+${file.additions}</span>
    <span class="minus">−${file.deletions}</span>`;
  return html`<section
    class="panel"
    data-testid="diff-file"
    aria-label="${file.path}"
  >
    <div class="head">
      <strong class="mono">${name}</strong>
      <span class="dim">${file.status}</span> ${counts}
    </div>
    ${file.patch === undefined
      ? html`<div class="body dim">
          ${file.binary ? 'Binary file' : 'No changes in the text'}
        </div>`
      : html`<div
          class="scroll"
          tabindex="0"
          role="region"
          aria-label="Changes of ${file.path}"
        >
          <table class="code">
            <tbody>
              ${lines(file)}
            </tbody>
          </table>
        </div>`}
  </section>`;
}

/** What changed, file by file. */
export function renderDiff(files: FileDiff[]): Html {
  const sum = (key: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[key], 0);
  const word = files.length === 1 ? 'file' : 'files';
  return html`<p class="dim">
      ${files.length} ${word} changed,
      <span class="plus">+${sum('additions')}</span>
      <span class="minus">−${sum('deletions')}</span>
    </p>
    ${files.map(renderFile)}`;
}
