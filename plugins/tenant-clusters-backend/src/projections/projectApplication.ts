import { isBuiltInGroup } from './isBuiltInGroup';
import { projectBase, ProjectedType } from './projectBase';
import { projectApplicationResources } from './projectApplicationResources';
import { MAX_MESSAGE, projectConditions } from './projectConditions';
import {
  asNumber,
  asRecord,
  asRecords,
  asString,
  asStrings,
  bounded,
} from './read';
import type { ApplicationSource, ProjectedApplication } from './types';

/** Name under which an operation of this portal is known to Argo CD (`operation.info[]`). */
export const OPERATION_INFO = 'spokeport.dev/operation';

/** Argo CD keeps ten; an operator may configure more. */
const MAX_HISTORY = 20;

/** More than this no chart is given, and each is a path. */
const MAX_VALUE_FILES = 50;
const MAX_PATH = 500;

/** Those of its own source are below its path anyway. */
function projectValueFiles(
  source: Record<string, unknown>,
): string[] | undefined {
  const files = asStrings(asRecord(source.helm).valueFiles).filter(
    file => file.startsWith('$') && file.length <= MAX_PATH,
  );
  return files.length > 0 ? files.slice(0, MAX_VALUE_FILES) : undefined;
}

function projectSource(source: Record<string, unknown>): ApplicationSource {
  return {
    repoURL: asString(source.repoURL) ?? '',
    name: asString(source.name),
    path: asString(source.path),
    chart: asString(source.chart),
    targetRevision: asString(source.targetRevision),
    ref: asString(source.ref),
    valueFiles: projectValueFiles(source),
  };
}

/** `sources` over `source`, as Argo CD itself decides; under the hydrator the dry source, which is what people write. */
function projectSources(spec: Record<string, unknown>): ApplicationSource[] {
  const drySource = asRecord(spec.sourceHydrator).drySource;
  if (drySource) {
    return [projectSource(asRecord(drySource))];
  }
  const sources = asRecords(spec.sources);
  if (sources.length > 0) {
    return sources.map(projectSource);
  }
  return spec.source ? [projectSource(asRecord(spec.source))] : [];
}

/** One revision a source: `revisions` of a multi-source application, else `revision`. */
function projectRevisions(value: Record<string, unknown>): string[] {
  const revisions = asStrings(value.revisions);
  const revision = asString(value.revision);
  return revisions.length > 0 || !revision ? revisions : [revision];
}

function projectOperation(
  status: Record<string, unknown>,
): ProjectedApplication['operation'] {
  const state = asRecord(status.operationState);
  const phase = asString(state.phase);
  if (!phase) {
    return undefined;
  }
  const operation = asRecord(state.operation);
  const asked = asRecord(operation.sync);
  const result = asRecord(state.syncResult);
  const synced = projectRevisions(result);
  return {
    id: asString(
      asRecords(operation.info).find(({ name }) => name === OPERATION_INFO)
        ?.value,
    ),
    phase,
    message: bounded(asString(state.message), MAX_MESSAGE),
    startedAt: asString(state.startedAt),
    finishedAt: asString(state.finishedAt),
    retryCount: asNumber(state.retryCount),
    revisions: synced.length > 0 ? synced : projectRevisions(asked),
    resources: projectApplicationResources(
      asRecords(result.resources).filter(
        ({ group }) => !isBuiltInGroup(asString(group) ?? ''),
      ),
    ),
    partial: asRecords(asked.resources).length > 0,
    dryRun: asked.dryRun === true || undefined,
    automated: asRecord(operation.initiatedBy).automated === true,
  };
}

function projectHistory(
  status: Record<string, unknown>,
): ProjectedApplication['history'] {
  return asRecords(status.history)
    .slice(-MAX_HISTORY)
    .map(entry => {
      const initiatedBy = asRecord(entry.initiatedBy);
      return {
        id: asNumber(entry.id) ?? 0,
        revisions: projectRevisions(entry),
        deployedAt: asString(entry.deployedAt),
        initiatedBy:
          asString(initiatedBy.username) ??
          (initiatedBy.automated === true ? 'automated' : undefined),
      };
    });
}

function projectAutomated(
  spec: Record<string, unknown>,
): ProjectedApplication['automated'] {
  const policy = asRecord(spec.syncPolicy).automated;
  const automated = asRecord(policy);
  // `automated: {}` switches it on; `enabled: false` (Argo CD 3.1) off again.
  return policy && automated.enabled !== false
    ? {
        prune: automated.prune === true,
        selfHeal: automated.selfHeal === true,
      }
    : undefined;
}

function projectDestination(
  spec: Record<string, unknown>,
): ProjectedApplication['destination'] {
  const destination = asRecord(spec.destination);
  return {
    name: asString(destination.name),
    server: asString(destination.server),
    namespace: asString(destination.namespace),
  };
}

/** An Argo CD Application (argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go). */
export function projectApplication(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedApplication | undefined {
  const base = projectBase(object, type, 'application');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const sync = asRecord(status.sync);
  const health = asRecord(status.health);
  const syncStatus = asString(sync.status);
  const healthStatus = asString(health.status);
  const hydrated = asRecord(
    asRecord(status.sourceHydrator).lastSuccessfulOperation,
  );
  return {
    ...base,
    project: asString(spec.project) ?? 'default',
    destination: projectDestination(spec),
    sources: projectSources(spec),
    automated: projectAutomated(spec),
    sync: syncStatus
      ? { status: syncStatus, revisions: projectRevisions(sync) }
      : undefined,
    health: healthStatus
      ? {
          status: healthStatus,
          message: bounded(asString(health.message), MAX_MESSAGE),
        }
      : undefined,
    resources: projectApplicationResources(status.resources),
    operation: projectOperation(status),
    history: projectHistory(status),
    conditions: projectConditions(object),
    addon: base.labels['spokeport.dev/addon'],
    resourceHealth:
      asString(status.resourceHealthSource) === 'appTree'
        ? 'elsewhere'
        : undefined,
    hydrated: spec.sourceHydrator
      ? {
          drySha: asString(hydrated.drySHA),
          hydratedSha: asString(hydrated.hydratedSHA),
        }
      : undefined,
  };
}
