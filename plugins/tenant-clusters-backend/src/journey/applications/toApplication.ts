import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedApplication } from '../../projections/types';
import { repositoryAddress } from '../correlate/repositories';
import { safeUrl } from '../evidence';
import { cleanText, quote } from '../text';
import { latest, objectTime } from '../times';
import type { JourneySettings } from '../types';
import { toCondition } from '../walk/conditions';

const SYNCS = ['Synced', 'OutOfSync'] as const;
const HEALTHS = [
  'Healthy',
  'Progressing',
  'Suspended',
  'Degraded',
  'Missing',
] as const;
const PHASES = [
  'Running',
  'Terminating',
  'Failed',
  'Error',
  'Succeeded',
] as const;

const COMMIT = /^[0-9a-f]{40}$/;

/** Sync status as Argo CD writes it; anything else is Unknown. */
export function applicationSync({ sync }: Pick<ProjectedApplication, 'sync'>) {
  return SYNCS.find(status => status === sync?.status) ?? 'Unknown';
}

/** Health as Argo CD writes it; anything else is Unknown. */
export function applicationHealth({
  health,
}: Pick<ProjectedApplication, 'health'>) {
  return HEALTHS.find(status => status === health?.status) ?? 'Unknown';
}

/** An application that a person may follow to its commit: only where the repository is reached by http(s). */
export function commitUrl(repository: string | undefined, revision: string) {
  const url = safeUrl(repository);
  const address = url && repositoryAddress(url);
  return url && address && COMMIT.test(revision)
    ? `${new URL(url).origin}/${address.path}/commit/${revision}`
    : undefined;
}

/** A label of the bootstrap Application that the handover makes. */
const BOOTSTRAP_LABEL = 'spokeport.dev/bootstrap';

export function applicationRole(
  application: ProjectedApplication,
  tenant: string | undefined,
  addon = application.addon,
): Application['role'] {
  if (addon) {
    return 'addon';
  }
  if (application.labels[BOOTSTRAP_LABEL] === 'true') {
    return 'bootstrap';
  }
  const isTenants =
    tenant !== undefined &&
    (application.labels['spokeport.dev/tenant'] === tenant ||
      application.project === tenant ||
      application.project.startsWith(`${tenant}-`));
  return isTenants ? 'tenant' : 'other';
}

/** An Argo CD Application as pages show it. */
export function toApplication(options: {
  application: ProjectedApplication;
  settings: Pick<JourneySettings, 'argocdUrl'>;
  expected: boolean;
  tenant?: string;
  /** As its label says, by default. */
  addon?: string;
}): Application {
  const { application, settings, expected, tenant } = options;
  const { addon = application.addon } = options;
  const { hub, namespace = '', name, project, destination } = application;
  const { sync, health, operation } = application;
  const source =
    application.sources.find(({ path, chart }) => path || chart) ??
    application.sources[0];
  const revision =
    sync?.revisions[Math.max(0, application.sources.indexOf(source))] ??
    sync?.revisions[0];
  const repository = source && cleanText(source.repoURL, 300);
  const argocd = safeUrl(settings.argocdUrl?.(hub, namespace));
  const target = destination.name ?? destination.server;
  return {
    hub,
    namespace,
    name,
    exists: true,
    role: applicationRole(application, tenant, addon),
    expected,
    project,
    ...(addon && { addon: cleanText(addon, 100) }),
    ...(target && { destination: cleanText(target, 300) }),
    sync: applicationSync(application),
    health: applicationHealth(application),
    ...(health?.message && { healthMessage: quote(health.message) }),
    ...(revision && {
      revision: cleanText(revision, 100),
      revisionUrl: commitUrl(source?.repoURL, revision),
    }),
    ...(repository && { repository }),
    ...(source?.path && { path: cleanText(source.path, 300) }),
    operation: PHASES.find(phase => phase === operation?.phase),
    ...(operation?.message && { message: quote(operation.message) }),
    lastSync: latest([
      objectTime(operation?.finishedAt),
      ...application.history.map(({ deployedAt }) => objectTime(deployedAt)),
    ]),
    ...(argocd && {
      url: `${argocd.replace(/\/$/, '')}/applications/${encodeURIComponent(
        namespace,
      )}/${encodeURIComponent(name)}`,
    }),
    conditions: application.conditions.map(condition =>
      toCondition(application, condition),
    ),
  };
}
