import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplication,
  ProjectedAppProject,
  ProjectedCondition,
  SyncWindow,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { conditionEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { isFailure } from '../walk/resourceState';
import { matchesGlob } from './matchesGlob';
import { blockingWindow } from './syncWindows';

const FAILED_PHASES = ['Failed', 'Error'];

/** Whether the last operation failed, or is failing and tried again. */
function failedOperation({ operation }: ProjectedApplication) {
  if (!operation) {
    return undefined;
  }
  const retrying =
    operation.phase === 'Running' && (operation.retryCount ?? 0) > 0;
  return FAILED_PHASES.includes(operation.phase) || retrying
    ? operation
    : undefined;
}

/** argoproj/argo-cd:controller/sync.go, SyncAppState */
const BLOCKED_BY_WINDOW = /^Sync operation blocked by sync window/;

/** Any window, where the operation says that one holds it and the AppProject is not seen. */
const UNSEEN_WINDOW: Pick<SyncWindow, 'schedule' | 'duration' | 'timeZone'> & {
  kind: string;
} = { kind: '', schedule: '', duration: '' };

/**
 * The window that holds what is to be synced: by the AppProject's own words, since an automated sync that is held back says
 * nothing anywhere.
 */
function heldByWindow(facts: JourneyFacts, application: ProjectedApplication) {
  const { operation, sync, automated } = application;
  const says =
    operation?.phase === 'Running' &&
    BLOCKED_BY_WINDOW.test(operation.message ?? '')
      ? operation.message
      : undefined;
  const isDue = sync?.status === 'OutOfSync' && automated;
  if (!says && !isDue) {
    return undefined;
  }
  const { now, fleet } = facts.input;
  const project = projectOf(fleet, application);
  facts.dependOn(project);
  const found =
    project && blockingWindow(project.syncWindows, application, now);
  if (found?.until !== undefined) {
    facts.recheckAt(found.until);
  }
  const window = found?.window ?? (says ? UNSEEN_WINDOW : undefined);
  return window && { window, message: says };
}

/** The AppProject of an application: in the namespace of its Argo CD, which is another than its own for apps in any namespace. */
function projectOf(
  fleet: FleetReader,
  { hub, project, namespace }: ProjectedApplication,
): ProjectedAppProject | undefined {
  const named = fleet
    .listed(hub, 'app-project')
    .filter(({ name }) => name === project);
  return (
    named.find(candidate => candidate.namespace === namespace) ??
    named.find(({ sourceNamespaces }) =>
      sourceNamespaces.some(
        pattern => namespace !== undefined && matchesGlob(pattern, namespace),
      ),
    )
  );
}

/** What keeps an application from being Synced and Healthy; a manifest that cannot be rendered comes before all that follows. */
export function applicationCauses(
  facts: JourneyFacts,
  application: ProjectedApplication,
  stage: StageName,
): Cause[] {
  const cause = (
    type: BlockerCauseType,
    options: {
      condition?: ProjectedCondition;
      message?: string;
      hint?: string;
      more?: Record<string, string>;
    } = {},
  ): Cause => {
    const { condition, message, hint, more } = options;
    const since = facts.observe(
      'blocker',
      `application/${application.uid}/${condition?.type ?? type}`,
      'standing',
      hint,
    );
    return {
      type,
      stage,
      object: application,
      condition,
      message,
      resource: application.name,
      facts: {
        application: application.name,
        project: application.project,
        path: application.sources.find(({ path }) => path)?.path ?? '',
        ...more,
      },
      since,
      waiting: 0,
      depth: 0,
      ordinary: false,
      evidence: [
        condition
          ? conditionEvidence(application, condition, since)
          : objectEvidence(application),
      ],
    };
  };
  const bad = application.conditions.filter(condition =>
    isFailure(application, condition),
  );
  const unreadable = bad.filter(({ type }) => type !== 'SyncError');
  if (unreadable.length > 0) {
    return unreadable.map(condition =>
      cause('application-condition', {
        condition,
        message: condition.message,
        hint: condition.lastTransitionTime,
      }),
    );
  }
  const operation = failedOperation(application);
  const syncError = bad.find(({ type }) => type === 'SyncError');
  if (operation || syncError) {
    return [
      cause('operation-failed', {
        condition: syncError,
        message: syncError?.message ?? operation?.message,
        hint: operation?.startedAt ?? syncError?.lastTransitionTime,
        more: { phase: operation?.phase ?? 'Failed' },
      }),
    ];
  }
  const held = heldByWindow(facts, application);
  if (held) {
    const { kind, schedule, duration, timeZone = 'UTC' } = held.window;
    return [
      cause('sync-window', {
        message: held.message,
        more: { kind, schedule: `${schedule} (${timeZone})`, duration },
      }),
    ];
  }
  if (application.sync?.status === 'OutOfSync' && !application.automated) {
    return [cause('out-of-sync')];
  }
  const health = application.health?.status;
  return health === 'Degraded' || health === 'Missing'
    ? [
        cause('application-unhealthy', {
          message: application.health?.message,
          more: { health },
        }),
      ]
    : [];
}
