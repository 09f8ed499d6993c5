import { AccountRecord, TeamRecord } from '../state/ForgeState';
import { ForgeCore } from '../core/ForgeCore';

type Json = Record<string, unknown>;

/** GitHub's "simple user"; someone the forge does not know becomes GitHub's `ghost`. */
export function presentUser(core: ForgeCore, login: string | undefined): Json {
  const account = login === undefined ? undefined : core.account(login);
  const name = account?.login ?? login ?? 'ghost';
  const api = `${core.apiUrl}/users/${encodeURIComponent(name)}`;
  return {
    login: name,
    id: account?.id ?? 0,
    node_id: nodeId('User', account?.id ?? 0),
    avatar_url: `${core.publicUrl}/avatars/${encodeURIComponent(name)}`,
    gravatar_id: '',
    url: api,
    html_url: `${core.publicUrl}/${encodeURIComponent(name)}`,
    repos_url: `${api}/repos`,
    organizations_url: `${api}/orgs`,
    type: account?.type ?? 'User',
    site_admin: account?.siteAdmin ?? false,
  };
}

export function presentFullUser(core: ForgeCore, account: AccountRecord): Json {
  const repositories = core
    .repositories()
    .filter(r => r.owner.toLowerCase() === account.login.toLowerCase());
  return {
    ...presentUser(core, account.login),
    name: account.name,
    email: account.email,
    company: null,
    blog: '',
    location: null,
    bio: null,
    public_repos: repositories.filter(r => !r.private).length,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

export function presentOrg(core: ForgeCore, account: AccountRecord): Json {
  const api = `${core.apiUrl}/orgs/${encodeURIComponent(account.login)}`;
  return {
    ...presentFullUser(core, account),
    url: api,
    repos_url: `${api}/repos`,
    members_url: `${api}/members{/member}`,
    description: null,
    default_repository_permission: 'read',
  };
}

export function presentTeam(
  core: ForgeCore,
  org: AccountRecord,
  team: TeamRecord,
): Json {
  const api = `${core.apiUrl}/orgs/${encodeURIComponent(org.login)}/teams/${
    team.slug
  }`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    slug: team.slug,
    name: team.name,
    description: null,
    privacy: 'closed',
    permission: 'pull',
    parent: null,
    url: api,
    html_url: `${core.publicUrl}/orgs/${encodeURIComponent(org.login)}/teams/${
      team.slug
    }`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
  };
}

/** An opaque identifier, as GraphQL's global ids are. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}
