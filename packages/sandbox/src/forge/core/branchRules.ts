import { RepositoryRecord, RulesetRecord } from '../state/ForgeState';
import { Actor, covers, permissionOf } from './access';
import { ForgeCore, own, protectionOf } from './ForgeCore';
import { matchesRefName } from './refNames';

/** What one source, a branch's protection or an active ruleset, asks of changes of a branch. Sources add up. */
export interface BranchRules {
  /** `undefined`: pull requests are not required. */
  requiredApprovals?: number;
  codeOwners: boolean;
  dismissStaleReviews: boolean;
  requiredChecks: string[];
  /** The head must contain the base's tip. */
  strict: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
  /** Whether somebody may merge, or push, whatever these rules ask. */
  mayBypass(actor: Actor, doing: 'merge' | 'push'): boolean;
}

/** GitHub's numbers of the roles that may be named in `bypass_actors`. */
const ROLES: Record<number, 'maintain' | 'push' | 'admin'> = {
  2: 'maintain',
  4: 'push',
  5: 'admin',
};

/** Everything that guards a branch now; a ruleset that is disabled or only evaluated guards nothing. */
export function branchRules(
  core: ForgeCore,
  repository: RepositoryRecord,
  branch: string,
): BranchRules[] {
  const classic = classicRules(core, repository, branch);
  return [
    ...(classic ? [classic] : []),
    ...activeRulesets(repository, branch).map(ruleset =>
      rulesOfRuleset(core, repository, ruleset),
    ),
  ];
}

/** The active rulesets of a repository that are about a branch. */
export function activeRulesets(
  repository: RepositoryRecord,
  branch: string,
): RulesetRecord[] {
  return (repository.rulesets ?? []).filter(
    ({ target, enforcement, conditions }) =>
      target === 'branch' &&
      enforcement === 'active' &&
      matchesRefName(conditions, branch, repository.defaultBranch),
  );
}

/** Whether changes of a branch need a pull request, for somebody who pushes. */
export function needsPullRequest(
  core: ForgeCore,
  repository: RepositoryRecord,
  branch: string,
  actor: Actor,
): boolean {
  return branchRules(core, repository, branch).some(
    rules =>
      rules.requiredApprovals !== undefined && !rules.mayBypass(actor, 'push'),
  );
}

function classicRules(
  core: ForgeCore,
  repository: RepositoryRecord,
  branch: string,
): BranchRules | undefined {
  const protection = protectionOf(repository, branch);
  return (
    protection && {
      requiredApprovals: protection.requiredApprovals,
      codeOwners: protection.rest.require_code_owner_reviews === true,
      dismissStaleReviews: protection.dismissStaleReviews,
      requiredChecks: protection.requiredChecks ?? [],
      strict: protection.strict,
      allowForcePushes: protection.allowForcePushes,
      allowDeletions: protection.allowDeletions,
      mayBypass: ({ account, token }, doing) =>
        doing === 'merge' &&
        !protection.enforceAdmins &&
        permissionOf(core, repository, account, token) === 'admin',
    }
  );
}

function rulesOfRuleset(
  core: ForgeCore,
  repository: RepositoryRecord,
  ruleset: RulesetRecord,
): BranchRules {
  const parameters = (type: string) =>
    ruleset.rules.find(rule => rule.type === type)?.parameters;
  const has = (type: string) => ruleset.rules.some(rule => rule.type === type);
  const pull = parameters('pull_request');
  const checks = parameters('required_status_checks');
  return {
    requiredApprovals: has('pull_request')
      ? Number(pull?.required_approving_review_count ?? 0)
      : undefined,
    codeOwners: pull?.require_code_owner_review === true,
    dismissStaleReviews: pull?.dismiss_stale_reviews_on_push === true,
    requiredChecks: contextsOf(checks?.required_status_checks),
    strict: checks?.strict_required_status_checks_policy === true,
    allowForcePushes: !has('non_fast_forward'),
    allowDeletions: !has('deletion'),
    mayBypass: (actor, doing) =>
      ruleset.bypassActors.some(
        bypass =>
          (doing === 'merge' || bypass.mode === 'always') &&
          isBypassActor(core, repository, bypass, actor),
      ),
  };
}

function contextsOf(checks: unknown): string[] {
  return Array.isArray(checks)
    ? checks.map(check => String((check as { context?: unknown }).context))
    : [];
}

/** Apps and deploy keys have no account here, so they bypass nothing. */
export function isBypassActor(
  core: ForgeCore,
  repository: RepositoryRecord,
  { actorId, actorType }: RulesetRecord['bypassActors'][number],
  { account, token }: Actor,
): boolean {
  const login = account.login.toLowerCase();
  const organisation = core.account(repository.owner);
  switch (actorType) {
    case 'OrganizationAdmin':
      return own(organisation?.members ?? {}, login) === 'admin';
    case 'Team':
      return Object.values(organisation?.teams ?? {}).some(
        team => team.id === actorId && team.members.includes(login),
      );
    case 'RepositoryRole': {
      const role = ROLES[actorId ?? 0];
      return (
        role !== undefined &&
        covers(permissionOf(core, repository, account, token), role)
      );
    }
    default:
      return false;
  }
}
