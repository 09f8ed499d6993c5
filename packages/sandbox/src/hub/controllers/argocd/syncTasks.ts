import { KubeObject, ObjectRef } from '../../store/types';
import {
  groupOf,
  identityOf,
  keyOf,
  refTo,
  versionOf,
} from '../runtime/objects';
import { isHook } from './compareState';
import { Destination } from './Destination';
import { healthOf, HealthOverrides } from './health';
import { readTracking } from './tracking';

/** One line of `operationState.syncResult.resources`. */
export interface SyncedResource {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  message: string;
  hookPhase: string;
  syncPhase: string;
}

export interface SyncOutcome {
  phase: 'Running' | 'Succeeded' | 'Failed';
  message: string;
  resources: SyncedResource[];
}

export interface SyncPlan {
  app: string;
  manifests: KubeObject[];
  previous: Map<string, KubeObject>;
  destination: Destination;
  overrides: HealthOverrides;
  prune: boolean;
  options: string[];
  /** Only these, in a partial sync. */
  only?: { group?: string; kind: string; name: string; namespace?: string }[];
  /** Why an object may not be synced, if it may not. */
  refuse(object: KubeObject, namespaced: boolean): string | undefined;
}

const KIND_ORDER = [
  'Namespace',
  'ResourceQuota',
  'NetworkPolicy',
  'LimitRange',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'Deployment',
];

/** Runs the tasks of a sync: validates, applies wave by wave, prunes. Each call goes on from what there is. */
export function runSync(plan: SyncPlan): SyncOutcome {
  const tasks = plan.manifests
    .filter(object => isChosen(plan, object))
    .sort(compareTasks);
  const invalid = tasks
    .map(object => invalidTask(plan, object))
    .filter(line => line !== undefined);
  if (invalid.length > 0) {
    return {
      phase: 'Failed',
      message: 'one or more synchronization tasks are not valid',
      resources: invalid,
    };
  }
  const resources: SyncedResource[] = [];
  for (const wave of [...new Set(tasks.map(waveOf))]) {
    const inWave = tasks.filter(object => waveOf(object) === wave);
    resources.push(...inWave.map(object => applyTask(plan, object)));
    const failed = resources.find(({ status }) => status === 'SyncFailed');
    if (failed) {
      return {
        phase: 'Failed',
        message: `one or more objects failed to apply, reason: ${failed.message}`,
        resources,
      };
    }
    const waiting = waitsFor(plan, inWave);
    if (waiting && hasLater(tasks, wave)) {
      return { phase: 'Running', message: waiting, resources };
    }
  }
  const pruned = pruneTasks(plan);
  if (pruned.some(({ hookPhase }) => hookPhase === 'Running')) {
    return {
      phase: 'Running',
      message: '',
      resources: [...pruned, ...resources],
    };
  }
  return {
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    resources: [...pruned, ...resources],
  };
}

function isChosen(plan: SyncPlan, object: KubeObject): boolean {
  return (
    !plan.only ||
    plan.only.some(
      ({ group = '', kind, name }) =>
        group === groupOf(object.apiVersion) &&
        kind === object.kind &&
        name === object.metadata.name,
    )
  );
}

function hasLater(tasks: KubeObject[], wave: number) {
  return tasks.some(object => waveOf(object) > wave);
}

function waveOf(object: KubeObject): number {
  const phases: Record<string, number> = { PreSync: -1e6, PostSync: 1e6 };
  const hook = object.metadata.annotations?.['argocd.argoproj.io/hook'] ?? '';
  const wave = Number(
    object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0,
  );
  return (phases[hook] ?? 0) + (Number.isFinite(wave) ? wave : 0);
}

