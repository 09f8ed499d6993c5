import type { ProtectionBody, RepositoryApi } from './RepositoryApi';
import type { ProtectionWish } from './types';

type Found = Awaited<ReturnType<RepositoryApi['protection']>>;

interface Actors {
  users?: { login?: string }[];
  teams?: { slug?: string }[];
  apps?: { slug?: string }[];
}

const names = (values: (string | undefined)[] = []) =>
  values.filter((value): value is string => value !== undefined);

/** GitHub answers who may push as objects, and takes them as names. */
function restrictionsOf(found: Found): ProtectionBody['restrictions'] {
  const actors = found?.restrictions as Actors | undefined;
  return actors
    ? {
        users: names(actors.users?.map(({ login }) => login)),
        teams: names(actors.teams?.map(({ slug }) => slug)),
        apps: names(actors.apps?.map(({ slug }) => slug)),
      }
    : null;
}

/**
 * A branch's protection with at least what is wished; what people made stricter stays.
 *
 * @returns undefined when it is so already.
 */
export function mergeProtection(
  found: Found,
  wish: ProtectionWish,
): ProtectionBody | undefined {
  const reviews = found?.required_pull_request_reviews;
  const checks = found?.required_status_checks?.contexts ?? [];
  const approvals = reviews?.required_approving_review_count ?? 0;
  const has = {
    reviews: reviews !== undefined,
    approvals,
    codeOwners: reviews?.require_code_owner_reviews ?? false,
    dismiss: reviews?.dismiss_stale_reviews ?? false,
    admins: found?.enforce_admins?.enabled ?? false,
    missingChecks: (wish.requiredChecks ?? []).filter(
      check => !checks.includes(check),
    ),
  };
  const enough =
    found !== undefined &&
    has.reviews &&
    has.approvals >= (wish.requiredApprovals ?? 0) &&
    (has.codeOwners || !wish.requireCodeOwners) &&
    (has.dismiss || !wish.dismissStaleReviews) &&
    (has.admins || !wish.enforceAdmins) &&
    has.missingChecks.length === 0;
  if (enough) {
    return undefined;
  }
  const contexts = [...checks, ...has.missingChecks];
  return {
    required_status_checks:
      contexts.length > 0
        ? { strict: found?.required_status_checks?.strict ?? false, contexts }
        : null,
    enforce_admins: has.admins || Boolean(wish.enforceAdmins),
    required_pull_request_reviews: {
      required_approving_review_count: Math.max(
        approvals,
        wish.requiredApprovals ?? 0,
      ),
      require_code_owner_reviews:
        has.codeOwners || Boolean(wish.requireCodeOwners),
      dismiss_stale_reviews: has.dismiss || Boolean(wish.dismissStaleReviews),
    },
    restrictions: restrictionsOf(found),
  };
}
