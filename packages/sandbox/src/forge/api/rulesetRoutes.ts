import { permissionOf } from '../core/access';
import { notFound } from '../core/ApiError';
import { activeRulesets, isBypassActor } from '../core/branchRules';
import {
  codeOwnersErrors,
  parseCodeOwners,
  readCodeOwners,
} from '../core/codeOwners';
import { writeRuleset } from '../core/rulesets';
import { repositoryApi, repositoryHtml } from '../present/repositories';
import { RepositoryRecord, RulesetRecord } from '../state/ForgeState';
import { ApiContext, created, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';

type Json = Record<string, unknown>;

/** A ruleset as lists show it; by itself it has its conditions and rules too. */
function present(
  context: ApiContext,
  repository: RepositoryRecord,
  ruleset: RulesetRecord,
  whole: boolean,
): Json {
  const { core, actor } = context;
  const { id, name, target, enforcement } = ruleset;
  const permission = permissionOf(
    core,
    repository,
    actor?.account,
    actor?.token,
  );
  const bypass = ruleset.bypassActors.find(
    one => actor && isBypassActor(core, repository, one, actor),
  );
  const modes = { always: 'always', pull_request: 'pull_requests_only' };
  return {
    id,
    node_id: Buffer.from(`RepositoryRuleset${id}`).toString('base64'),
    name,
    target,
    source_type: 'Repository',
    source: `${repository.owner}/${repository.name}`,
    enforcement,
    _links: {
      self: { href: `${repositoryApi(core, repository)}/rulesets/${id}` },
      html: { href: `${repositoryHtml(core, repository)}/rules/${id}` },
    },
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
    ...(whole && {
      conditions: { ref_name: ruleset.conditions },
      rules: ruleset.rules,
      current_user_can_bypass: bypass ? modes[bypass.mode] : 'never',
      // Only who may change a ruleset sees who may go round it.
      ...(permission === 'admin' && {
        bypass_actors: ruleset.bypassActors.map(one => ({
          actor_id: one.actorId ?? null,
          actor_type: one.actorType,
          bypass_mode: one.mode,
        })),
      }),
    }),
  };
}

function requireRuleset(context: ApiContext, needed: 'pull' | 'admin') {
  const repository = context.repository(needed);
  const ruleset = (repository.rulesets ?? []).find(
    ({ id }) => String(id) === context.param('ruleset'),
  );
  if (!ruleset) throw notFound();
  return { repository, ruleset };
}

function write(context: ApiContext, known?: RulesetRecord): Reply {
  const { core, body } = context;
  const repository = context.repository('admin');
  const ruleset = writeRuleset(repository, body, {
    now: core.now(),
    nextId: () => core.store.nextId(),
    known,
  });
  core.store.touch();
  const shown = present(context, repository, ruleset, true);
  return known ? { body: shown } : created(shown);
}

function rulesOfBranch(context: ApiContext): Reply {
  const repository = context.repository();
  const rules = activeRulesets(repository, context.param('branch')).flatMap(
    ruleset =>
      ruleset.rules.map(rule => ({
        ...rule,
        ruleset_source_type: 'Repository',
        ruleset_source: `${repository.owner}/${repository.name}`,
        ruleset_id: ruleset.id,
      })),
  );
  return paginate(context, rules, rule => rule);
}

async function ownersErrors(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const commit = await core
    .git(repository)
    .resolve(context.query('ref') ?? repository.defaultBranch);
  const file = commit && (await readCodeOwners(core, repository, commit));
  if (!file) throw notFound();
  const errors = codeOwnersErrors(
    core,
    repository,
    parseCodeOwners(file.text),
  ).map(({ line, kind, part, suggestion }) => ({
    line: line.line,
    column: line.source.indexOf(part) + 1,
    source: line.source,
    kind,
    suggestion: suggestion ?? null,
    message: `${kind} on line ${line.line}: ${suggestion ?? part}`,
    path: file.path,
  }));
  return { body: { errors } };
}

/** Rulesets, what they ask of a branch, and what is wrong with CODEOWNERS. */
export const rulesetRoutes: Route[] = [
  [
    'get',
    '/repos/:owner/:repo/rulesets',
    context => {
      const repository = context.repository();
      return paginate(context, repository.rulesets ?? [], ruleset =>
        present(context, repository, ruleset, false),
      );
    },
  ],
  ['post', '/repos/:owner/:repo/rulesets', context => write(context)],
  [
    'get',
    '/repos/:owner/:repo/rulesets/:ruleset',
    context => {
      const { repository, ruleset } = requireRuleset(context, 'pull');
      return { body: present(context, repository, ruleset, true) };
    },
  ],
  [
    'put',
    '/repos/:owner/:repo/rulesets/:ruleset',
    context => write(context, requireRuleset(context, 'admin').ruleset),
  ],
  [
    'delete',
    '/repos/:owner/:repo/rulesets/:ruleset',
    context => {
      const { repository, ruleset } = requireRuleset(context, 'admin');
      repository.rulesets = repository.rulesets?.filter(
        other => other !== ruleset,
      );
      context.core.store.touch();
      return NO_CONTENT;
    },
  ],
  ['get', '/repos/:owner/:repo/rules/branches/:branch(.+)', rulesOfBranch],
  ['get', '/repos/:owner/:repo/codeowners/errors', ownersErrors],
  [
    'get',
    '/repos/:owner/:repo/actions/permissions/access',
    context => ({
      body: {
        access_level: context.repository('admin').workflowAccess ?? 'none',
      },
    }),
  ],
  [
    'put',
    '/repos/:owner/:repo/actions/permissions/access',
    context => {
      const repository = context.repository('admin');
      repository.workflowAccess = new Input('Actions', context.body).choice(
        'access_level',
        ['none', 'user', 'organization'] as const,
      );
      context.core.store.touch();
      return NO_CONTENT;
    },
  ],
];
