import { rm } from 'node:fs/promises';
import { AccountRecord, RepositoryRecord } from '../state/ForgeState';
import { Actor, covers, permissionOf } from '../core/access';
import { forbidden, invalid, notFound } from '../core/ApiError';
import { commitFiles } from '../core/commitFiles';
import { emitRepositoryEvent } from '../core/events';
import { own } from '../core/ForgeCore';
import {
  createRepository,
  normaliseTopics,
  requireName,
} from '../core/repositories';
import { presentUser } from '../present/accounts';
import { presentPermissions, presentRepository } from '../present/repositories';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { PERMISSIONS } from './orgRoutes';
import { paginate } from './paginate';

type Settings = RepositoryRecord['settings'];

const FLAGS: [string, keyof Settings][] = [
  ['allow_merge_commit', 'allowMergeCommit'],
  ['allow_squash_merge', 'allowSquashMerge'],
  ['allow_rebase_merge', 'allowRebaseMerge'],
  ['allow_auto_merge', 'allowAutoMerge'],
  ['allow_update_branch', 'allowUpdateBranch'],
  ['delete_branch_on_merge', 'deleteBranchOnMerge'],
  ['has_issues', 'hasIssues'],
  ['has_projects', 'hasProjects'],
  ['has_wiki', 'hasWiki'],
];
const TEXTS: [string, keyof Settings][] = [
  ['squash_merge_commit_title', 'squashMergeCommitTitle'],
  ['squash_merge_commit_message', 'squashMergeCommitMessage'],
];

function readSettings(input: Input): Partial<Settings> {
  const entries = [
    ...FLAGS.map(([field, key]) => [key, input.flag(field)]),
    ...TEXTS.map(([field, key]) => [key, input.text(field, 100)]),
  ].filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Settings>;
}

async function create(
  context: ApiContext,
  owner: AccountRecord,
): Promise<Reply> {
  const { core } = context;
  const actor = context.requireActor();
  const input = new Input('Repository', context.body);
  const name = input.requiredText('name', 100);
  const visibility = input.choice('visibility', [
    'public',
    'private',
    'internal',
  ]);
  const repository = await createRepository(core, {
    owner: owner.login,
    name,
    private: visibility
      ? visibility !== 'public'
      : input.flag('private') ?? false,
    description: input.text('description', 350),
    homepage: input.text('homepage', 2048),
    settings: readSettings(input),
  });
  // Whoever makes a repository in an organisation administers it.
  if (owner.type === 'Organization') {
    repository.collaborators[actor.account.login.toLowerCase()] = 'admin';
  }
  if (input.flag('auto_init')) {
    await core.lock(repository, () =>
      commitFiles(core, repository, actor, {
        branch: repository.defaultBranch,
        message: 'Initial commit',
        files: { 'README.md': { content: `# ${name}\n` } },
      }),
    );
  }
  await emitRepositoryEvent(core, repository, actor, 'created');
  const body = presentRepository(core, repository, actor);
  return created(body, body.url as string);
}

function createInOrg(context: ApiContext): Promise<Reply> {
  const actor = context.requireActor();
  const org = context.core.account(context.param('org'));
  if (org?.type !== 'Organization') throw notFound();
  if (!mayCreateIn(org, actor)) {
    throw forbidden(
      actor.token?.kind === 'installation'
        ? 'Resource not accessible by integration'
        : 'You need admin access to the organization before adding a repository to it.',
    );
  }
  return create(context, org);
}

function mayCreateIn(org: AccountRecord, { account, token }: Actor): boolean {
  if (token?.kind === 'installation')
    return token.account === org.login.toLowerCase();
  return (
    account.siteAdmin ||
    own(org.members, account.login.toLowerCase()) !== undefined
  );
}

async function get(context: ApiContext): Promise<Reply> {
  const { core, actor } = context;
  const repository = context.repository();
  const size = await core.git(repository).size();
  return { body: { ...presentRepository(core, repository, actor), size } };
}

async function edit(context: ApiContext): Promise<Reply> {
  const { core, actor } = context;
  const repository = context.repository('admin');
  const input = new Input('Repository', context.body);
  const name = input.text('name', 100);
  if (name !== undefined && name !== repository.name) {
    requireName(name);
    const taken = core.repository(repository.owner, name);
    if (taken && taken !== repository) {
      throw invalid({
        resource: 'Repository',
        field: 'name',
        code: 'already_exists',
      });
    }
    const former = new Set(repository.formerNames).add(
      repository.name.toLowerCase(),
    );
    former.delete(name.toLowerCase());
    repository.formerNames = [...former];
    repository.name = name;
  }
  const branch = input.text('default_branch', 240);
  if (branch !== undefined && branch !== repository.defaultBranch) {
    const git = core.git(repository);
    if (!(await git.branch(branch))) {
      throw invalid({
        resource: 'Repository',
        field: 'default_branch',
        code: 'invalid',
        message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
      });
    }
    await git.setHead(branch);
    repository.defaultBranch = branch;
  }
  const visibility = input.choice('visibility', [
    'public',
    'private',
    'internal',
  ]);
  repository.private = visibility
    ? visibility !== 'public'
    : input.flag('private') ?? repository.private;
  repository.archived = input.flag('archived') ?? repository.archived;
  repository.description =
    input.text('description', 350) ?? repository.description;
  repository.homepage = input.text('homepage', 2048) ?? repository.homepage;
  Object.assign(repository.settings, readSettings(input));
  repository.updatedAt = core.now();
  core.store.touch();
  return { body: presentRepository(core, repository, actor) };
}

