import { randomBytes } from 'node:crypto';
import {
  AccountRecord,
  Permission,
  RepositoryRecord,
  TeamRecord,
} from '../state/ForgeState';
import { ForgeCore, own } from './ForgeCore';

/** Someone the forge knows. */
export interface ForgePerson {
  login: string;
  name?: string;
  email?: string;
  /** Administrators of the forge reach every repository. */
  siteAdmin?: boolean;
  type?: 'User' | 'Bot';
}

const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9._[\]-]{0,62}[A-Za-z0-9\]])?$/;

function ensureAccount(
  core: ForgeCore,
  type: AccountRecord['type'],
  details: ForgePerson,
): AccountRecord {
  const { login, name, email, siteAdmin } = details;
  if (!LOGIN.test(login)) throw new Error(`"${login}" cannot be a login`);
  const known = core.account(login);
  if (known) {
    if (known.type !== type) {
      throw new Error(`${login} already is a ${known.type}, not a ${type}`);
    }
    known.name = name ?? known.name;
    known.email = email ?? known.email;
    known.siteAdmin = siteAdmin ?? known.siteAdmin;
    core.store.touch();
    return known;
  }
  const id = core.store.nextId();
  const account: AccountRecord = {
    id,
    login,
    type,
    name: name ?? login,
    email: email ?? `${id}+${login}@users.noreply.localhost`,
    siteAdmin: siteAdmin ?? false,
    createdAt: core.now(),
    members: {},
    teams: {},
    hooks: [],
  };
  core.store.state.accounts[login.toLowerCase()] = account;
  core.store.touch();
  return account;
}

/** Makes a person, or brings the one there is up to date. */
export function ensureUser(
  core: ForgeCore,
  person: ForgePerson,
): AccountRecord {
  return ensureAccount(core, person.type ?? 'User', person);
}

/** Makes an organisation, or adds members to it. */
export function ensureOrg(
  core: ForgeCore,
  options: {
    login: string;
    name?: string;
    owners?: string[];
    members?: string[];
  },
): AccountRecord {
  const org = ensureAccount(core, 'Organization', options);
  for (const member of options.members ?? []) {
    org.members[requireUser(core, member)] ??= 'member';
  }
  for (const owner of options.owners ?? []) {
    org.members[requireUser(core, owner)] = 'admin';
  }
  core.store.touch();
  return org;
}

/** Makes a team, or adds members to it; they become members of the organisation too. */
export function ensureTeam(
  core: ForgeCore,
  options: { org: string; slug: string; name?: string; members?: string[] },
): TeamRecord {
  const org = core.account(options.org);
  if (org?.type !== 'Organization') {
    throw new Error(`There is no organisation ${options.org}`);
  }
  const slug = options.slug.toLowerCase();
  org.teams[slug] ??= {
    id: core.store.nextId(),
    slug,
    name: options.name ?? options.slug,
    members: [],
    repositories: {},
  };
  const team = org.teams[slug];
  for (const login of options.members ?? []) {
    const member = requireUser(core, login);
    org.members[member] ??= 'member';
    if (!team.members.includes(member)) team.members.push(member);
  }
  core.store.touch();
  return team;
}

/** Lets a person or a team into a repository. */
export function grantAccess(
  core: ForgeCore,
  repository: RepositoryRecord,
  grant: { login?: string; team?: string; permission: Permission },
): void {
  if (grant.login) {
    repository.collaborators[requireUser(core, grant.login)] = grant.permission;
  }
  if (grant.team) {
    const teams = core.account(repository.owner)?.teams ?? {};
    const team = own(teams, grant.team.toLowerCase());
    if (!team) throw new Error(`There is no team ${grant.team}`);
    team.repositories[repository.id] = grant.permission;
  }
  core.store.touch();
}

/** The token of a person: the one they have, or a new one. A given value is registered as theirs. */
export function issueToken(
  core: ForgeCore,
  login: string,
  value?: string,
): string {
  const key = requireUser(core, login);
  const { tokens } = core.store.state;
  const known = Object.entries(tokens).find(
    ([token, record]) =>
      record.login === key &&
      record.kind === 'personal' &&
      (value === undefined || token === value),
  );
  if (known) return known[0];
  const token =
    value ??
    `ghp_${randomBytes(27).toString('base64url').replace(/[-_]/g, 'x')}`;
  tokens[token] = { login: key, kind: 'personal' };
  core.store.touch();
  return token;
}

function requireUser(core: ForgeCore, login: string): string {
  const account = core.account(login);
  if (!account || account.type === 'Organization') {
    throw new Error(`There is no person ${login}`);
  }
  return login.toLowerCase();
}
