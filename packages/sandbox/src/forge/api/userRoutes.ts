import { permissionOf } from '../core/access';
import { notFound } from '../core/ApiError';
import { presentFullUser, presentOrg, presentUser } from '../present/accounts';
import { presentRepository } from '../present/repositories';
import { ApiContext, Reply, Route } from './ApiContext';
import { paginate } from './paginate';

function account({ core, param }: { core: ApiContext['core']; param: string }) {
  const found = core.account(param);
  if (!found) throw notFound();
  return found;
}

function getUser(context: ApiContext): Reply {
  const { core } = context;
  const found = account({ core, param: context.param('login') });
  return {
    body:
      found.type === 'Organization'
        ? presentOrg(core, found)
        : presentFullUser(core, found),
  };
}

function visibleRepositories(context: ApiContext, owner?: string) {
  const { core, actor } = context;
  return core
    .repositories()
    .filter(r => !owner || r.owner.toLowerCase() === owner.toLowerCase())
    .filter(r => permissionOf(core, r, actor?.account, actor?.token));
}

function listUserRepositories(context: ApiContext): Reply {
  const { core, actor } = context;
  const found = account({ core, param: context.param('login') });
  return paginate(context, visibleRepositories(context, found.login), r =>
    presentRepository(core, r, actor),
  );
}

export const userRoutes: Route[] = [
  [
    'get',
    '/',
    ({ core }) => ({
      body: {
        current_user_url: `${core.apiUrl}/user`,
        repository_url: `${core.apiUrl}/repos/{owner}/{repo}`,
        rate_limit_url: `${core.apiUrl}/rate_limit`,
      },
    }),
  ],
  [
    'get',
    '/meta',
    () => ({
      body: {
        verifiable_password_authentication: false,
        installed_version: '3.17.0',
      },
    }),
  ],
  [
    'get',
    '/user',
    context => ({
      body: presentFullUser(context.core, context.requireActor().account),
    }),
  ],
  [
    'get',
    '/user/repos',
    context => {
      const actor = context.requireActor();
      return paginate(context, visibleRepositories(context), r =>
        presentRepository(context.core, r, actor),
      );
    },
  ],
  [
    'get',
    '/user/orgs',
    context => {
      const login = context.requireActor().account.login.toLowerCase();
      const orgs = Object.values(context.core.store.state.accounts).filter(
        a => a.members[login] !== undefined,
      );
      return paginate(context, orgs, org => presentOrg(context.core, org));
    },
  ],
  [
    'get',
    '/users',
    context => {
      const users = Object.values(context.core.store.state.accounts);
      return paginate(context, users, a => presentUser(context.core, a.login));
    },
  ],
  ['get', '/users/:login', getUser],
  ['get', '/users/:login/repos', listUserRepositories],
  [
    'get',
    '/rate_limit',
    ({ core, actor }) => {
      const key = actor
        ? `${actor.token?.kind} ${actor.account.login.toLowerCase()}`
        : undefined;
      const rate = core.limits.read(key);
      return {
        body: { resources: { core: rate, search: rate, graphql: rate }, rate },
      };
    },
  ],
];
