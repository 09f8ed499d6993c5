import MarkdownIt from 'markdown-it';
import { Html } from './html';

/** HTML in the text is shown as text; links to anything but the usual schemes stay text, too. */
const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true });
// A picture would make every reader's browser call whatever address the author wrote.
renderer.disable('image');

/** Turns somebody's Markdown into markup that is safe to show. */
export function renderMarkdown(text: string): Html {
  return new Html(`<div class="markdown">${renderer.render(text)}</div>`);
}
