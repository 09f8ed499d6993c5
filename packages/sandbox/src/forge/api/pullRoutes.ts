import { RepositoryRecord } from '../state/ForgeState';
import { covers, permissionOf } from '../core/access';
import { forbidden, invalid, notFound, unprocessable } from '../core/ApiError';
import { changeRef } from '../core/changeRef';
import { emitPullEvent } from '../core/events';
import { own, PullIssue } from '../core/ForgeCore';
import { mergePull, signatureOf } from '../core/mergePullRequest';
import { editPull, openPull } from '../core/pullRequests';
import { presentCommit, presentFile } from '../present/commits';
import { presentUser } from '../present/accounts';
import { presentFullPull, presentPull } from '../present/pulls';
import { repositoryApi } from '../present/repositories';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';

const MAX_TITLE = 256;

export function requirePull(
  context: ApiContext,
  repository: RepositoryRecord,
): PullIssue {
  return context.core.pull(repository, context.param('number'));
}

/** Someone who wrote a pull request may change it; everybody else needs write access. */
function requireEditor(context: ApiContext): {
  repository: RepositoryRecord;
  pull: PullIssue;
} {
  const repository = context.repository();
  const pull = requirePull(context, repository);
  const { account, token } = context.requireActor();
  const permission = permissionOf(context.core, repository, account, token);
  const mine = pull.user.toLowerCase() === account.login.toLowerCase();
  if (!mine && !covers(permission, 'triage'))
    throw forbidden('Must have push access to Repository.');
  return { repository, pull };
}

async function list(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const state = context.query('state') ?? 'open';
  const base = context.query('base');
  const head = context.query('head');
  const label = (pull: PullIssue) =>
    `${repository.owner}:${pull.pull.head.ref}`.toLowerCase();
  const matches = core
    .pulls(repository)
    .filter(pull => state === 'all' || pull.state === state)
    .filter(pull => !base || pull.pull.base.ref === base)
    // GitHub passes over a `head` without its owner.
    .filter(pull => !head?.includes(':') || label(pull) === head.toLowerCase());
  const key = context.query('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const ascending = context.query('direction') === 'asc';
  matches.sort((a, b) => {
    const order = a[key].localeCompare(b[key]) || a.number - b.number;
    return ascending ? order : -order;
  });
  return paginate(context, matches, pull =>
    presentPull(core, repository, pull),
  );
}

async function create(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const input = new Input('PullRequest', context.body);
  const head = input.requiredText('head', 300);
  const base = input.requiredText('base', 240);
  const title = input.requiredText('title', MAX_TITLE);
  const pull = await core.lock(repository, () =>
    openPull(core, repository, actor, {
      title,
      body: input.text('body'),
      head,
      base,
      draft: input.flag('draft'),
    }),
  );
  const body = await presentFullPull(core, repository, pull);
  return created(body, body.url as string);
}

async function get(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const pull = requirePull(context, repository);
  if (/vnd\.github(\.[a-z0-9-]+)*\.(diff|patch)/.test(context.accept)) {
    const files = await pullFiles(context, repository, pull);
    return {
      raw: Buffer.from(files.map(file => file.raw).join('')),
      contentType: 'application/vnd.github.diff; charset=utf-8',
    };
  }
  return { body: await presentFullPull(core, repository, pull) };
}

async function pullFiles(
  context: ApiContext,
  repository: RepositoryRecord,
  { pull }: PullIssue,
) {
  const git = context.core.git(repository);
  const base = await git.mergeBase(pull.base.sha, pull.head.sha);
  return base ? git.diff(base, pull.head.sha) : [];
}

async function edit(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, pull } = requireEditor(context);
  const actor = context.requireActor();
  const input = new Input('PullRequest', context.body);
  const title = input.text('title', MAX_TITLE);
  if (title !== undefined && title.trim() === '') {
    throw invalid({
      resource: 'PullRequest',
      field: 'title',
      code: 'missing_field',
    });
  }
  const change = {
    title,
    body: input.has('body') ? input.text('body') ?? '' : undefined,
    base: input.text('base', 240),
    state: input.choice('state', ['open', 'closed']),
  };
  await core.lock(repository, () =>
    editPull(core, repository, actor, pull, change),
  );
  return { body: await presentFullPull(core, repository, pull) };
}

async function listFiles(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const pull = requirePull(context, repository);
  const files = await pullFiles(context, repository, pull);
  return paginate(context, files, file =>
    presentFile(core, repository, file, pull.pull.head.sha),
  );
}

async function listCommits(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const { pull } = requirePull(context, repository);
  const git = core.git(repository);
  const shas = await git.log({
    from: pull.head.sha,
    not: pull.base.sha,
    reverse: true,
  });
  const commits = await git.readCommits(shas.slice(0, 250));
  return paginate(context, commits, commit =>
    presentCommit(core, repository, commit),
  );
}

async function merge(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const pull = requirePull(context, repository);
  const input = new Input('PullRequest', context.body);
  const options = {
    method: input.choice('merge_method', ['merge', 'squash', 'rebase']),
    title: input.text('commit_title', 1000),
    message: input.text('commit_message'),
    sha: input.text('sha', 64),
  };
  const sha = await core.lock(repository, () =>
    mergePull(core, repository, actor, pull, options),
  );
  return {
    body: { sha, merged: true, message: 'Pull Request successfully merged' },
  };
}

