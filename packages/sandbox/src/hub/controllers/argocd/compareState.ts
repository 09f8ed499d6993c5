import { KubeObject } from '../../store/types';
import { groupOf, identityOf, refTo, versionOf } from '../runtime/objects';
import { differs } from './compareObjects';
import { Destination } from './Destination';
import {
  hasHealthCheck,
  healthOf,
  HealthOverrides,
  HealthStatus,
  worse,
} from './health';
import { readTracking } from './tracking';

export interface ComparedResource {
  target?: KubeObject;
  live?: KubeObject;
  status?: 'Synced' | 'OutOfSync';
  requiresPruning?: boolean;
}

export interface Comparison {
  resources: ComparedResource[];
  sync: 'Synced' | 'OutOfSync';
  health: HealthStatus;
}

export function isHook(object: KubeObject): boolean {
  const annotations = object.metadata.annotations ?? {};
  return (
    'argocd.argoproj.io/hook' in annotations || 'helm.sh/hook' in annotations
  );
}

/** Compares what Git wants with what there is, and judges the health of what there is. */
export function compareState(options: {
  app: string;
  manifests: KubeObject[];
  previous: Map<string, KubeObject>;
  destination: Destination;
  overrides: HealthOverrides;
}): Comparison {
  const { app, manifests, previous, destination, overrides } = options;
  const targets = new Map(
    manifests
      .filter(object => !isHook(object))
      .map(object => [identityOf(object), object]),
  );
  const resources: ComparedResource[] = [...targets].map(([key, target]) => {
    const live = destination.live(refTo(target));
    const same = live && !differs(target, live, previous.get(key));
    return { target, live, status: same ? 'Synced' : 'OutOfSync' };
  });
  for (const live of destination.tracked(app)) {
    if (targets.has(identityOf(live)) || isHook(live)) continue;
    resources.push(
      readTracking(live)?.own
        ? { live, status: 'OutOfSync', requiresPruning: true }
        : { live },
    );
  }
  resources.sort((a, b) => sortKey(a).localeCompare(sortKey(b), 'en'));
  return {
    resources,
    sync: resources.some(({ status }) => status === 'OutOfSync')
      ? 'OutOfSync'
      : 'Synced',
    health: resources.reduce<HealthStatus>(
      (health, resource) =>
        worse(health, healthEffect(app, resource, overrides)),
      'Healthy',
    ),
  };
}

function healthEffect(
  app: string,
  { target, live, status }: ComparedResource,
  overrides: HealthOverrides,
): HealthStatus {
  const object = (live ?? target)!;
  if (!live) return hasHealthCheck(object, overrides) ? 'Missing' : 'Healthy';
  // A copy of the tracking id is no resource of the Application's own.
  if (!status && !live.metadata.deletionTimestamp) return 'Healthy';
  const health = healthOf(live, overrides)?.status ?? 'Healthy';
  const isApplication = object.kind === 'Application';
  // An Application that brings itself does not wait for itself.
  if (isApplication && object.metadata.name === app) return 'Healthy';
  return isApplication && ['Missing', 'Unknown'].includes(health)
    ? 'Healthy'
    : health;
}

/** `status.resources[]` as Argo CD 3 writes it: without health, which its tree holds. */
export function resourceStatuses(comparison: Comparison) {
  return comparison.resources.map(
    ({ target, live, status, requiresPruning }) => {
      const object = (target ?? live)!;
      const group = groupOf(object.apiVersion);
      const wave =
        target?.metadata.annotations?.['argocd.argoproj.io/sync-wave'];
      return {
        ...(group ? { group } : {}),
        kind: object.kind,
        name: object.metadata.name,
        ...(object.metadata.namespace
          ? { namespace: object.metadata.namespace }
          : {}),
        ...(requiresPruning ? { requiresPruning } : {}),
        ...(status ? { status } : {}),
        ...(Number(wave) ? { syncWave: Number(wave) } : {}),
        version: versionOf(object.apiVersion),
      };
    },
  );
}

function sortKey({ target, live }: ComparedResource): string {
  const object = (target ?? live)!;
  return [
    groupOf(object.apiVersion),
    object.kind,
    object.metadata.namespace ?? '',
    object.metadata.name,
  ].join('/');
}
