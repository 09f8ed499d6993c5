import { covers, permissionOf } from '../core/access';
import { ensureTeam } from '../core/accounts';
import { forbidden, invalid, notFound } from '../core/ApiError';
import { own } from '../core/ForgeCore';
import { AccountRecord, Permission, TeamRecord } from '../state/ForgeState';
import { presentOrg, presentTeam, presentUser } from '../present/accounts';
import { presentPermissions, presentRepository } from '../present/repositories';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';

export const PERMISSIONS: readonly Permission[] = [
  'pull',
  'triage',
  'push',
  'maintain',
  'admin',
];

function requireOrg(context: ApiContext): AccountRecord {
  const org = context.core.account(context.param('org'));
  if (org?.type !== 'Organization') throw notFound();
  return org;
}

function requireTeam(context: ApiContext): {
  org: AccountRecord;
  team: TeamRecord;
} {
  const org = requireOrg(context);
  const team = own(org.teams, context.param('slug').toLowerCase());
  if (!team) throw notFound();
  return { org, team };
}

/** Whether the actor administers the organisation. */
export function requireOrgOwner(context: ApiContext, org: AccountRecord): void {
  const { account, token } = context.requireActor();
  const installed =
    token?.kind === 'installation' && token.account === org.login.toLowerCase();
  const role = own(org.members, account.login.toLowerCase());
  if (!installed && !account.siteAdmin && role !== 'admin') {
    throw forbidden('You must be an admin of the organization.');
  }
}

function listRepositories(context: ApiContext): Reply {
  const { core, actor } = context;
  const org = requireOrg(context);
  const visible = core
    .repositories()
    .filter(r => r.owner === org.login)
    .filter(r => permissionOf(core, r, actor?.account, actor?.token));
  return paginate(context, visible, r => presentRepository(core, r, actor));
}

function createTeam(context: ApiContext): Reply {
  const org = requireOrg(context);
  requireOrgOwner(context, org);
  const input = new Input('Team', context.body);
  const name = input.requiredText('name', 100);
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug === '' || own(org.teams, slug)) {
    throw invalid({
      resource: 'Team',
      field: 'name',
      code: slug === '' ? 'invalid' : 'already_exists',
    });
  }
  const team = ensureTeam(context.core, { org: org.login, slug, name });
  return created(presentTeam(context.core, org, team));
}

function putTeamMember(context: ApiContext): Reply {
  const { org, team } = requireTeam(context);
  requireOrgOwner(context, org);
  const user = context.core.account(context.param('login'));
  if (!user || user.type === 'Organization') throw notFound();
  ensureTeam(context.core, {
    org: org.login,
    slug: team.slug,
    members: [user.login],
  });
  return { body: { state: 'active', role: 'member' } };
}

function getTeamMembership(context: ApiContext): Reply {
  const { team } = requireTeam(context);
  if (!team.members.includes(context.param('login').toLowerCase()))
    throw notFound();
  return { body: { state: 'active', role: 'member' } };
}

function putTeamRepository(context: ApiContext): Reply {
  const { org, team } = requireTeam(context);
  const repository = context.repository('admin');
  if (repository.owner !== org.login) throw notFound();
  const permission =
    new Input('Team', context.body).choice('permission', PERMISSIONS) ?? 'push';
  team.repositories[repository.id] = permission;
  context.core.store.touch();
  return NO_CONTENT;
}

function getTeamRepository(context: ApiContext): Reply {
  const { team } = requireTeam(context);
  const repository = context.repository();
  const permission = own(team.repositories, String(repository.id));
  if (!covers(permission, 'pull')) throw notFound();
  return {
    body: {
      ...presentRepository(context.core, repository),
      permissions: presentPermissions(permission),
    },
  };
}

export const orgRoutes: Route[] = [
  [
    'get',
    '/orgs/:org',
    context => ({
      body: presentOrg(context.core, requireOrg(context)),
    }),
  ],
  ['get', '/orgs/:org/repos', listRepositories],
  [
    'get',
    '/orgs/:org/members',
    context => {
      const org = requireOrg(context);
      return paginate(context, Object.keys(org.members), login =>
        presentUser(context.core, login),
      );
    },
  ],
  [
    'get',
    '/orgs/:org/members/:login',
    context => {
      const org = requireOrg(context);
      if (!own(org.members, context.param('login').toLowerCase()))
        throw notFound();
      return NO_CONTENT;
    },
  ],
  [
    'get',
    '/orgs/:org/memberships/:login',
    context => {
      const org = requireOrg(context);
      const role = own(org.members, context.param('login').toLowerCase());
      if (!role) throw notFound();
      return {
        body: {
          state: 'active',
          role,
          user: presentUser(context.core, context.param('login')),
          organization: presentUser(context.core, org.login),
        },
      };
    },
  ],
  [
    'get',
    '/orgs/:org/teams',
    context => {
      const org = requireOrg(context);
      return paginate(context, Object.values(org.teams), team =>
        presentTeam(context.core, org, team),
      );
    },
  ],
  ['post', '/orgs/:org/teams', createTeam],
  [
    'get',
    '/orgs/:org/teams/:slug',
    context => {
      const { org, team } = requireTeam(context);
      return { body: presentTeam(context.core, org, team) };
    },
  ],
  [
    'get',
    '/orgs/:org/teams/:slug/members',
    context => {
      const { team } = requireTeam(context);
      return paginate(context, team.members, login =>
        presentUser(context.core, login),
      );
    },
  ],
  ['get', '/orgs/:org/teams/:slug/memberships/:login', getTeamMembership],
  ['put', '/orgs/:org/teams/:slug/memberships/:login', putTeamMember],
  [
    'get',
    '/orgs/:org/teams/:slug/repos',
    context => {
      const { team } = requireTeam(context);
      const { core, actor } = context;
      const list = core
        .repositories()
        .filter(r => own(team.repositories, String(r.id)))
        .filter(r => permissionOf(core, r, actor?.account, actor?.token));
      return paginate(context, list, r => presentRepository(core, r, actor));
    },
  ],
  ['get', '/orgs/:org/teams/:slug/repos/:owner/:repo', getTeamRepository],
  ['put', '/orgs/:org/teams/:slug/repos/:owner/:repo', putTeamRepository],
];
