import { cloneJson } from '../../store/cloneJson';
import { jsonEqual } from '../../store/jsonEqual';
import { KubeObject } from '../../store/types';
import { ControllerClock } from '../runtime/ControllerClock';
import { secondsSince } from '../runtime/StartTimes';
import { groupOf } from '../runtime/objects';
import {
  automation,
  revisionFields,
  revisionsOf,
  sourceFields,
} from './applicationStatus';
import { Comparison } from './compareState';

/** argocd's --self-heal-backoff-timeout-seconds, -factor and -cap-seconds. */
const HEAL_SECONDS = 2;
const HEAL_FACTOR = 3;
const HEAL_LONGEST_SECONDS = 300;

export interface AutoSyncDecision {
  operation?: Record<string, any>;
  /** The message of a SyncError: this revision was tried and failed. */
  error?: string;
  /** Heal, but not before so many seconds. */
  retryAfter?: number;
}

/** Decides whether an automated Application syncs now (argo-cd:controller/appcontroller.go autoSync). */
export function autoSync(
  app: KubeObject,
  comparison: Comparison,
  revisions: string[],
  clock: ControllerClock,
): AutoSyncDecision {
  const automated = automation(app);
  if (!automated || comparison.sync !== 'OutOfSync') return {};
  const outOfSync = comparison.resources.filter(
    ({ status }) => status === 'OutOfSync',
  );
  if (
    !automated.prune &&
    outOfSync.every(({ requiresPruning }) => requiresPruning)
  ) {
    return {};
  }
  const operation = automatedOperation(app, automated.prune, revisions);
  const last = app.status?.operationState;
  if (!last || !attempted(last, app, revisions)) return { operation };
  if (last.phase !== 'Succeeded') {
    return {
      error: `Failed last sync attempt to [${revisions.join(', ')}]: ${
        last.message
      }`,
    };
  }
  if (!automated.selfHeal) return {};
  const attempts = Number(last.operation?.sync?.autoHealAttemptsCount ?? 0);
  const retryAfter = healDelay(last, attempts, clock);
  if (retryAfter > 0) return { retryAfter };
  operation.sync.autoHealAttemptsCount = attempts + 1;
  operation.sync.resources = outOfSync
    .filter(({ requiresPruning }) => !requiresPruning)
    .map(({ target, live }) => {
      const object = (target ?? live)!;
      const group = groupOf(object.apiVersion);
      return {
        ...(group ? { group } : {}),
        kind: object.kind,
        name: object.metadata.name,
      };
    });
  return { operation };
}

function automatedOperation(
  app: KubeObject,
  prune: boolean,
  revisions: string[],
): Record<string, any> {
  const { syncOptions, retry } = app.spec.syncPolicy ?? {};
  return {
    initiatedBy: { automated: true },
    retry: cloneJson(retry ?? { limit: 5 }),
    sync: {
      ...(prune ? { prune } : {}),
      ...revisionFields(app.spec, revisions),
      ...sourceFields(app.spec),
      ...(syncOptions ? { syncOptions: [...syncOptions] } : {}),
    },
  };
}

function attempted(
  last: Record<string, any>,
  app: KubeObject,
  revisions: string[],
): boolean {
  const result = last.syncResult ?? last.operation?.sync ?? {};
  const { source, sources } = sourceFields(app.spec) as Record<string, unknown>;
  return (
    jsonEqual(revisionsOf(result), revisions) &&
    jsonEqual(result.sources, sources) &&
    (sources !== undefined || jsonEqual(result.source, source))
  );
}

function healDelay(
  last: Record<string, any>,
  attempts: number,
  clock: ControllerClock,
): number {
  const delay = Math.min(
    HEAL_SECONDS * HEAL_FACTOR ** attempts,
    HEAL_LONGEST_SECONDS,
  );
  const finishedAt = last.finishedAt ?? '1970-01-01';
  return delay - secondsSince(finishedAt, clock);
}
