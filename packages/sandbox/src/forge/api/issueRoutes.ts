import {
  CommentRecord,
  IssueRecord,
  LabelRecord,
  RepositoryRecord,
} from '../state/ForgeState';
import { covers, permissionOf } from '../core/access';
import { addComment } from '../core/comments';
import {
  emitCommentEvent,
  emitIssueEvent,
  emitPullEvent,
} from '../core/events';
import { forbidden, invalid, notFound } from '../core/ApiError';
import { ForgeCore, PullIssue } from '../core/ForgeCore';
import { editPull, newIssue } from '../core/pullRequests';
import { presentComment, presentIssue, presentLabel } from '../present/pulls';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';

const MAX_LABELS = 100;

function requireIssue(context: ApiContext, needed: 'pull' | 'triage' = 'pull') {
  const repository = context.repository(needed);
  return {
    repository,
    issue: context.core.issue(repository, context.param('number')),
  };
}

async function emitChange(
  context: ApiContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
  action: string,
): Promise<void> {
  const actor = context.requireActor();
  issue.updatedAt = context.core.now();
  context.core.store.touch();
  if (issue.pull) {
    await emitPullEvent(
      context.core,
      repository,
      actor,
      issue as PullIssue,
      action,
    );
  } else {
    await emitIssueEvent(context.core, repository, actor, issue, action);
  }
}

function ensureLabel(
  core: ForgeCore,
  repository: RepositoryRecord,
  name: string,
): string {
  const known = repository.labels.find(
    l => l.name.toLowerCase() === name.toLowerCase(),
  );
  if (known) return known.name;
  if (name.trim() === '' || name.length > 50) {
    throw invalid({ resource: 'Label', field: 'name', code: 'invalid' });
  }
  repository.labels.push({ id: core.store.nextId(), name, color: 'ededed' });
  return name;
}

function readLabels(
  context: ApiContext,
  repository: RepositoryRecord,
): string[] {
  // GitHub takes a bare list, too.
  const raw: unknown = context.request.body;
  const body = Array.isArray(raw) ? { labels: raw } : context.body;
  const names = new Input('Label', body).texts('labels') ?? [];
  if (names.length > MAX_LABELS) {
    throw invalid({ resource: 'Label', field: 'labels', code: 'invalid' });
  }
  return names.map(name => ensureLabel(context.core, repository, name));
}

async function setLabels(
  context: ApiContext,
  replace: boolean,
): Promise<Reply> {
  const { repository, issue } = requireIssue(context, 'triage');
  const names = readLabels(context, repository);
  issue.labels = [...new Set(replace ? names : [...issue.labels, ...names])];
  await emitChange(context, repository, issue, 'labeled');
  return {
    body: issue.labels.map(name =>
      presentLabel(context.core, repository, name),
    ),
  };
}

async function removeLabels(
  context: ApiContext,
  name?: string,
): Promise<Reply> {
  const { repository, issue } = requireIssue(context, 'triage');
  const left =
    name === undefined
      ? []
      : issue.labels.filter(l => l.toLowerCase() !== name.toLowerCase());
  if (name !== undefined && left.length === issue.labels.length)
    throw notFound();
  issue.labels = left;
  await emitChange(context, repository, issue, 'unlabeled');
  if (name === undefined) return NO_CONTENT;
  return { body: left.map(l => presentLabel(context.core, repository, l)) };
}

/** Whom a request names and GitHub can assign. */
function readAssignees(
  context: ApiContext,
  repository: RepositoryRecord,
): string[] {
  const { core } = context;
  const logins = new Input('Issue', context.body).texts('assignees') ?? [];
  return logins.flatMap(login => {
    const account = core.account(login);
    const fits = account && permissionOf(core, repository, account);
    // GitHub leaves out, silently, whom it cannot assign.
    return fits ? [account.login] : [];
  });
}

