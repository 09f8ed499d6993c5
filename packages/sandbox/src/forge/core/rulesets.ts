import { RepositoryRecord, RulesetRecord } from '../state/ForgeState';
import { ApiError, unprocessable } from './ApiError';

/** What a caller says of a ruleset, in GitHub's spelling; everything may be left out of a change. */
export type RulesetInput = Record<string, unknown>;

const ENFORCEMENTS = ['active', 'evaluate', 'disabled'] as const;
const TARGETS = ['branch', 'tag'] as const;
const BYPASS_TYPES = [
  'RepositoryRole',
  'Team',
  'Integration',
  'OrganizationAdmin',
  'DeployKey',
  'User',
];

/** The rules that the forge knows, with the parameters that each must have. */
const RULES: Record<string, Record<string, 'boolean' | 'number' | 'list'>> = {
  creation: {},
  update: {},
  deletion: {},
  non_fast_forward: {},
  required_linear_history: {},
  required_signatures: {},
  pull_request: {
    dismiss_stale_reviews_on_push: 'boolean',
    require_code_owner_review: 'boolean',
    require_last_push_approval: 'boolean',
    required_approving_review_count: 'number',
    required_review_thread_resolution: 'boolean',
  },
  required_status_checks: {
    required_status_checks: 'list',
    strict_required_status_checks_policy: 'boolean',
  },
};

function refuse(message: string): never {
  throw new ApiError(422, 'Validation Failed', [message]);
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function oneOf<T extends string>(
  value: unknown,
  allowed: readonly T[],
  field: string,
): T {
  return allowed.includes(value as T)
    ? (value as T)
    : refuse(
        `Invalid property /${field}: \`${value}\` is not included in the list`,
      );
}

function readRule(value: unknown, index: number): RulesetRecord['rules'][0] {
  const { type, parameters } = record(value);
  const known = RULES[String(type)];
  if (!Object.hasOwn(RULES, String(type)) || !known) {
    refuse(`Invalid rule '${type}': the forge does not know it`);
  }
  const given = record(parameters);
  for (const [name, kind] of Object.entries(known)) {
    const found = given[name];
    const fits = kind === 'list' ? Array.isArray(found) : typeof found === kind;
    if (!fits) {
      refuse(`Invalid property /rules/${index}: \`${name}\` wasn't supplied.`);
    }
  }
  const count = given.required_approving_review_count;
  if (typeof count === 'number' && (count < 0 || count > 10)) {
    refuse('Invalid parameter required_approving_review_count: 0 to 10');
  }
  return Object.keys(given).length > 0
    ? { type: String(type), parameters: given }
    : { type: String(type) };
}

function readBypass(value: unknown): RulesetRecord['bypassActors'][0] {
  const { actor_id, actor_type, bypass_mode = 'always' } = record(value);
  return {
    ...(typeof actor_id === 'number' && { actorId: actor_id }),
    actorType: oneOf(actor_type, BYPASS_TYPES, 'bypass_actors/actor_type'),
    mode: oneOf(
      bypass_mode,
      ['always', 'pull_request'] as const,
      'bypass_actors/bypass_mode',
    ),
  };
}

function readConditions(value: unknown): RulesetRecord['conditions'] {
  const { include, exclude } = record(record(value).ref_name);
  if (!Array.isArray(include) || !Array.isArray(exclude)) {
    refuse('Invalid conditions: `ref_name` needs `include` and `exclude`');
  }
  const patterns = [...include, ...exclude].map(String);
  const wrong = patterns.find(
    pattern => !/^(~ALL$|~DEFAULT_BRANCH$|refs\/(heads|tags)\/)/.test(pattern),
  );
  if (wrong !== undefined) {
    refuse(`Invalid target pattern: '${wrong}'`);
  }
  return { include: include.map(String), exclude: exclude.map(String) };
}

/**
 * Makes a ruleset, or changes what the input names of one. The names of a repository's rulesets differ, as on GitHub.
 *
 * @throws ApiError 422 with what is wrong.
 */
export function writeRuleset(
  repository: RepositoryRecord,
  input: RulesetInput,
  options: { now: string; nextId(): number; known?: RulesetRecord },
): RulesetRecord {
  const { known, now } = options;
  const name = input.name ?? known?.name;
  if (typeof name !== 'string' || name.trim() === '') {
    throw unprocessable('Invalid request.\n\n"name" wasn\'t supplied.');
  }
  if (input.enforcement === undefined && !known) {
    throw unprocessable('Invalid request.\n\n"enforcement" wasn\'t supplied.');
  }
  const rulesets = (repository.rulesets ??= []);
  if (rulesets.some(other => other !== known && other.name === name)) {
    refuse('Name must be unique');
  }
  const given = <T>(field: string, read: (value: unknown) => T, or: T): T =>
    input[field] === undefined ? or : read(input[field]);
  const written: RulesetRecord = {
    id: known?.id ?? options.nextId(),
    name,
    target: given(
      'target',
      value => oneOf(value, TARGETS, 'target'),
      known?.target ?? 'branch',
    ),
    enforcement: given(
      'enforcement',
      value => oneOf(value, ENFORCEMENTS, 'enforcement'),
      known?.enforcement ?? 'active',
    ),
    bypassActors: given(
      'bypass_actors',
      value => list(value).map(readBypass),
      known?.bypassActors ?? [],
    ),
    conditions: given(
      'conditions',
      readConditions,
      known?.conditions ?? { include: [], exclude: [] },
    ),
    rules: given(
      'rules',
      value => list(value).map(readRule),
      known?.rules ?? [],
    ),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  repository.rulesets = known
    ? rulesets.map(other => (other === known ? written : other))
    : [...rulesets, written];
  return written;
}
