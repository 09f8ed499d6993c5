import { mutate, refTo } from '../controllers/runtime/objects';
import { randomSuffix } from '../controllers/runtime/names';
import type { WorkflowNode } from '../controllers/argoWorkflows/WorkflowNode';
import type { HubStore, KubeObject } from '../store/types';
import {
  createGateway,
  type GatewayCall,
  type RequestListener,
} from './createGateway';
import { gatewayErrors } from './GatewayError';
import {
  resume,
  retry,
  shutDown,
  suspend,
  type WorkflowChange,
} from './workflowChanges';

const PREFIX = 'workflows.argoproj.io/';
const WORKFLOW = '/api/v1/workflows/(?<namespace>[^/]+)/(?<name>[^/]+)';

/**
 * The few endpoints of Argo Server's API that retries, resubmissions, stops and logs need
 * (argo-workflows:pkg/apiclient/workflow/workflow.proto).
 */
export function createArgoServerApi(options: {
  prefix: string;
  token: string;
  store: HubStore;
}): RequestListener {
  const { store } = options;
  const find = ({ params }: GatewayCall) => {
    const found = store.get({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      namespace: params.namespace,
      name: params.name,
    });
    if (!found) {
      throw gatewayErrors.notFound(
        `workflows.argoproj.io "${params.name}" not found`,
      );
    }
    return found;
  };
  const put = (verb: string, change: WorkflowChange) => ({
    method: 'PUT',
    path: new RegExp(`^${WORKFLOW}/${verb}$`),
    answer: (call: GatewayCall) =>
      mutate(store, refTo(find(call)), copy => change(copy, call)),
  });
  return createGateway({
    prefix: options.prefix,
    token: options.token,
    refusal: 'token not valid. see https://argo-workflows.readthedocs.io/',
    routes: [
      {
        method: 'GET',
        path: /^\/api\/v1\/userinfo$/,
        answer: () => ({ subject: 'spokeport' }),
      },
      put('retry', retry),
      put('stop', shutDown('Stop')),
      put('terminate', shutDown('Terminate')),
      put('suspend', suspend),
      put('resume', resume),
      {
        method: 'PUT',
        path: new RegExp(`^${WORKFLOW}/resubmit$`),
        answer: call => store.create(resubmitted(find(call))),
      },
      {
        method: 'GET',
        path: new RegExp(`^${WORKFLOW}/log$`),
        answer: call => logOf(find(call), call.query),
      },
    ],
  });
}

/** As FormulateResubmitWorkflow makes it (argo-workflows:workflow/util/util.go). */
function resubmitted(workflow: KubeObject): KubeObject {
  const { metadata, spec } = workflow;
  const { shutdown, suspend: held, ...rest } = spec;
  const base = metadata.generateName ?? `${metadata.name}-`;
  const own = ['completed', 'phase', 'creator', 'workflow-archiving-status'];
  return {
    apiVersion: workflow.apiVersion,
    kind: workflow.kind,
    metadata: {
      name: `${base}${randomSuffix()}`,
      generateName: base,
      namespace: metadata.namespace,
      labels: {
        ...Object.fromEntries(
          Object.entries(metadata.labels ?? {}).filter(
            ([name]) => !own.some(label => name === `${PREFIX}${label}`),
          ),
        ),
        [`${PREFIX}resubmitted-from-workflow`]: metadata.name,
      },
      ...(metadata.ownerReferences
        ? { ownerReferences: metadata.ownerReferences }
        : {}),
    },
    spec: rest,
  };
}

/** Nothing runs in the sandbox: its log says what the step was played to do. */
function logOf(workflow: KubeObject, query: URLSearchParams) {
  const podName = query.get('podName') ?? '';
  const hash = podName.slice(podName.lastIndexOf('-') + 1);
  const nodes: Record<string, WorkflowNode> = workflow.status?.nodes ?? {};
  const node = Object.values(nodes).find(
    ({ id, type }) =>
      type === 'Pod' && (id === podName || id.endsWith(`-${hash}`)),
  );
  if (!node) return [];
  const lines = [
    `step ${node.displayName} of ${workflow.metadata.name}`,
    'the sandbox plays this step: no container runs',
    ...(node.finishedAt
      ? [node.message ?? '', `ended: ${node.phase}`]
      : ['still running']),
  ].filter(Boolean);
  const tail = Number(query.get('logOptions.tailLines') ?? lines.length);
  return lines.slice(-tail).map(content => ({ content, podName }));
}
