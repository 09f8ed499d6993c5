import { ApiContext, Reply } from './ApiContext';

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

export interface Page {
  page: number;
  perPage: number;
  /** How many items come before. */
  skip: number;
}

export function readPage(context: ApiContext): Page {
  const number = (name: string, fallback: number) => {
    const value = Number(context.query(name));
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  const page = Math.min(number('page', 1), 1_000_000);
  const perPage = Math.min(number('per_page', DEFAULT_PER_PAGE), MAX_PER_PAGE);
  return { page, perPage, skip: (page - 1) * perPage };
}

/** GitHub's `Link` header: rel next, last, first and prev, with the other parameters kept. */
export function linkHeader(
  context: ApiContext,
  page: Page,
  total: number,
): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / page.perPage));
  const url = (number: number, rel: string) => {
    const target = new URL(
      context.core.publicUrl + context.request.originalUrl,
    );
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page.page > 1) links.push(url(page.page - 1, 'prev'));
  if (page.page < last) {
    links.push(url(page.page + 1, 'next'), url(last, 'last'));
  }
  if (page.page > 1) links.push(url(1, 'first'));
  return links.length > 0 ? { Link: links.join(', ') } : {};
}

/** One page of a list; only its items are presented. */
export function paginate<T>(
  context: ApiContext,
  items: T[],
  present: (item: T) => unknown,
  wrap: (shown: unknown[], total: number) => unknown = shown => shown,
): Reply {
  const page = readPage(context);
  const shown = items.slice(page.skip, page.skip + page.perPage).map(present);
  return {
    body: wrap(shown, items.length),
    headers: linkHeader(context, page, items.length),
  };
}