async function updateBranch(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('push');
  const actor = context.requireActor();
  const pull = requirePull(context, repository);
  const expected = new Input('PullRequest', context.body).text(
    'expected_head_sha',
    64,
  );
  await core.lock(repository, async () => {
    const git = core.git(repository);
    const { head, base } = pull.pull;
    if (pull.state !== 'open') throw unprocessable('Pull request is closed.');
    if (expected && expected !== head.sha) {
      throw unprocessable(`expected head sha didn’t match current head ref.`);
    }
    if (await git.isAncestor(base.sha, head.sha)) {
      throw unprocessable('There are no new commits on the base branch.');
    }
    const { tree } = await git.merge(head.sha, base.sha);
    if (!tree) throw unprocessable('merge conflict between base and head');
    const author = signatureOf(actor, core.now());
    const after = await git.writeCommit({
      tree,
      parents: [head.sha, base.sha],
      message: `Merge branch '${base.ref}' into ${head.ref}\n`,
      author,
      committer: author,
    });
    await changeRef(core, repository, actor, {
      ref: `refs/heads/${head.ref}`,
      before: head.sha,
      after,
    });
  });
  return {
    status: 202,
    body: {
      message: 'Updating pull request branch.',
      url: `${repositoryApi(core, repository)}/pulls/${pull.number}`,
    },
  };
}

async function requestReviewers(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const { repository, pull } = requireEditor(context);
  const actor = context.requireActor();
  const input = new Input('PullRequest', context.body);
  const logins = input.texts('reviewers') ?? [];
  const teams = (input.texts('team_reviewers') ?? []).map(slug =>
    slug.toLowerCase(),
  );
  for (const login of logins) {
    const account = core.account(login);
    if (!account || !permissionOf(core, repository, account)) {
      throw unprocessable(
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      );
    }
    if (account.login.toLowerCase() === pull.user.toLowerCase()) {
      throw unprocessable(
        'Review cannot be requested from pull request author.',
      );
    }
  }
  const org = core.account(repository.owner);
  if (teams.some(slug => !own(org?.teams ?? {}, slug))) {
    throw unprocessable('Could not resolve to a team.');
  }
  const names = logins.map(login => core.account(login)?.login ?? login);
  const { pull: details } = pull;
  details.requestedReviewers = [
    ...new Set([...details.requestedReviewers, ...names]),
  ];
  details.requestedTeams = [...new Set([...details.requestedTeams, ...teams])];
  pull.updatedAt = core.now();
  core.store.touch();
  for (const login of names) {
    await emitPullEvent(core, repository, actor, pull, 'review_requested', {
      requested_reviewer: presentUser(core, login),
    });
  }
  return created(presentPull(core, repository, pull));
}

function removeReviewers(context: ApiContext): Reply {
  const { core } = context;
  const { repository, pull } = requireEditor(context);
  const input = new Input('PullRequest', context.body);
  const gone = new Set(
    (input.texts('reviewers') ?? []).map(l => l.toLowerCase()),
  );
  const goneTeams = new Set(
    (input.texts('team_reviewers') ?? []).map(l => l.toLowerCase()),
  );
  const { pull: details } = pull;
  details.requestedReviewers = details.requestedReviewers.filter(
    login => !gone.has(login.toLowerCase()),
  );
  details.requestedTeams = details.requestedTeams.filter(
    slug => !goneTeams.has(slug),
  );
  core.store.touch();
  return { body: presentPull(core, repository, pull) };
}

export const pullRoutes: Route[] = [
  ['get', '/repos/:owner/:repo/pulls', list],
  ['post', '/repos/:owner/:repo/pulls', create],
  ['get', '/repos/:owner/:repo/pulls/:number', get],
  ['patch', '/repos/:owner/:repo/pulls/:number', edit],
  ['get', '/repos/:owner/:repo/pulls/:number/files', listFiles],
  ['get', '/repos/:owner/:repo/pulls/:number/commits', listCommits],
  [
    'get',
    '/repos/:owner/:repo/pulls/:number/comments',
    context => {
      requirePull(context, context.repository());
      return { body: [] };
    },
  ],
  [
    'get',
    '/repos/:owner/:repo/pulls/:number/merge',
    context => {
      const { pull } = requirePull(context, context.repository());
      if (!pull.mergedAt) throw notFound();
      return NO_CONTENT;
    },
  ],
  ['put', '/repos/:owner/:repo/pulls/:number/merge', merge],
  ['put', '/repos/:owner/:repo/pulls/:number/update-branch', updateBranch],
  [
    'get',
    '/repos/:owner/:repo/pulls/:number/requested_reviewers',
    context => {
      const repository = context.repository();
      const shown = presentPull(
        context.core,
        repository,
        requirePull(context, repository),
      );
      return {
        body: {
          users: shown.requested_reviewers,
          teams: shown.requested_teams,
        },
      };
    },
  ],
  [
    'post',
    '/repos/:owner/:repo/pulls/:number/requested_reviewers',
    requestReviewers,
  ],
  [
    'delete',
    '/repos/:owner/:repo/pulls/:number/requested_reviewers',
    removeReviewers,
  ],
];
