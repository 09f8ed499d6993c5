import { ConflictError, NotFoundError } from '@backstage/errors';
import type { GitData } from '../pullRequest/GitData';
import { fileChanges } from '../pullRequest/fileChanges';
import { planFiles } from '../pullRequest/planFiles';
import type { ProposedFile, Tree } from '../pullRequest/types';
import { mergeProtection } from './mergeProtection';
import { mergeRuleset } from './mergeRuleset';
import type { FoundRepository, RepositoryApi } from './RepositoryApi';
import type { RulesetApi } from './RulesetApi';
import {
  PERMISSIONS,
  PLATFORM,
  type EnsuredRepository,
  type Permission,
  type RepositoryWish,
} from './types';

/*
 * A run can be killed between any two calls, and after a call whose answer it never saw. So nothing is remembered outside of
 * GitHub: each step first looks at what is there, writes only what is missing, and is the precondition of no earlier one. Content
 * comes before protection, which would refuse it, and protection before access, so that nobody has a moment without rules. The
 * first commit's trailers say whose repository it is: what somebody else made by the same name is never filled, and what we made is
 * never filled twice.
 */

const REPOSITORY_TRAILER = 'Spokeport-Repository';
const REQUESTER_TRAILER = 'Spokeport-Requester';
const TENANT_TRAILER = 'Spokeport-Tenant';

interface Work {
  api: RepositoryApi;
  rulesets: RulesetApi;
  git: GitData;
  wish: RepositoryWish;
  /** The files that are committed, and over which tree. */
  content?: { files: ProposedFile[]; tree: Tree };
  /** Says what is done; nothing is written in a dry run. */
  step(words: string, write: () => Promise<unknown>): Promise<void>;
}

function trailer(message: string, name: string): string | undefined {
  const line = message.split('\n').find(text => text.startsWith(`${name}: `));
  return line?.slice(name.length + 2);
}

function firstMessage({ api, wish }: Work): string {
  return [
    'Start',
    '',
    `${REPOSITORY_TRAILER}: ${api.name}`,
    ...(wish.requester ? [`${REQUESTER_TRAILER}: ${wish.requester}`] : []),
    ...(wish.tenant ? [`${TENANT_TRAILER}: ${wish.tenant}`] : []),
  ].join('\n');
}

/**
 * What one person began, they may finish, and so may those who may act for the tenant that it was begun for; who may act for the
 * platform, what was begun for no tenant.
 *
 * @throws ConflictError when the repository is not the one that this request makes.
 */
function requireOurs({ api, wish }: Work, message: string | undefined): void {
  if (!message || !trailer(message, REPOSITORY_TRAILER)) {
    throw new ConflictError(
      `${api.name} exists already and was not made by this portal; choose another name`,
    );
  }
  const requester = trailer(message, REQUESTER_TRAILER);
  const tenant = trailer(message, TENANT_TRAILER);
  const same = requester === wish.requester || !requester || !wish.requester;
  if (tenant !== wish.tenant && tenant && wish.tenant) {
    throw new ConflictError(
      `${api.name} exists already: it was made for tenant ${tenant}; choose another name`,
    );
  }
  if (!same && !wish.mayFinishFor.includes(tenant ?? PLATFORM)) {
    throw new ConflictError(
      `${api.name} exists already: it was made for ${requester}; choose another name`,
    );
  }
}

/** The file that the first commit holds; the others follow in one commit. */
function beginning(files: ProposedFile[], name: string): ProposedFile {
  const readme = files.find(({ path }) => /^readme\.md$/i.test(path));
  return (
    readme ??
    files[0] ?? { path: 'README.md', content: Buffer.from(`# ${name}\n`) }
  );
}

async function ensureContent(work: Work, branch: string): Promise<void> {
  const { api, git, wish } = work;
  const { path, content } = beginning(wish.files, api.name.split('/')[1]);
  let history = await api.history(branch);
  if (!history) {
    await work.step('began its history', () =>
      api.begin({
        branch,
        path,
        content: content ?? Buffer.alloc(0),
        message: firstMessage(work),
      }),
    );
    history = { first: { sha: '', message: firstMessage(work) }, single: true };
  }
  requireOurs(work, history.first?.message);
  // Whatever has a second commit got its content from us, and belongs to people since.
  if (!history.single) {
    return;
  }
  const head = await git.head(branch);
  const tree: Tree = head ? await git.tree(head) : new Map();
  const files = planFiles({ files: wish.files, tree, where: api.name });
  work.content = { files, tree };
  if (files.length === 0 || !head) {
    return;
  }
  await work.step(`committed ${files.length} files`, async () => {
    const commit = await git.commit({
      files,
      baseTree: head,
      parents: [head],
      message: 'First content',
    });
    await git.moveBranch(branch, commit);
  });
}

async function ensureTopics(work: Work, found: FoundRepository): Promise<void> {
  const missing = work.wish.topics.filter(
    topic => !found.topics.includes(topic),
  );
  if (missing.length > 0) {
    await work.step(`added topics ${missing.join(', ')}`, () =>
      work.api.setTopics([...found.topics, ...missing]),
    );
  }
}

const covers = (has: Permission | undefined, wanted: Permission) =>
  has !== undefined && PERMISSIONS.indexOf(has) >= PERMISSIONS.indexOf(wanted);