async function setAssignees(context: ApiContext, add: boolean): Promise<Reply> {
  const { core } = context;
  const { repository, issue } = requireIssue(context, 'triage');
  const known = readAssignees(context, repository);
  issue.assignees = add
    ? [...new Set([...issue.assignees, ...known])].slice(0, 10)
    : issue.assignees.filter(login => !known.includes(login));
  await emitChange(context, repository, issue, add ? 'assigned' : 'unassigned');
  const body = presentIssue(core, repository, issue);
  return add ? created(body) : { body };
}

function list(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository();
  const state = context.query('state') ?? 'open';
  const labels = context.query('labels')?.toLowerCase().split(',');
  const issues = Object.values(repository.issues)
    .filter(issue => state === 'all' || issue.state === state)
    .filter(issue => {
      const names = issue.labels.map(name => name.toLowerCase());
      return !labels || labels.every(name => names.includes(name));
    })
    .sort((a, b) => b.number - a.number);
  return paginate(context, issues, issue =>
    presentIssue(core, repository, issue),
  );
}

async function create(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const actor = context.requireActor();
  const input = new Input('Issue', context.body);
  const title = input.requiredText('title', 256);
  const body = input.text('body');
  const labels = (input.texts('labels') ?? []).map(name =>
    ensureLabel(core, repository, name),
  );
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  const issue = {
    ...newIssue(core, number, actor, core.now()),
    title,
    body,
    labels,
  };
  repository.issues[number] = issue;
  await emitChange(context, repository, issue, 'opened');
  const shown = presentIssue(core, repository, issue);
  return created(shown, shown.url as string);
}

async function edit(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, issue } = requireIssue(context);
  const actor = context.requireActor();
  const permission = permissionOf(core, repository, actor.account, actor.token);
  if (issue.user !== actor.account.login && !covers(permission, 'triage')) {
    throw forbidden('Must have push access to Repository.');
  }
  const input = new Input('Issue', context.body);
  const title = input.has('title')
    ? input.requiredText('title', 256)
    : undefined;
  const body = input.text('body');
  const state = input.choice('state', ['open', 'closed']);
  if (input.has('labels')) issue.labels = readLabels(context, repository);
  if (input.has('assignees')) {
    issue.assignees = [...new Set(readAssignees(context, repository))];
  }
  if (issue.pull) {
    await core.lock(repository, () =>
      editPull(core, repository, actor, issue as PullIssue, {
        title,
        body,
        state,
      }),
    );
    return { body: presentIssue(core, repository, issue) };
  }
  issue.title = title ?? issue.title;
  issue.body = body ?? issue.body;
  if (state && state !== issue.state) {
    issue.state = state;
    issue.closedAt = state === 'closed' ? core.now() : undefined;
    issue.closedBy = state === 'closed' ? actor.account.login : undefined;
  }
  await emitChange(context, repository, issue, state ?? 'edited');
  return { body: presentIssue(core, repository, issue) };
}

async function createComment(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, issue } = requireIssue(context);
  const actor = context.requireActor();
  const body = new Input('IssueComment', context.body).requiredText('body');
  const comment = await addComment(core, repository, actor, issue, body);
  return created(presentComment(core, repository, issue, comment));
}

function requireComment(context: ApiContext) {
  const repository = context.repository();
  const id = context.param('id');
  for (const issue of Object.values(repository.issues)) {
    const comment = issue.comments.find(c => String(c.id) === id);
    if (comment) return { repository, issue, comment };
  }
  throw notFound();
}

function requireCommentWriter(
  context: ApiContext,
  comment: CommentRecord,
  repository: RepositoryRecord,
) {
  const { account, token } = context.requireActor();
  const permission = permissionOf(context.core, repository, account, token);
  if (comment.user !== account.login && !covers(permission, 'push')) {
    throw forbidden('Must have push access to Repository.');
  }
}

