import { HubStore, KubeObject } from '../hub/store/types';
import { SampleRequest } from './sampleRequests';

const applications = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  namespace: 'argocd',
};

/**
 * Waits until a condition over the hub holds. It is looked at after each change of the hub.
 *
 * @throws when it does not hold after `timeoutMs`; `what` says what was waited for
 */
export function waitForHub(
  store: HubStore,
  what: string,
  holds: () => boolean,
  timeoutMs: number,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const ends: (() => void)[] = [];
    const finish = (settle: () => void) => {
      ends.forEach(end => end());
      settle();
    };
    let looking: NodeJS.Immediate | undefined;
    // Many changes come at once: one look at all of them is enough.
    const lookSoon = () => {
      looking ??= setImmediate(() => {
        looking = undefined;
        if (holds()) finish(resolve);
      });
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`${what} took too long`))),
      timeoutMs,
    );
    const unsubscribe = store.subscribe(lookSoon);
    ends.push(
      unsubscribe,
      () => clearTimeout(timer),
      () => clearImmediate(looking),
    );
    lookSoon();
  });
}

/** Whether the hub has brought up everything that the platform repository holds at first. */
export function isBootstrapped(store: HubStore): boolean {
  const apps = list(store, applications);
  return (
    [
      'hub',
      'crossplane',
      'workflows',
      'tenant-payments',
      'tenant-orders',
    ].every(name =>
      apps.some(app => app.metadata.name === name && isSynced(app)),
    ) &&
    list(store, {
      apiVersion: 'apiextensions.crossplane.io/v1',
      kind: 'CompositeResourceDefinition',
    }).every(definition => hasCondition(definition, 'Established'))
  );
}

/** Whether nothing more happens to a merged request without a person: it is done, or stands still at its failure. */
export function isSettled(store: HubStore, request: SampleRequest): boolean {
  const { group, kind, namespace, name } = request.subject;
  const apiVersion = `${group}/v1alpha1`;
  if (!store.resourceType({ apiVersion, kind })) return false;
  const claim = store.get({ apiVersion, kind, namespace, name });
  if (!claim) return false;
  if (request.stuck) return isRefused(store, name);
  if (!hasCondition(claim, 'Ready')) return false;
  return kind !== 'TenantCluster' || isDelivered(store, claim);
}

/** The handover is through, and all that the cluster is to run is synced and healthy. */
function isDelivered(store: HubStore, claim: KubeObject): boolean {
  const { name } = claim.metadata;
  const handedOver = list(store, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    namespace: 'argo',
    labels: { 'spokeport.dev/name': name },
  }).some(({ status }) => status?.phase === 'Succeeded');
  const apps = list(store, applications);
  return (
    handedOver &&
    [
      `bootstrap-${name}`,
      ...claim.spec.addons.map((addon: string) => `addon-${addon}-${name}`),
    ].every(wanted =>
      apps.some(
        app =>
          app.metadata.name === wanted &&
          isSynced(app) &&
          app.status?.health?.status === 'Healthy',
      ),
    )
  );
}

function isRefused(store: HubStore, claim: string): boolean {
  return list(store, {
    apiVersion: 'iam.aws.upbound.io/v1beta1',
    kind: 'Role',
    labels: { 'crossplane.io/claim-name': claim },
  }).some(role => /AccessDenied/.test(JSON.stringify(role.status)));
}

function list(
  store: HubStore,
  options: Parameters<HubStore['list']>[0],
): KubeObject[] {
  return store.resourceType(options) ? store.list(options) : [];
}

function isSynced(app: KubeObject): boolean {
  return app.status?.sync?.status === 'Synced';
}

function hasCondition(object: KubeObject, type: string): boolean {
  return (object.status?.conditions ?? []).some(
    (condition: { type: string; status: string }) =>
      condition.type === type && condition.status === 'True',
  );
}
