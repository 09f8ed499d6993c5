import type { RulesetWish } from './types';

/** A rule as GitHub spells it. */
export interface RulesetRule {
  type: string;
  parameters?: Record<string, unknown>;
}

/** The part of a ruleset that wishes are about. */
export interface RulesetState {
  enforcement: string;
  include: string[];
  exclude: string[];
  rules: RulesetRule[];
}

const PULL_REQUEST = 'pull_request';
const CHECKS = 'required_status_checks';

/** GitHub names branches by their full reference, and knows two by what they are. */
function refOf(branch: string): string {
  return /^(~|refs\/)/.test(branch) ? branch : `refs/heads/${branch}`;
}

function checksOf(rule: RulesetRule | undefined): { context: string }[] {
  const checks = rule?.parameters?.required_status_checks;
  return Array.isArray(checks) ? (checks as { context: string }[]) : [];
}

/** The rule about pull requests with at least what is wished; GitHub wants all five parameters. */
function pullRequestRule(
  found: RulesetRule | undefined,
  wish: RulesetWish,
): RulesetRule[] {
  const asked = [
    wish.requiredApprovals,
    wish.requireCodeOwners,
    wish.dismissStaleReviews,
    wish.requireLastPushApproval,
    wish.requireResolvedThreads,
  ].some(value => value !== undefined);
  if (!found && !asked) {
    return [];
  }
  const has = found?.parameters ?? {};
  const either = (name: string, wished: boolean | undefined) =>
    has[name] === true || wished === true;
  return [
    {
      type: PULL_REQUEST,
      parameters: {
        ...has,
        dismiss_stale_reviews_on_push: either(
          'dismiss_stale_reviews_on_push',
          wish.dismissStaleReviews,
        ),
        require_code_owner_review: either(
          'require_code_owner_review',
          wish.requireCodeOwners,
        ),
        require_last_push_approval: either(
          'require_last_push_approval',
          wish.requireLastPushApproval,
        ),
        required_approving_review_count: Math.max(
          Number(has.required_approving_review_count ?? 0),
          wish.requiredApprovals ?? 0,
        ),
        required_review_thread_resolution: either(
          'required_review_thread_resolution',
          wish.requireResolvedThreads,
        ),
      },
    },
  ];
}

function checksRule(
  found: RulesetRule | undefined,
  wished: string[] = [],
): RulesetRule[] {
  const has = checksOf(found);
  const missing = wished.filter(
    context => !has.some(check => check.context === context),
  );
  if (!found && missing.length === 0) {
    return [];
  }
  return [
    {
      type: CHECKS,
      parameters: {
        strict_required_status_checks_policy: false,
        ...found?.parameters,
        required_status_checks: [
          ...has,
          ...missing.map(context => ({ context })),
        ],
      },
    },
  ];
}

/** Equal whatever the order of fields. */
function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

/**
 * A ruleset with at least what is wished: rules that people added or made stricter stay, and so does whom they let go round it.
 *
 * @returns undefined when it is so already.
 */
export function mergeRuleset(
  found: RulesetState | undefined,
  wish: RulesetWish,
): RulesetState | undefined {
  const rule = (type: string) => found?.rules.find(one => one.type === type);
  const simple = [
    ...(wish.allowDeletion ? [] : ['deletion']),
    ...(wish.allowForcePush ? [] : ['non_fast_forward']),
  ].filter(type => !rule(type));
  const branches = (wish.branches ?? ['~DEFAULT_BRANCH']).map(refOf);
  const enforcement = wish.enforcement ?? 'active';
  const wanted: RulesetState = {
    // A ruleset in force is never taken out of force.
    enforcement: found?.enforcement === 'active' ? 'active' : enforcement,
    include: [...new Set([...(found?.include ?? []), ...branches])],
    exclude: (found?.exclude ?? []).filter(ref => !branches.includes(ref)),
    rules: [
      ...(found?.rules ?? []).flatMap(one => {
        if (one.type === PULL_REQUEST) return pullRequestRule(one, wish);
        return one.type === CHECKS
          ? checksRule(one, wish.requiredChecks)
          : [one];
      }),
      ...(rule(PULL_REQUEST) ? [] : pullRequestRule(undefined, wish)),
      ...(rule(CHECKS) ? [] : checksRule(undefined, wish.requiredChecks)),
      ...simple.map(type => ({ type })),
    ],
  };
  return found && fingerprint(found) === fingerprint(wanted)
    ? undefined
    : wanted;
}
