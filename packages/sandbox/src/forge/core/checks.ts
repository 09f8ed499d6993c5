import {
  CheckRunRecord,
  RepositoryRecord,
  StatusRecord,
} from '../state/ForgeState';

/** One check of a commit, whether it came as a status or as a check run. */
export interface CheckResult {
  name: string;
  result: 'success' | 'failure' | 'pending';
  description?: string;
  url?: string;
}

/** The newest status of each context. */
export function latestStatuses(
  repository: RepositoryRecord,
  sha: string,
): StatusRecord[] {
  const latest = new Map<string, StatusRecord>();
  for (const status of repository.statuses) {
    if (status.sha === sha) latest.set(status.context, status);
  }
  return [...latest.values()];
}

/** The newest check run of each name. */
export function latestCheckRuns(
  repository: RepositoryRecord,
  sha: string,
): CheckRunRecord[] {
  const latest = new Map<string, CheckRunRecord>();
  for (const run of repository.checkRuns) {
    if (run.sha === sha) latest.set(run.name, run);
  }
  return [...latest.values()];
}

/** GitHub's combined state: any failure fails, any pending waits, and nothing at all is pending. */
export function combinedState(statuses: StatusRecord[]): string {
  if (statuses.some(s => s.state === 'failure' || s.state === 'error')) {
    return 'failure';
  }
  if (statuses.length === 0 || statuses.some(s => s.state === 'pending')) {
    return 'pending';
  }
  return 'success';
}

export function checkResults(
  repository: RepositoryRecord,
  sha: string,
): CheckResult[] {
  const statuses = latestStatuses(repository, sha).map(
    (status): CheckResult => ({
      name: status.context,
      result: status.state === 'error' ? 'failure' : status.state,
      description: status.description,
      url: status.targetUrl,
    }),
  );
  const runs = latestCheckRuns(repository, sha).map(
    (run): CheckResult => ({
      name: run.name,
      result: runResult(run),
      description: run.output.title,
      url: run.detailsUrl,
    }),
  );
  return [...statuses, ...runs];
}

function runResult(run: CheckRunRecord): CheckResult['result'] {
  if (run.status !== 'completed') return 'pending';
  return ['success', 'neutral', 'skipped'].includes(run.conclusion ?? '')
    ? 'success'
    : 'failure';
}