async function editComment(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, issue, comment } = requireComment(context);
  requireCommentWriter(context, comment, repository);
  comment.body = new Input('IssueComment', context.body).requiredText('body');
  comment.updatedAt = core.now();
  core.store.touch();
  await emitCommentEvent(
    core,
    repository,
    context.requireActor(),
    issue,
    comment,
    'edited',
  );
  return { body: presentComment(core, repository, issue, comment) };
}

async function deleteComment(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, issue, comment } = requireComment(context);
  requireCommentWriter(context, comment, repository);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  core.store.touch();
  await emitCommentEvent(
    core,
    repository,
    context.requireActor(),
    issue,
    comment,
    'deleted',
  );
  return NO_CONTENT;
}

function createLabel(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository('push');
  const input = new Input('Label', context.body);
  const name = input.requiredText('name', 50);
  if (
    repository.labels.some(l => l.name.toLowerCase() === name.toLowerCase())
  ) {
    throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
  }
  const color = input.text('color', 6) ?? 'ededed';
  if (!/^[0-9a-f]{6}$/i.test(color)) {
    throw invalid({ resource: 'Label', field: 'color', code: 'invalid' });
  }
  const label: LabelRecord = {
    id: core.store.nextId(),
    name,
    color,
    description: input.text('description', 100),
  };
  repository.labels.push(label);
  core.store.touch();
  return created(presentLabel(core, repository, name));
}

const ISSUE = '/repos/:owner/:repo/issues/:number';

export const issueRoutes: Route[] = [
  [
    'get',
    '/repos/:owner/:repo/issues/comments/:id',
    context => {
      const { repository, issue, comment } = requireComment(context);
      return { body: presentComment(context.core, repository, issue, comment) };
    },
  ],
  ['patch', '/repos/:owner/:repo/issues/comments/:id', editComment],
  ['delete', '/repos/:owner/:repo/issues/comments/:id', deleteComment],
  ['get', '/repos/:owner/:repo/issues', list],
  ['post', '/repos/:owner/:repo/issues', create],
  [
    'get',
    ISSUE,
    context => {
      const { repository, issue } = requireIssue(context);
      return { body: presentIssue(context.core, repository, issue) };
    },
  ],
  ['patch', ISSUE, edit],
  [
    'get',
    `${ISSUE}/comments`,
    context => {
      const { repository, issue } = requireIssue(context);
      return paginate(context, issue.comments, comment =>
        presentComment(context.core, repository, issue, comment),
      );
    },
  ],
  ['post', `${ISSUE}/comments`, createComment],
  [
    'get',
    `${ISSUE}/labels`,
    context => {
      const { repository, issue } = requireIssue(context);
      return paginate(context, issue.labels, name =>
        presentLabel(context.core, repository, name),
      );
    },
  ],
  ['post', `${ISSUE}/labels`, context => setLabels(context, false)],
  ['put', `${ISSUE}/labels`, context => setLabels(context, true)],
  ['delete', `${ISSUE}/labels`, context => removeLabels(context)],
  [
    'delete',
    `${ISSUE}/labels/:name`,
    context => removeLabels(context, context.param('name')),
  ],
  ['post', `${ISSUE}/assignees`, context => setAssignees(context, true)],
  ['delete', `${ISSUE}/assignees`, context => setAssignees(context, false)],
  [
    'get',
    '/repos/:owner/:repo/labels',
    context => {
      const repository = context.repository();
      return paginate(context, repository.labels, label =>
        presentLabel(context.core, repository, label.name),
      );
    },
  ],
  ['post', '/repos/:owner/:repo/labels', createLabel],
  [
    'get',
    '/repos/:owner/:repo/labels/:name',
    context => {
      const repository = context.repository();
      const name = context.param('name').toLowerCase();
      if (!repository.labels.some(l => l.name.toLowerCase() === name))
        throw notFound();
      return { body: presentLabel(context.core, repository, name) };
    },
  ],
];