function compareTasks(a: KubeObject, b: KubeObject): number {
  const order = (object: KubeObject) => {
    const at = KIND_ORDER.indexOf(object.kind);
    return at < 0 ? KIND_ORDER.length : at;
  };
  return (
    waveOf(a) - waveOf(b) ||
    order(a) - order(b) ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}

function result(
  object: KubeObject,
  fields: Pick<SyncedResource, 'status' | 'message' | 'hookPhase'>,
): SyncedResource {
  return {
    group: groupOf(object.apiVersion),
    version: versionOf(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    syncPhase: 'Sync',
    ...fields,
  };
}

function invalidTask(
  plan: SyncPlan,
  object: KubeObject,
): SyncedResource | undefined {
  const kind = plan.destination.kind(object);
  if (kind) {
    const message = plan.refuse(object, kind.namespaced);
    return message
      ? result(object, { status: 'SyncFailed', message, hookPhase: 'Failed' })
      : undefined;
  }
  if (hasOption(plan, object, 'SkipDryRunOnMissingResource=true')) {
    return undefined;
  }
  const { apiVersion, metadata } = object;
  return result(object, {
    status: 'SyncFailed',
    hookPhase: 'Failed',
    message: `The Kubernetes API could not find ${groupOf(apiVersion)}/${
      object.kind
    } for requested resource ${metadata.namespace ?? ''}/${
      metadata.name
    }. Make sure the "${
      object.kind
    }" CRD is installed on the destination cluster.`,
  });
}

function hasOption(plan: SyncPlan, object: KubeObject, option: string) {
  const own =
    object.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
  return (
    plan.options.includes(option) ||
    own.split(',').some(entry => entry.trim() === option)
  );
}

function applyTask(plan: SyncPlan, object: KubeObject): SyncedResource {
  const group = groupOf(object.apiVersion);
  const name = `${object.kind.toLowerCase()}${group ? `.${group}` : ''}/${
    object.metadata.name
  }`;
  try {
    if (!plan.destination.kind(object)) {
      throw new Error(
        `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
      );
    }
    const applied = plan.destination.apply(
      object,
      plan.previous.get(identityOf(object)),
    );
    const serverSide = hasOption(plan, object, 'ServerSideApply=true');
    return result(object, {
      status: 'Synced',
      message: `${name} ${serverSide ? 'serverside-applied' : applied}`,
      hookPhase: isHook(object) ? 'Succeeded' : 'Running',
    });
  } catch (error) {
    return result(object, {
      status: 'SyncFailed',
      message: (error as Error).message,
      hookPhase: 'Failed',
    });
  }
}

/** The first object of a wave that is not healthy yet, in Argo CD's words. */
function waitsFor(plan: SyncPlan, wave: KubeObject[]): string | undefined {
  for (const object of wave) {
    if (object.kind === 'Application' && object.metadata.name === plan.app) {
      continue;
    }
    const live = plan.destination.live(refTo(object));
    const health = live && healthOf(live, plan.overrides);
    if (health && health.status !== 'Healthy') {
      const group = groupOf(object.apiVersion);
      const where = `${group ? `${group}/` : ''}${object.kind}/${
        object.metadata.name
      }`;
      return `waiting for healthy state of ${where}`;
    }
  }
  return undefined;
}

function pruneTasks(plan: SyncPlan): SyncedResource[] {
  if (plan.only) return [];
  const wanted = new Set(plan.manifests.map(identityOf));
  return plan.destination
    .tracked(plan.app)
    .filter(live => readTracking(live)?.own && !wanted.has(identityOf(live)))
    .map(live => prune(plan, live));
}

function prune(plan: SyncPlan, live: KubeObject): SyncedResource {
  if (!plan.prune || hasOption(plan, live, 'Prune=false')) {
    return result(live, {
      status: 'PruneSkipped',
      message: plan.prune ? 'ignored (no prune)' : 'ignored (requires pruning)',
      hookPhase: 'Succeeded',
    });
  }
  const ref: ObjectRef = refTo(live);
  if (!live.metadata.deletionTimestamp) plan.destination.delete(ref);
  return result(live, {
    status: 'Pruned',
    message: 'pruned',
    hookPhase: plan.destination.live(ref) ? 'Running' : 'Succeeded',
  });
}
