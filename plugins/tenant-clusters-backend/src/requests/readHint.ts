/** What a webhook says that may have changed. It is only where to look first: the facts are read from GitHub. */
export interface Hint {
  /** `owner/name` in lower case. */
  repository: string;
  /** Pull requests; empty when everything may have changed. */
  pulls: number[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A webhook names few pull requests; one that names more is better answered by a look at everything. */
const MAX_PULLS = 20;

function numberOf(pull: unknown): number[] {
  const number = isRecord(pull) ? pull.number : undefined;
  return typeof number === 'number' && Number.isSafeInteger(number)
    ? [number]
    : [];
}

/**
 * Reads the payload of a webhook (https://docs.github.com/en/webhooks/webhook-events-and-payloads): `pull_request` and its
 * reviews name one; check runs and suites those of their commit, or none where these are of forks; anything else none.
 */
export function readHint(payload: unknown): Hint | undefined {
  if (!isRecord(payload) || !isRecord(payload.repository)) {
    return undefined;
  }
  const { full_name: name } = payload.repository;
  if (typeof name !== 'string') {
    return undefined;
  }
  const check = payload.check_run ?? payload.check_suite;
  const checked =
    isRecord(check) && Array.isArray(check.pull_requests)
      ? check.pull_requests
      : [];
  const pulls = [payload.pull_request, ...checked].flatMap(numberOf);
  return {
    repository: name.toLowerCase(),
    pulls: pulls.length > MAX_PULLS ? [] : pulls,
  };
}
