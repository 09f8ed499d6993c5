import { ProtectionRecord, RepositoryRecord } from '../state/ForgeState';
import { ApiError, invalid } from '../core/ApiError';
import { branchRules } from '../core/branchRules';
import { own } from '../core/ForgeCore';
import { presentCommit } from '../present/commits';
import { repositoryApi, repositoryHtml } from '../present/repositories';
import { ApiContext, NO_CONTENT, Reply, Route } from './ApiContext';
import { Input } from './input';
import { paginate } from './paginate';

type Json = Record<string, unknown>;

async function list(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const branches = await core.git(repository).branches();
  const isProtected = (name: string) =>
    branchRules(core, repository, name).length > 0;
  const wanted = context.query('protected');
  const shown = branches.filter(
    b => wanted === undefined || String(isProtected(b.name)) === wanted,
  );
  return paginate(context, shown, ({ name, sha }) => ({
    name,
    commit: { sha, url: `${repositoryApi(core, repository)}/commits/${sha}` },
    protected: isProtected(name),
  }));
}

async function requireBranch(
  context: ApiContext,
  repository: RepositoryRecord,
): Promise<{ name: string; sha: string }> {
  const name = context.param('branch');
  const sha = await context.core.git(repository).branch(name);
  if (!sha) throw new ApiError(404, 'Branch not found');
  return { name, sha };
}

async function get(context: ApiContext): Promise<Reply> {
  const { core } = context;
  const repository = context.repository();
  const { name, sha } = await requireBranch(context, repository);
  const commit = await core.git(repository).readCommit(sha);
  const api = `${repositoryApi(core, repository)}/branches/${encodeURIComponent(
    name,
  )}`;
  const isProtected = branchRules(core, repository, name).length > 0;
  return {
    body: {
      name,
      commit: presentCommit(core, repository, commit),
      protected: isProtected,
      protection: { enabled: isProtected },
      protection_url: `${api}/protection`,
      _links: {
        self: api,
        html: `${repositoryHtml(core, repository)}/tree/${name}`,
      },
    },
  };
}

function presentProtection(url: string, protection: ProtectionRecord): Json {
  const enabled = (value: boolean) => ({ enabled: value });
  const { rest } = protection;
  return {
    url,
    ...(protection.requiredChecks && {
      required_status_checks: {
        url: `${url}/required_status_checks`,
        strict: protection.strict,
        contexts: protection.requiredChecks,
        checks: protection.requiredChecks.map(context => ({
          context,
          app_id: null,
        })),
      },
    }),
    ...(protection.requiredApprovals !== undefined && {
      required_pull_request_reviews: {
        url: `${url}/required_pull_request_reviews`,
        dismiss_stale_reviews: protection.dismissStaleReviews,
        require_code_owner_reviews: rest.require_code_owner_reviews === true,
        require_last_push_approval: rest.require_last_push_approval === true,
        required_approving_review_count: protection.requiredApprovals,
      },
    }),
    enforce_admins: {
      url: `${url}/enforce_admins`,
      enabled: protection.enforceAdmins,
    },
    required_linear_history: enabled(rest.required_linear_history === true),
    required_conversation_resolution: enabled(
      rest.required_conversation_resolution === true,
    ),
    block_creations: enabled(rest.block_creations === true),
    allow_force_pushes: enabled(protection.allowForcePushes),
    allow_deletions: enabled(protection.allowDeletions),
    required_signatures: {
      url: `${url}/required_signatures`,
      enabled: rest.required_signatures === true,
    },
  };
}

