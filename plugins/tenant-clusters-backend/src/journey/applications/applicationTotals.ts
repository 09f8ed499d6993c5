import type { ApplicationTotals } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { isInPlace } from './expectedApplications';
import type { ExpectedApplication } from './expectedApplications';

function isFailing({ application }: ExpectedApplication): boolean {
  return (
    application.health === 'Degraded' ||
    application.health === 'Missing' ||
    application.operation === 'Failed' ||
    application.operation === 'Error' ||
    application.conditions.some(({ bad }) => bad)
  );
}

/** Counts of a cluster's applications; what is neither in place nor failing is on its way, expected ones that are missing too. */
export function applicationTotals(
  applications: ExpectedApplication[],
): ApplicationTotals {
  const healthy = applications.filter(isInPlace).length;
  const failing = applications.filter(
    application => !isInPlace(application) && isFailing(application),
  ).length;
  const total = applications.length;
  return { total, healthy, failing, progressing: total - healthy - failing };
}
