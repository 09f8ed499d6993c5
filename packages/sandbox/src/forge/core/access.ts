import {
  AccountRecord,
  Permission,
  RepositoryRecord,
  TokenRecord,
} from '../state/ForgeState';
import { ApiError, forbidden, notFound } from './ApiError';
import { ForgeCore, own } from './ForgeCore';

/** Who asks: an account, with the token it came with (none for pages and for seeding). */
export interface Actor {
  account: AccountRecord;
  token?: TokenRecord;
}

const ORDER: Permission[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

/** Whether `has` covers `needed`. */
export function covers(
  has: Permission | undefined,
  needed: Permission,
): boolean {
  return has !== undefined && ORDER.indexOf(has) >= ORDER.indexOf(needed);
}

function strongest(
  permissions: (Permission | undefined)[],
): Permission | undefined {
  return permissions.reduce(
    (best, next) => (next && !covers(best, next) ? next : best),
    undefined,
  );
}

/** What an account may do with a repository; `undefined`: it does not see it. */
export function permissionOf(
  core: ForgeCore,
  repository: RepositoryRecord,
  account: AccountRecord | undefined,
  token?: TokenRecord,
): Permission | undefined {
  const visible: Permission | undefined = repository.private
    ? undefined
    : 'pull';
  if (!account) return visible;
  if (token?.kind === 'installation') {
    const owns = token.account === repository.owner.toLowerCase();
    return owns ? 'admin' : visible;
  }
  const login = account.login.toLowerCase();
  if (account.siteAdmin || repository.owner.toLowerCase() === login) {
    return 'admin';
  }
  const organisation = core.account(repository.owner);
  const role = own(organisation?.members ?? {}, login);
  const teams = Object.values(organisation?.teams ?? {})
    .filter(team => team.members.includes(login))
    .map(team => own(team.repositories, String(repository.id)));
  return strongest([
    visible,
    role === 'admin' ? 'admin' : undefined,
    role === 'member' ? 'pull' : undefined,
    own(repository.collaborators, login),
    ...teams,
  ]);
}

/** The repository, if the actor may do `needed` with it; what they do not see does not exist for them. */
export function requireRepository(
  core: ForgeCore,
  actor: Actor | undefined,
  owner: string,
  name: string,
  needed: Permission = 'pull',
): RepositoryRecord {
  const repository = core.repository(owner, name);
  if (!repository) throw notFound();
  const permission = permissionOf(
    core,
    repository,
    actor?.account,
    actor?.token,
  );
  if (!permission) throw notFound();
  if (needed === 'pull') return repository;
  if (!actor) throw new ApiError(401, 'Requires authentication');
  if (!covers(permission, needed)) {
    throw forbidden(
      needed === 'admin'
        ? 'Must have admin rights to Repository.'
        : `Must have ${needed} access to Repository.`,
    );
  }
  if (repository.archived) {
    throw forbidden('Repository was archived so is read-only.');
  }
  return repository;
}

export function requireActor(actor: Actor | undefined): Actor {
  if (!actor) throw new ApiError(401, 'Requires authentication');
  return actor;
}
