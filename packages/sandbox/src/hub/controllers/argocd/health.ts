import { HubStore, KubeObject } from '../../store/types';
import { conditionOf, isTrue } from '../runtime/conditions';
import { getIfServed, groupOf } from '../runtime/objects';
import { ARGOCD_NAMESPACE } from './clusters';

export type HealthStatus =
  | 'Healthy'
  | 'Progressing'
  | 'Suspended'
  | 'Degraded'
  | 'Missing'
  | 'Unknown';

export interface Health {
  status: HealthStatus;
  message?: string;
}

const ORDER: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

export function worse(a: HealthStatus, b: HealthStatus): HealthStatus {
  return ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a;
}

/** Crossplane kinds without a status of their own (argo-cd:resource_customizations/_.crossplane.io/_/health.lua). */
const WITHOUT_STATUS = [
  'Composition',
  'CompositionRevision',
  'DeploymentRuntimeConfig',
  'ControllerConfig',
  'ClusterProviderConfig',
  'ProviderConfig',
  'ProviderConfigUsage',
  'EnvironmentConfig',
];

/** Kinds whose health argocd-cm teaches, as `<group>/<kind>` with `*` for any. */
export type HealthOverrides = Set<string>;

/**
 * Reads which kinds argocd-cm has a `resource.customizations.health.<group>_<kind>` for. Their Lua is not run: such a
 * kind's health follows its conditions, an Application's its own health.
 */
export function readHealthOverrides(store: HubStore): HealthOverrides {
  const map = getIfServed(store, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: ARGOCD_NAMESPACE,
    name: 'argocd-cm',
  });
  const prefix = 'resource.customizations.health.';
  return new Set(
    Object.keys(map?.data ?? {})
      .filter(key => key.startsWith(prefix))
      .map(key => key.slice(prefix.length).replace(/_([^_]*)$/, '/$1')),
  );
}

/** Whether a missing object of this kind makes its Application Missing: only kinds with a health check do. */
export function hasHealthCheck(
  object: { apiVersion: string; kind: string },
  overrides: HealthOverrides,
): boolean {
  return check(object, overrides) !== undefined;
}

/** An object's health, or undefined for kinds that have none. */
export function healthOf(
  object: KubeObject,
  overrides: HealthOverrides,
): Health | undefined {
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  return check(object, overrides)?.(object);
}

const builtin: Record<string, (object: KubeObject) => Health | undefined> = {
  'apps/Deployment': deploymentHealth,
  'apps/StatefulSet': () => ({ status: 'Healthy' }),
  'apps/DaemonSet': () => ({ status: 'Healthy' }),
  '/Service': () => ({ status: 'Healthy' }),
  'argoproj.io/Workflow': workflowHealth,
  'argoproj.io/Rollout': rolloutHealth,
};

function check(
  object: { apiVersion: string; kind: string },
  overrides: HealthOverrides,
): ((object: KubeObject) => Health | undefined) | undefined {
  const group = groupOf(object.apiVersion);
  const { kind } = object;
  if (overrides.has(`${group}/${kind}`) || overrides.has(`${group}/*`)) {
    return kind === 'Application' ? applicationHealth : conditionsHealth;
  }
  if (/(^|\.)(crossplane|upbound)\.io$/.test(group)) return crossplaneHealth;
  return builtin[`${group}/${kind}`];
}

function deploymentHealth({ spec, status, metadata }: KubeObject): Health {
  const wanted = spec?.replicas ?? 1;
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 1)) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed deployment generation less than desired generation',
    };
  }
  const available = status?.availableReplicas ?? 0;
  return available >= wanted
    ? { status: 'Healthy' }
    : {
        status: 'Progressing',
        message: `Waiting for rollout to finish: ${available} of ${wanted} updated replicas are available...`,
      };
}

function workflowHealth({ status }: KubeObject): Health {
  const { phase, message } = status ?? {};
  if (phase === 'Succeeded') return { status: 'Healthy', message };
  return phase === 'Failed' || phase === 'Error'
    ? { status: 'Degraded', message }
    : { status: 'Progressing', message };
}

/** By phase, as argo-cd:resource_customizations/argoproj.io/Rollout/health.lua reads it. */
function rolloutHealth({ spec, status }: KubeObject): Health {
  const { phase, message } = status ?? {};
  if (spec?.paused || phase === 'Paused') {
    return { status: 'Suspended', message };
  }
  return phase === 'Healthy' || phase === 'Degraded'
    ? { status: phase, message }
    : {
        status: 'Progressing',
        message: message ?? 'Waiting for rollout to finish',
      };
}

function applicationHealth({ status }: KubeObject): Health {
  return { status: status?.health?.status ?? 'Progressing' };
}

function conditionsHealth(object: KubeObject): Health {
  const synced = conditionOf(object, 'Synced');
  if (synced?.status === 'False') {
    return { status: 'Degraded', message: synced.message ?? synced.reason };
  }
  return isTrue(object, 'Ready')
    ? { status: 'Healthy' }
    : { status: 'Progressing', message: 'Provisioning' };
}

function crossplaneHealth(object: KubeObject): Health {
  const conditions = object.status?.conditions;
  if (!Array.isArray(conditions) || conditions.length === 0) {
    return WITHOUT_STATUS.includes(object.kind)
      ? { status: 'Healthy', message: 'Resource is up-to-date.' }
      : { status: 'Progressing', message: 'Provisioning ...' };
  }
  for (const { type, status, message } of conditions) {
    if (type === 'LastAsyncOperation' && status === 'False') {
      return { status: 'Degraded', message };
    }
    if (type === 'Synced' && status === 'False') {
      return { status: 'Degraded', message };
    }
    const good = [
      'Ready',
      'Healthy',
      'Offered',
      'Established',
      'ValidPipeline',
    ];
    if (good.includes(type) && status === 'True') {
      return { status: 'Healthy', message: 'Resource is up-to-date.' };
    }
  }
  return { status: 'Progressing', message: 'Provisioning ...' };
}
