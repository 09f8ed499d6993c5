import { randomBytes } from 'node:crypto';
import { AccountRecord } from '../state/ForgeState';
import { notFound } from '../core/ApiError';
import { ensureUser } from '../core/accounts';
import { permissionOf } from '../core/access';
import { isoSeconds } from '../git/objects';
import { presentUser } from '../present/accounts';
import { presentRepository } from '../present/repositories';
import { ApiContext, created, Reply, Route } from './ApiContext';
import { readAppId } from './authenticate';
import { paginate } from './paginate';

/** Paths that an app signs for with a JSON web token instead of a token of ours. */
export const appPaths =
  /^\/(app(\/.*)?|(orgs|users)\/[^/]+\/installation|repos\/[^/]+\/[^/]+\/installation)\/?$/;

const HOUR_MS = 3_600_000;
const APP_SLUG = 'sandbox-app';
const PERMISSIONS = {
  administration: 'write',
  checks: 'write',
  contents: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

/** Every account has the app installed, under its own id. */
function presentInstallation(context: ApiContext, account: AccountRecord) {
  const { core } = context;
  return {
    id: account.id,
    app_id: Number(readAppId(context.request)) || 1,
    app_slug: APP_SLUG,
    account: presentUser(core, account.login),
    target_id: account.id,
    target_type: account.type,
    repository_selection: 'all',
    access_tokens_url: `${core.apiUrl}/app/installations/${account.id}/access_tokens`,
    repositories_url: `${core.apiUrl}/installation/repositories`,
    html_url: `${core.publicUrl}/${account.login}`,
    permissions: PERMISSIONS,
    events: ['push', 'pull_request'],
    created_at: account.createdAt,
    updated_at: account.createdAt,
    suspended_at: null,
    suspended_by: null,
  };
}

function installable(context: ApiContext): AccountRecord[] {
  return Object.values(context.core.store.state.accounts).filter(
    account => account.type !== 'Bot',
  );
}

function installationOf(context: ApiContext, login: string): Reply {
  readAppId(context.request);
  const account = installable(context).find(
    a => a.login.toLowerCase() === login.toLowerCase(),
  );
  if (!account) throw notFound();
  return { body: presentInstallation(context, account) };
}

function requireInstallation(context: ApiContext): AccountRecord {
  readAppId(context.request);
  const account = installable(context).find(
    a => String(a.id) === context.param('id'),
  );
  if (!account) throw notFound();
  return account;
}

function createToken(context: ApiContext): Reply {
  const { core } = context;
  const account = requireInstallation(context);
  const bot = ensureUser(core, {
    login: `${APP_SLUG}[bot]`,
    name: `${APP_SLUG}[bot]`,
    type: 'Bot',
  });
  dropExpired(context);
  const token = `ghs_${randomBytes(27)
    .toString('base64url')
    .replace(/[-_]/g, 'x')}`;
  const expiresAt = isoSeconds(new Date(core.clock().getTime() + HOUR_MS));
  core.store.state.tokens[token] = {
    login: bot.login.toLowerCase(),
    kind: 'installation',
    account: account.login.toLowerCase(),
    expiresAt,
  };
  core.store.touch();
  return created({
    token,
    expires_at: expiresAt,
    permissions: PERMISSIONS,
    repository_selection: 'all',
  });
}

function dropExpired({ core }: ApiContext): void {
  const now = core.now();
  const { tokens } = core.store.state;
  for (const [value, record] of Object.entries(tokens)) {
    if (record.expiresAt && record.expiresAt <= now) delete tokens[value];
  }
}

function installationRepositories(context: ApiContext): Reply {
  const { core } = context;
  const actor = context.requireActor();
  const list = core
    .repositories()
    .filter(r => r.owner.toLowerCase() === actor.token?.account)
    .filter(r => permissionOf(core, r, actor.account, actor.token));
  return paginate(
    context,
    list,
    r => presentRepository(core, r, actor),
    (repositories, total_count) => ({
      total_count,
      repository_selection: 'all',
      repositories,
    }),
  );
}

export const appRoutes: Route[] = [
  [
    'get',
    '/app',
    context => {
      const id = Number(readAppId(context.request)) || 1;
      return {
        body: {
          id,
          slug: APP_SLUG,
          name: APP_SLUG,
          permissions: PERMISSIONS,
          events: [],
        },
      };
    },
  ],
  [
    'get',
    '/app/installations',
    context => {
      readAppId(context.request);
      return paginate(context, installable(context), account =>
        presentInstallation(context, account),
      );
    },
  ],
  [
    'get',
    '/app/installations/:id',
    context => ({
      body: presentInstallation(context, requireInstallation(context)),
    }),
  ],
  ['post', '/app/installations/:id/access_tokens', createToken],
  ['get', '/installation/repositories', installationRepositories],
  [
    'get',
    '/orgs/:org/installation',
    context => installationOf(context, context.param('org')),
  ],
  [
    'get',
    '/users/:user/installation',
    context => installationOf(context, context.param('user')),
  ],
  [
    'get',
    '/repos/:owner/:repo/installation',
    context => {
      readAppId(context.request);
      if (
        !context.core.repository(context.param('owner'), context.param('repo'))
      )
        throw notFound();
      return installationOf(context, context.param('owner'));
    },
  ],
];
