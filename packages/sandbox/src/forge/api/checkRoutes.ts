import { CheckRunRecord, StatusRecord } from '../state/ForgeState';
import { combinedState, latestCheckRuns, latestStatuses } from '../core/checks';
import { emitCheckRunEvent, emitStatusEvent } from '../core/events';
import { invalid, notFound } from '../core/ApiError';
import { presentCheckRun, presentStatus } from '../present/checks';
import { presentRepository, repositoryApi } from '../present/repositories';
import { mergeWhatIsReady } from '../core/autoMerge';
import { ApiContext, created, Reply, Route } from './ApiContext';
import { commitRoute, requireRef } from './commitRoutes';
import { Input } from './input';
import { paginate } from './paginate';

const CONCLUSIONS = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'stale',
  'timed_out',
] as const;

async function createStatus(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const sha = await requireRef(context, repository, context.param('sha'));
  const input = new Input('Status', context.body);
  const state = input.choice('state', [
    'error',
    'failure',
    'pending',
    'success',
  ]);
  if (!state)
    throw invalid({
      resource: 'Status',
      field: 'state',
      code: 'missing_field',
    });
  const status: StatusRecord = {
    id: core.store.nextId(),
    sha,
    state,
    context: input.text('context', 255) ?? 'default',
    description: input.text('description', 140),
    targetUrl: input.text('target_url', 2048),
    creator: actor.account.login,
    createdAt: core.now(),
  };
  repository.statuses.push(status);
  core.store.touch();
  await emitStatusEvent(core, repository, actor, status);
  mergeWhatIsReady(core, repository);
  return created(presentStatus(core, repository, status));
}

async function listStatuses(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const sha = await requireRef(context, repository, context.param('ref'));
  const statuses = repository.statuses.filter(s => s.sha === sha).reverse();
  return paginate(context, statuses, s => presentStatus(core, repository, s));
}

async function combinedStatus(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const sha = await requireRef(context, repository, context.param('ref'));
  const statuses = latestStatuses(repository, sha);
  const api = `${repositoryApi(core, repository)}/commits/${sha}`;
  return paginate(
    context,
    statuses,
    status => presentStatus(core, repository, status),
    shown => ({
      state: combinedState(statuses),
      statuses: shown,
      sha,
      total_count: statuses.length,
      repository: presentRepository(core, repository),
      commit_url: api,
      url: `${api}/status`,
    }),
  );
}

function applyRun(context: ApiContext, run: CheckRunRecord): void {
  const input = new Input('CheckRun', context.body);
  run.name = input.text('name', 255) ?? run.name;
  run.detailsUrl = input.text('details_url', 2048) ?? run.detailsUrl;
  run.externalId = input.text('external_id', 255) ?? run.externalId;
  run.startedAt = input.text('started_at', 40) ?? run.startedAt;
  run.status =
    input.choice('status', ['queued', 'in_progress', 'completed']) ??
    run.status;
  const conclusion = input.choice('conclusion', CONCLUSIONS);
  if (conclusion) {
    run.conclusion = conclusion;
    run.status = 'completed';
    run.completedAt = input.text('completed_at', 40) ?? context.core.now();
  } else if (run.status === 'completed' && !run.conclusion) {
    throw invalid({
      resource: 'CheckRun',
      field: 'conclusion',
      code: 'missing_field',
    });
  }
  const output = input.object('output');
  if (output) {
    const text = new Input('CheckRun', output);
    run.output = {
      title: text.text('title', 1000),
      summary: text.text('summary'),
      text: text.text('text'),
    };
  }
}

async function createCheckRun(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const input = new Input('CheckRun', context.body);
  const name = input.requiredText('name', 255);
  const sha = await requireRef(
    context,
    repository,
    input.requiredText('head_sha', 40),
  );
  const run: CheckRunRecord = {
    id: core.store.nextId(),
    sha,
    name,
    status: 'queued',
    startedAt: core.now(),
    output: {},
  };
  applyRun(context, run);
  repository.checkRuns.push(run);
  core.store.touch();
  await emitCheckRunEvent(core, repository, actor, run, 'created');
  if (run.status === 'completed') {
    await emitCheckRunEvent(core, repository, actor, run, 'completed');
    mergeWhatIsReady(core, repository);
  }
  return created(presentCheckRun(core, repository, run));
}

function requireRun(context: ApiContext, needed: 'pull' | 'push') {
  const repository = context.repository(needed);
  const run = repository.checkRuns.find(
    r => String(r.id) === context.param('id'),
  );
  if (!run) throw notFound();
  return { repository, run };
}

async function updateCheckRun(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, run } = requireRun(context, 'push');
  const before = run.status;
  applyRun(context, run);
  core.store.touch();
  if (before !== 'completed' && run.status === 'completed') {
    await emitCheckRunEvent(
      core,
      repository,
      context.requireActor(),
      run,
      'completed',
    );
    mergeWhatIsReady(core, repository);
  }
  return { body: presentCheckRun(core, repository, run) };
}

async function listCheckRuns(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const sha = await requireRef(context, repository, context.param('ref'));
  const runs =
    context.query('filter') === 'all'
      ? repository.checkRuns.filter(run => run.sha === sha)
      : latestCheckRuns(repository, sha);
  const name = context.query('check_name');
  const status = context.query('status');
  const shown = runs.filter(
    run => (!name || run.name === name) && (!status || run.status === status),
  );
  return paginate(
    context,
    shown,
    run => presentCheckRun(core, repository, run),
    (check_runs, total_count) => ({ total_count, check_runs }),
  );
}

export const checkRoutes: Route[] = [
  ['post', '/repos/:owner/:repo/statuses/:sha', createStatus],
  ['get', '/repos/:owner/:repo/commits/:ref(.+)/statuses', listStatuses],
  ['get', '/repos/:owner/:repo/commits/:ref(.+)/status', combinedStatus],
  ['get', '/repos/:owner/:repo/commits/:ref(.+)/check-runs', listCheckRuns],
  [
    'get',
    '/repos/:owner/:repo/commits/:ref(.+)/check-suites',
    context => {
      context.repository();
      return { body: { total_count: 0, check_suites: [] } };
    },
  ],
  ['post', '/repos/:owner/:repo/check-runs', createCheckRun],
  [
    'get',
    '/repos/:owner/:repo/check-runs/:id',
    context => {
      const { repository, run } = requireRun(context, 'pull');
      return { body: presentCheckRun(context.core, repository, run) };
    },
  ],
  ['patch', '/repos/:owner/:repo/check-runs/:id', updateCheckRun],
  commitRoute,
];
