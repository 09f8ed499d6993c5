import { IssueRecord, RepositoryRecord } from '../state/ForgeState';
import { permissionOf } from '../core/access';
import { invalid, missingField } from '../core/ApiError';
import { presentIssue } from '../present/pulls';
import { presentRepository } from '../present/repositories';
import { ApiContext, Reply, Route } from './ApiContext';
import { paginate } from './paginate';

interface Hit {
  repository: RepositoryRecord;
  issue: IssueRecord;
}

/** One word of a search: a qualifier such as `is:pr`, or plain text with an empty name. */
interface Term {
  name: string;
  value: string;
  negative: boolean;
}

type Test = (hit: Hit, value: string) => boolean;

const same = (a: string | undefined, b: string) =>
  a?.toLowerCase() === b.toLowerCase();

const QUALIFIERS: Record<string, Test> = {
  repo: ({ repository: r }, v) => same(`${r.owner}/${r.name}`, v),
  org: ({ repository }, v) => same(repository.owner, v),
  user: ({ repository }, v) => same(repository.owner, v),
  is: (hit, v) => isA(hit, v),
  type: (hit, v) => isA(hit, v),
  state: ({ issue }, v) => issue.state === v,
  draft: ({ issue }, v) => String(issue.pull?.draft ?? false) === v,
  head: ({ issue }, v) => issue.pull?.head.ref.startsWith(v) ?? false,
  base: ({ issue }, v) => issue.pull?.base.ref === v,
  author: ({ issue }, v) =>
    same(issue.user, v.replace(/^app\/(.*)$/, '$1[bot]')),
  assignee: ({ issue }, v) => issue.assignees.some(login => same(login, v)),
  label: ({ issue }, v) => issue.labels.some(name => same(name, v)),
};

function isA({ repository, issue }: Hit, what: string): boolean {
  switch (what.toLowerCase()) {
    case 'pr':
    case 'pull-request':
      return issue.pull !== undefined;
    case 'issue':
      return issue.pull === undefined;
    case 'merged':
      return issue.pull?.mergedAt !== undefined;
    case 'unmerged':
      return issue.pull !== undefined && issue.pull.mergedAt === undefined;
    case 'draft':
      return issue.pull?.draft === true;
    case 'public':
      return !repository.private;
    case 'private':
      return repository.private;
    default:
      return issue.state === what.toLowerCase();
  }
}

/** Splits GitHub's search language into its words; quotes keep words together. */
export function parseSearch(text: string): Term[] {
  const terms: Term[] = [];
  const pattern = /(-?)(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/gi;
  for (const [, minus, name = '', quoted, plain] of text.matchAll(pattern)) {
    terms.push({
      name: name.toLowerCase(),
      value: quoted ?? plain,
      negative: minus === '-',
    });
  }
  return terms;
}

function matches(hit: Hit, terms: Term[]): boolean {
  const fields = terms
    .filter(term => term.name === 'in')
    .flatMap(term => term.value.toLowerCase().split(','));
  const text = [
    fields.length === 0 || fields.includes('title') ? hit.issue.title : '',
    fields.length === 0 || fields.includes('body') ? hit.issue.body ?? '' : '',
    fields.includes('comments')
      ? hit.issue.comments.map(c => c.body).join('\n')
      : '',
  ]
    .join('\n')
    .toLowerCase();
  return terms.every(({ name, value, negative }) => {
    if (name === 'in' || name === 'sort') return true;
    const test = Object.prototype.hasOwnProperty.call(QUALIFIERS, name)
      ? QUALIFIERS[name]
      : undefined;
    const word = (
      test || name === '' ? value : `${name}:${value}`
    ).toLowerCase();
    return (test ? test(hit, value) : text.includes(word)) !== negative;
  });
}

function requireQuery(context: ApiContext): string {
  const text = context.query('q');
  if (!text) throw missingField('Search', 'q');
  if (text.length > 4000) {
    throw invalid({ resource: 'Search', field: 'q', code: 'invalid' });
  }
  return text;
}

function visible(context: ApiContext): RepositoryRecord[] {
  const { core, actor } = context;
  return core
    .repositories()
    .filter(r => permissionOf(core, r, actor?.account, actor?.token));
}

function searchIssues(context: ApiContext): Reply {
  const { core } = context;
  const terms = parseSearch(requireQuery(context));
  const hits = visible(context).flatMap(repository =>
    Object.values(repository.issues)
      .map(issue => ({ repository, issue }))
      .filter(hit => matches(hit, terms)),
  );
  const key = context.query('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const ascending = context.query('order') === 'asc';
  hits.sort((a, b) => {
    const order =
      a.issue[key].localeCompare(b.issue[key]) || a.issue.id - b.issue.id;
    return ascending ? order : -order;
  });
  return paginate(
    context,
    hits,
    hit => ({ ...presentIssue(core, hit.repository, hit.issue), score: 1 }),
    (items, total_count) => ({ total_count, incomplete_results: false, items }),
  );
}

function searchRepositories(context: ApiContext): Reply {
  const { core, actor } = context;
  const terms = parseSearch(requireQuery(context));
  const found = visible(context).filter(repository =>
    terms.every(({ name, value, negative }) => {
      const wanted = value.toLowerCase();
      if (name === 'org' || name === 'user')
        return same(repository.owner, value) !== negative;
      if (name === 'repo') {
        return (
          same(`${repository.owner}/${repository.name}`, value) !== negative
        );
      }
      if (name === 'topic')
        return repository.topics.includes(wanted) !== negative;
      if (name === 'in') return true;
      return repository.name.toLowerCase().includes(wanted) !== negative;
    }),
  );
  return paginate(
    context,
    found,
    repository => presentRepository(core, repository, actor),
    (items, total_count) => ({ total_count, incomplete_results: false, items }),
  );
}

export const searchRoutes: Route[] = [
  ['get', '/search/issues', searchIssues],
  ['get', '/search/repositories', searchRepositories],
];
