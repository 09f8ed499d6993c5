import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type {
  ProjectedApplication,
  ProjectedCondition,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { conditionEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { isFailure } from '../walk/resourceState';

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