async function remove(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository('admin');
  await core.lock(repository, async () => {
    delete core.store.state.repositories[repository.id];
    core.store.touch();
    const { directory } = core.git(repository);
    core.forgetGit(repository);
    await rm(directory, { recursive: true, force: true });
  });
  return NO_CONTENT;
}

function putTopics(context: ApiContext): Reply {
  const repository = context.repository('admin');
  repository.topics = normaliseTopics(context.body.names);
  repository.updatedAt = context.core.now();
  context.core.store.touch();
  return { body: { names: repository.topics } };
}

function listCollaborators(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository('push');
  const logins = Object.values(core.store.state.accounts)
    .filter(a => a.type !== 'Organization')
    .filter(a => {
      const has = permissionOf(core, repository, a);
      return repository.private ? has !== undefined : covers(has, 'triage');
    });
  return paginate(context, logins, account => {
    const permission = permissionOf(core, repository, account);
    return {
      ...presentUser(core, account.login),
      permissions: presentPermissions(permission),
      role_name: roleName(permission),
    };
  });
}

function roleName(permission: string | undefined): string {
  if (permission === 'pull') return 'read';
  if (permission === 'push') return 'write';
  return permission ?? 'none';
}

/** GitHub's older, coarser word beside the role. */
function legacyPermission(permission: string | undefined): string {
  if (permission === 'maintain') return 'write';
  return permission === 'triage' ? 'read' : roleName(permission);
}

function getCollaboratorPermission(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository();
  const account = core.account(context.param('login'));
  if (!account) throw notFound();
  const permission = permissionOf(core, repository, account);
  return {
    body: {
      permission: legacyPermission(permission),
      role_name: roleName(permission),
      user: {
        ...presentUser(core, account.login),
        permissions: presentPermissions(permission),
      },
    },
  };
}

function checkCollaborator(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository();
  const account = core.account(context.param('login'));
  if (
    !account ||
    !covers(
      permissionOf(core, repository, account),
      repository.private ? 'pull' : 'triage',
    )
  ) {
    throw notFound();
  }
  return NO_CONTENT;
}

function putCollaborator(context: ApiContext): Reply {
  const { core } = context;
  const repository = context.repository('admin');
  const account = core.account(context.param('login'));
  if (!account) throw notFound();
  if (account.type === 'Organization') {
    throw invalid(
      'User could not be added: organizations cannot be collaborators',
    );
  }
  const permission =
    new Input('Repository', context.body).choice('permission', PERMISSIONS) ??
    'push';
  repository.collaborators[account.login.toLowerCase()] = permission;
  core.store.touch();
  // GitHub sends an invitation; a sandbox has nobody to accept it, so it holds at once.
  return NO_CONTENT;
}

function deleteCollaborator(context: ApiContext): Reply {
  const repository = context.repository('admin');
  delete repository.collaborators[context.param('login').toLowerCase()];
  context.core.store.touch();
  return NO_CONTENT;
}

function createVariable(context: ApiContext): Reply {
  const repository = context.repository('push');
  const input = new Input('Variable', context.body);
  const name = input.requiredText('name', 255);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw invalid({ resource: 'Variable', field: 'name', code: 'invalid' });
  }
  repository.variables[name.toUpperCase()] = input.text('value', 48_000) ?? '';
  context.core.store.touch();
  return created({});
}

export const repositoryRoutes: Route[] = [
  ['post', '/orgs/:org/repos', createInOrg],
  [
    'post',
    '/user/repos',
    context => create(context, context.requireActor().account),
  ],
  ['get', '/repos/:owner/:repo', get],
  ['patch', '/repos/:owner/:repo', edit],
  ['delete', '/repos/:owner/:repo', remove],
  [
    'get',
    '/repos/:owner/:repo/topics',
    context => ({
      body: { names: context.repository().topics },
    }),
  ],
  ['put', '/repos/:owner/:repo/topics', putTopics],
  ['get', '/repos/:owner/:repo/collaborators', listCollaborators],
  [
    'get',
    '/repos/:owner/:repo/collaborators/:login/permission',
    getCollaboratorPermission,
  ],
  ['get', '/repos/:owner/:repo/collaborators/:login', checkCollaborator],
  ['put', '/repos/:owner/:repo/collaborators/:login', putCollaborator],
  ['delete', '/repos/:owner/:repo/collaborators/:login', deleteCollaborator],
  ['post', '/repos/:owner/:repo/actions/variables', createVariable],
  [
    'get',
    '/repos/:owner/:repo/actions/variables',
    context =>
      paginate(
        context,
        Object.entries(context.repository('push').variables),
        ([name, value]) => ({ name, value }),
        (variables, total_count) => ({ total_count, variables }),
      ),
  ],
  [
    'get',
    '/repos/:owner/:repo/forks',
    context => {
      context.repository();
      return { body: [] };
    },
  ],
  [
    'post',
    '/repos/:owner/:repo/forks',
    context => {
      context.repository();
      throw forbidden('Forking is disabled for this repository.');
    },
  ],
];
