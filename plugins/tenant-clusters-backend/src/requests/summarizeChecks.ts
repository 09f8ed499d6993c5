import type { ChecksSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** The part of GitHub's check runs that counts. */
export interface CheckRunResponse {
  name: string;
  status: string;
  conclusion: string | null;
}

/** The part of GitHub's commit statuses that counts. */
export interface StatusResponse {
  context: string;
  state: string;
}

/** https://docs.github.com/en/rest/checks/runs: the conclusions with which a check does not pass. */
const FAILED_CONCLUSIONS = new Set([
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'startup_failure',
]);

/** Check runs and the older commit statuses as one count; undefined where there are neither. */
export function summarizeChecks(
  runs: CheckRunResponse[],
  statuses: StatusResponse[],
): ChecksSummary | undefined {
  const results = [
    ...runs.map(run => ({
      name: run.name,
      pending: run.status !== 'completed',
      failed: FAILED_CONCLUSIONS.has(run.conclusion ?? ''),
    })),
    ...statuses.map(status => ({
      name: status.context,
      pending: status.state === 'pending',
      failed: status.state === 'failure' || status.state === 'error',
    })),
  ];
  if (results.length === 0) {
    return undefined;
  }
  const failures = results.filter(result => result.failed);
  const pending = results.filter(result => result.pending).length;
  return {
    total: results.length,
    passed: results.length - failures.length - pending,
    failed: failures.length,
    pending,
    failures: failures.map(result => result.name).sort(),
  };
}
