import type { ComparedResource } from '../controllers/argocd/compareState';
import { isKind, mutate, refTo } from '../controllers/runtime/objects';
import type { HubStore, KubeObject, ObjectRef } from '../store/types';
import {
  createGateway,
  type GatewayCall,
  type RequestListener,
} from './createGateway';
import { gatewayErrors } from './GatewayError';

const REFRESH = 'argocd.argoproj.io/refresh';
const NAMESPACE = 'argocd';
/** Whom operations are initiated by: the account that the token belongs to. */
const ACCOUNT = 'spokeport';
const APPLICATION = '/api/v1/applications/(?<name>[^/]+)';

const isAskedFor = (
  item: { group?: string; kind: string; namespace?: string; name: string },
  query: URLSearchParams,
) =>
  (['group', 'kind', 'namespace', 'name'] as const).every(field => {
    const wanted = query.get(field);
    return wanted === null || (item[field] ?? '') === wanted;
  });

/**
 * The few endpoints of Argo CD's API that syncs, refreshes and diffs need
 * (argo-cd:server/application/application.proto). The controller does the rest, as it does for whoever writes the object.
 */
export function createArgocdApi(options: {
  prefix: string;
  token: string;
  store: HubStore;
  /** What Git wants of an Application and what is there. */
  managedResources(ref: ObjectRef): Promise<ComparedResource[]>;
}): RequestListener {
  const { store } = options;
  const find = (call: GatewayCall) => findApplication(store, call);
  return createGateway({
    prefix: options.prefix,
    token: options.token,
    refusal: 'no session information',
    routes: [
      {
        method: 'GET',
        path: /^\/api\/v1\/session\/userinfo$/,
        answer: () => ({ loggedIn: true, username: ACCOUNT, iss: 'argocd' }),
      },
      {
        method: 'POST',
        path: new RegExp(`^${APPLICATION}/sync$`),
        answer: call => sync(store, find(call), call.body),
      },
      {
        method: 'DELETE',
        path: new RegExp(`^${APPLICATION}/operation$`),
        answer: call => terminate(store, find(call)),
      },
      {
        method: 'GET',
        path: new RegExp(`^${APPLICATION}/managed-resources$`),
        answer: async call => ({
          items: (await options.managedResources(refTo(find(call))))
            .map(managedResource)
            .filter(item => isAskedFor(item, call.query)),
        }),
      },
      {
        method: 'GET',
        path: new RegExp(`^${APPLICATION}$`),
        answer: call => {
          const kind = call.query.get('refresh');
          return kind ? refresh(store, find(call), kind) : find(call);
        },
      },
    ],
  });
}

function findApplication(
  store: HubStore,
  { params, query, body }: GatewayCall,
): KubeObject {
  const namespace = body.appNamespace ?? query.get('appNamespace') ?? NAMESPACE;
  const found = store.get({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace,
    name: params.name,
  });
  const project = body.project ?? query.get('project');
  if (!found || (project && found.spec.project !== project)) {
    throw gatewayErrors.notFound(
      `applications.argoproj.io "${params.name}" not found`,
    );
  }
  return found;
}

function sync(store: HubStore, app: KubeObject, body: Record<string, any>) {
  const { revision, prune, dryRun, resources, strategy, infos } = body;
  if (app.operation) {
    throw gatewayErrors.precondition(
      'another operation is already in progress',
    );
  }
  const wanted = app.spec.source?.targetRevision ?? 'HEAD';
  if (revision && revision !== wanted && app.spec.syncPolicy?.automated) {
    throw gatewayErrors.precondition(
      `Cannot sync to ${revision}: auto-sync currently set to ${wanted}`,
    );
  }
  return mutate(store, refTo(app), copy => {
    copy.operation = {
      initiatedBy: { username: ACCOUNT },
      ...(infos ? { info: infos } : {}),
      sync: {
        ...(revision ? { revision } : {}),
        ...(prune ? { prune } : {}),
        ...(dryRun ? { dryRun } : {}),
        ...(resources ? { resources } : {}),
        syncStrategy: strategy ?? { hook: {} },
        ...(copy.spec.syncPolicy?.syncOptions
          ? { syncOptions: copy.spec.syncPolicy.syncOptions }
          : {}),
      },
      retry: copy.spec.syncPolicy?.retry ?? { limit: 0 },
    };
  });
}

function terminate(store: HubStore, app: KubeObject) {
  if (!app.operation || app.status?.operationState?.phase !== 'Running') {
    throw gatewayErrors.invalid(
      'Unable to terminate operation. No operation is in progress',
    );
  }
  mutate(store, refTo(app), copy => {
    copy.status.operationState.phase = 'Terminating';
  });
  return {};
}

/** Answers once the controller has removed its annotation. */
function refresh(
  store: HubStore,
  app: KubeObject,
  kind: string,
): Promise<KubeObject> {
  return new Promise(resolve => {
    const unsubscribe = store.subscribe(({ object, type }) => {
      const isIt =
        isKind(object, 'argoproj.io', 'Application') &&
        object.metadata.uid === app.metadata.uid;
      if (
        isIt &&
        (type === 'DELETED' || !object.metadata.annotations?.[REFRESH])
      ) {
        unsubscribe();
        resolve(object);
      }
    });
    mutate(store, refTo(app), copy => {
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        [REFRESH]: kind === 'hard' ? 'hard' : 'normal',
      };
    });
  });
}

const SECRET_VALUE = '++++++++';

function managedResource({ target, live, status }: ComparedResource) {
  const object = (target ?? live)!;
  const [group, version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')
    : ['', object.apiVersion];
  const text = (state: KubeObject | undefined) =>
    state ? JSON.stringify(withoutSecrets(state)) : 'null';
  const predicted = target && live ? predictedOf(target, live) : target;
  return {
    ...(group ? { group } : {}),
    version,
    kind: object.kind,
    ...(object.metadata.namespace
      ? { namespace: object.metadata.namespace }
      : {}),
    name: object.metadata.name,
    targetState: text(target),
    liveState: text(live),
    normalizedLiveState: text(live),
    predictedLiveState: text(predicted),
    ...(status === 'OutOfSync' ? { modified: true } : {}),
  };
}

/** What the object would be after a sync: what is there, with what Git wants over it. */
function predictedOf(target: KubeObject, live: KubeObject): KubeObject {
  const over = (below: unknown, above: unknown): unknown => {
    const isMap = (value: unknown): value is Record<string, unknown> =>
      typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isMap(below) || !isMap(above)) return above;
    return Object.fromEntries([
      ...Object.entries(below).filter(([key]) => !(key in above)),
      ...Object.entries(above).map(([key, value]) => [
        key,
        over(below[key], value),
      ]),
    ]);
  };
  return over(live, target) as KubeObject;
}

/** As Argo CD hides what Secrets hold. */
function withoutSecrets(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const hidden = (values: Record<string, unknown> | undefined) =>
    values &&
    Object.fromEntries(Object.keys(values).map(key => [key, SECRET_VALUE]));
  return {
    ...object,
    data: hidden(object.data),
    stringData: hidden(object.stringData),
  };
}
