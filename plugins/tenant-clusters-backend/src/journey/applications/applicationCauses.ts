import type { StageName } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { BlockerCauseType } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type {
  ApplicationResource,
  ProjectedApplication,
  ProjectedCondition,
} from '../../projections/types';
import type { Cause } from '../Cause';
import { conditionEvidence, objectEvidence } from '../evidence';
import type { JourneyFacts } from '../JourneyFacts';
import { cleanText } from '../text';
import { isFailure } from '../walk/resourceState';
import { heldByWindow } from './heldByWindow';

const FAILED_PHASES = ['Failed', 'Error'];

/** Where a cause is looked for, and for which stage. */
interface Search {
  facts: JourneyFacts;
  application: ProjectedApplication;
  stage: StageName;
}

interface Found {
  type: BlockerCauseType;
  condition?: ProjectedCondition;
  message?: string;
  /** Since when, as far as the object tells. */
  hint?: string;
  /** Names what it lies in, where that is not the application as a whole. */
  resource?: string;
  more?: Record<string, string>;
}

function toCause({ facts, application, stage }: Search, found: Found): Cause {
  const { type, condition, message, hint, resource, more } = found;
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
    resource: resource ?? application.name,
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
}

/** What the last operation could not apply of this very claim: that says more than what it says of all together. */
function ownFailure(
  { claim, request }: JourneyFacts,
  { operation }: ProjectedApplication,
): ApplicationResource | undefined {
  const own = claim ?? request?.change;
  return operation?.resources.find(
    ({ group, kind, namespace, name, status, message }) =>
      status === 'SyncFailed' &&
      message !== undefined &&
      own !== undefined &&
      group === own.group &&
      kind === own.kind &&
      name === own.name &&
      (namespace ?? '') === (own.namespace ?? ''),
  );
}

/** The last operation failed, or is failing and tried again. */
function operationFailure(
  facts: JourneyFacts,
  application: ProjectedApplication,
  syncError: ProjectedCondition | undefined,
): Found | undefined {
  const { operation } = application;
  const isRetrying =
    operation?.phase === 'Running' && (operation.retryCount ?? 0) > 0;
  const failed =
    operation && (FAILED_PHASES.includes(operation.phase) || isRetrying)
      ? operation
      : undefined;
  if (!failed && !syncError) {
    return undefined;
  }
  const own = ownFailure(facts, application);
  return {
    type: 'operation-failed',
    condition: syncError,
    message: own?.message ?? syncError?.message ?? failed?.message,
    hint: failed?.startedAt ?? syncError?.lastTransitionTime,
    resource: own && cleanText(`${own.kind} ${own.name}`, 120),
    more: { phase: failed?.phase ?? 'Failed' },
  };
}

function windowFailure(
  facts: JourneyFacts,
  application: ProjectedApplication,
): Found | undefined {
  const held = heldByWindow(facts, application);
  if (!held) {
    return undefined;
  }
  const { kind, schedule, duration, timeZone = 'UTC' } = held.window;
  return {
    type: 'sync-window',
    message: held.message,
    more: { kind, schedule: `${schedule} (${timeZone})`, duration },
  };
}

function restFailure({
  sync,
  automated,
  health,
}: ProjectedApplication): Found | undefined {
  if (sync?.status === 'OutOfSync' && !automated) {
    return { type: 'out-of-sync' };
  }
  return health?.status === 'Degraded' || health?.status === 'Missing'
    ? {
        type: 'application-unhealthy',
        message: health.message,
        more: { health: health.status },
      }
    : undefined;
}

/** What keeps an application from being Synced and Healthy; a manifest that cannot be rendered comes before all that follows. */
export function applicationCauses(
  facts: JourneyFacts,
  application: ProjectedApplication,
  stage: StageName,
): Cause[] {
  const bad = application.conditions.filter(condition =>
    isFailure(application, condition),
  );
  const unreadable = bad
    .filter(({ type }) => type !== 'SyncError')
    .map<Found>(condition => ({
      type: 'application-condition',
      condition,
      message: condition.message,
      hint: condition.lastTransitionTime,
    }));
  const syncError = bad.find(({ type }) => type === 'SyncError');
  const found =
    operationFailure(facts, application, syncError) ??
    windowFailure(facts, application) ??
    restFailure(application);
  const all = unreadable.length > 0 ? unreadable : [found ?? []].flat();
  return all.map(each => toCause({ facts, application, stage }, each));
}