/** Reads GitHub's request; its four main fields must be there, if only as null. */
export function readProtection(body: Json): ProtectionRecord {
  const required = [
    'required_status_checks',
    'enforce_admins',
    'required_pull_request_reviews',
    'restrictions',
  ].filter(field => body[field] === undefined);
  if (required.length > 0) {
    throw new ApiError(
      422,
      [
        'Invalid request.\n',
        ...required.map(field => `"${field}" wasn't supplied.`),
      ].join('\n'),
    );
  }
  const input = new Input('ProtectedBranch', body);
  const checks = input.object('required_status_checks');
  const reviews = input.object('required_pull_request_reviews');
  const reviewInput = new Input('ProtectedBranch', reviews ?? {});
  const count = reviewInput.integer('required_approving_review_count') ?? 1;
  if (count < 0 || count > 6) {
    throw invalid({
      resource: 'ProtectedBranch',
      field: 'required_approving_review_count',
      code: 'invalid',
    });
  }
  return {
    requiredApprovals: reviews ? count : undefined,
    dismissStaleReviews: reviewInput.flag('dismiss_stale_reviews') ?? false,
    requiredChecks: checks && readChecks(checks),
    strict: checks?.strict === true,
    enforceAdmins: input.flag('enforce_admins') ?? false,
    allowForcePushes: input.flag('allow_force_pushes') ?? false,
    allowDeletions: input.flag('allow_deletions') ?? false,
    rest: {
      require_code_owner_reviews: reviews?.require_code_owner_reviews,
      require_last_push_approval: reviews?.require_last_push_approval,
      required_linear_history: body.required_linear_history,
      required_conversation_resolution: body.required_conversation_resolution,
      block_creations: body.block_creations,
    },
  };
}

function readChecks(checks: Json): string[] {
  const contexts = new Input('ProtectedBranch', checks).texts('contexts') ?? [];
  const named = Array.isArray(checks.checks)
    ? checks.checks.flatMap((check: unknown) => {
        const { context } = (check ?? {}) as { context?: unknown };
        return typeof context === 'string' ? [context] : [];
      })
    : [];
  return [...new Set([...contexts, ...named])];
}

function protectionUrl(
  context: ApiContext,
  repository: RepositoryRecord,
  name: string,
): string {
  return `${repositoryApi(
    context.core,
    repository,
  )}/branches/${encodeURIComponent(name)}/protection`;
}

async function putProtection(context: ApiContext): Promise<Reply> {
  const repository = context.repository('admin');
  const { name } = await requireBranch(context, repository);
  if (name in {}) {
    throw invalid({
      resource: 'ProtectedBranch',
      field: 'name',
      code: 'invalid',
    });
  }
  repository.protection[name] = readProtection(context.body);
  context.core.store.touch();
  return {
    body: presentProtection(
      protectionUrl(context, repository, name),
      repository.protection[name],
    ),
  };
}

async function requireProtection(context: ApiContext) {
  const repository = context.repository('admin');
  const { name } = await requireBranch(context, repository);
  const protection = own(repository.protection, name);
  if (!protection) throw new ApiError(404, 'Branch not protected');
  return { repository, name, protection };
}

export const branchRoutes: Route[] = [
  ['get', '/repos/:owner/:repo/branches', list],
  [
    'get',
    '/repos/:owner/:repo/branches/:branch(.+)/protection',
    async context => {
      const { repository, name, protection } = await requireProtection(context);
      return {
        body: presentProtection(
          protectionUrl(context, repository, name),
          protection,
        ),
      };
    },
  ],
  ['put', '/repos/:owner/:repo/branches/:branch(.+)/protection', putProtection],
  [
    'delete',
    '/repos/:owner/:repo/branches/:branch(.+)/protection',
    async context => {
      const { repository, name } = await requireProtection(context);
      delete repository.protection[name];
      context.core.store.touch();
      return NO_CONTENT;
    },
  ],
  [
    'post',
    '/repos/:owner/:repo/branches/:branch(.+)/protection/required_signatures',
    async context => {
      const { repository, name, protection } = await requireProtection(context);
      protection.rest.required_signatures = true;
      context.core.store.touch();
      const url = `${protectionUrl(
        context,
        repository,
        name,
      )}/required_signatures`;
      return { body: { url, enabled: true } };
    },
  ],
  ['get', '/repos/:owner/:repo/branches/:branch(.+)', get],
  [
    'get',
    '/repos/:owner/:repo/tags',
    async context => {
      const repository = context.repository();
      const refs = [...(await context.core.git(repository).refs())];
      const tags = refs.filter(([ref]) => ref.startsWith('refs/tags/'));
      const api = repositoryApi(context.core, repository);
      return paginate(context, tags, ([ref, sha]) => ({
        name: ref.slice('refs/tags/'.length),
        commit: { sha, url: `${api}/commits/${sha}` },
        tarball_url: `${api}/tarball/${ref}`,
        zipball_url: `${api}/zipball/${ref}`,
      }));
    },
  ],
];