async function ensureAccess(work: Work): Promise<void> {
  const { api, wish } = work;
  for (const { slug, permission } of wish.teams) {
    if (!covers(await api.teamPermission(slug), permission)) {
      await work.step(`gave team ${slug} the permission ${permission}`, () =>
        api.setTeamPermission(slug, permission),
      );
    }
  }
  for (const { login, permission } of wish.users) {
    if (!covers(await api.userPermission(login), permission)) {
      await work.step(`gave ${login} the permission ${permission}`, () =>
        api.setUserPermission(login, permission),
      );
    }
  }
}

async function ensureProtection(work: Work, branch: string): Promise<void> {
  const { api, wish } = work;
  if (!wish.protection) {
    return;
  }
  const wanted = mergeProtection(await api.protection(branch), wish.protection);
  if (wanted) {
    await work.step(`protected ${branch}`, () =>
      api.setProtection(branch, wanted),
    );
  }
}

async function ensureRulesets({ rulesets, wish, step }: Work): Promise<void> {
  for (const ruleset of wish.rulesets) {
    const found = await rulesets.find(ruleset.name);
    const wanted = mergeRuleset(
      found && {
        enforcement: found.enforcement,
        include: found.include,
        exclude: found.exclude,
        rules: found.rules,
      },
      ruleset,
    );
    if (wanted && found) {
      await step(`tightened the ruleset ${ruleset.name}`, () =>
        rulesets.update(found.id, wanted),
      );
    } else if (wanted) {
      await step(`added the ruleset ${ruleset.name}`, () =>
        rulesets.create(ruleset.name, wanted, ruleset.bypass ?? []),
      );
    }
  }
}

async function ensureWorkflowAccess(
  { api, wish, step }: Work,
  found: FoundRepository,
): Promise<void> {
  const wanted = wish.workflowAccess;
  // Everybody reaches the workflows of a public repository, and GitHub knows no setting for it.
  if (!wanted || found.visibility === 'public') {
    return;
  }
  const has = await api.workflowAccess();
  if (has !== wanted && has !== 'organization') {
    await step(`opened its workflows to the ${wanted}`, () =>
      api.setWorkflowAccess(wanted),
    );
  }
}

/** What a dry run says of a repository that is not there. */
function wholePlan(wish: RepositoryWish): string[] {
  return [
    `make a ${wish.visibility} repository`,
    `commit ${wish.files.length} files`,
    ...(wish.topics.length > 0 ? [`add topics ${wish.topics.join(', ')}`] : []),
    ...(wish.protection ? ['protect its default branch'] : []),
    ...wish.rulesets.map(({ name }) => `add the ruleset ${name}`),
    ...(wish.workflowAccess
      ? [`open its workflows to the ${wish.workflowAccess}`]
      : []),
    ...wish.teams.map(team => `give team ${team.slug} ${team.permission}`),
    ...wish.users.map(user => `give ${user.login} ${user.permission}`),
  ];
}

/**
 * Makes a repository, or finishes one that an earlier run left half made; on a finished one it writes nothing. Content is written
 * once: what is there belongs to people. Topics, access, protection and rulesets only grow.
 *
 * @throws NotFoundError when only its settings are wished and it is not there.
 * @throws ConflictError when somebody else's repository has the name, or when it is visible to more people than wished.
 */
export async function ensureRepository(options: {
  api: RepositoryApi;
  rulesets: RulesetApi;
  git: GitData;
  wish: RepositoryWish;
  dryRun: boolean;
}): Promise<EnsuredRepository> {
  const { api, rulesets, git, wish, dryRun } = options;
  const done: string[] = [];
  const work: Work = {
    api,
    rulesets,
    git,
    wish,
    step: async (words, write) => {
      if (!dryRun) {
        await write();
      }
      done.push(words);
    },
  };
  let found = await api.find();
  const created = found === undefined;
  if (!found && wish.settingsOnly) {
    throw new NotFoundError(`There is no repository ${api.name}`);
  }
  if (!found) {
    if (dryRun) {
      const first = beginning(wish.files, api.name.split('/')[1]);
      const files = wish.files.length > 0 ? wish.files : [first];
      return {
        outcome: 'created',
        defaultBranch: 'main',
        done: wholePlan(wish),
        changes: await fileChanges({ files, tree: new Map(), git }),
      };
    }
    await work.step(`made a ${wish.visibility} repository`, () =>
      api.create(wish),
    );
    found = await api.find();
  }
  if (!found) {
    throw new ConflictError(
      `${api.name} was made and is not visible to the token`,
    );
  }
  if (!wish.settingsOnly) {
    if (wish.visibility !== 'public' && found.visibility === 'public') {
      throw new ConflictError(
        `${api.name} exists already and is public, but is to be ${wish.visibility}`,
      );
    }
    await ensureContent(work, found.defaultBranch);
  }
  await ensureTopics(work, found);
  await ensureProtection(work, found.defaultBranch);
  await ensureRulesets(work);
  await ensureWorkflowAccess(work, found);
  await ensureAccess(work);
  const finished = done.length > 0 ? 'finished' : 'unchanged';
  return {
    outcome: created ? 'created' : finished,
    defaultBranch: found.defaultBranch,
    done,
    changes:
      dryRun && work.content ? await fileChanges({ ...work.content, git }) : [],
  };
}
