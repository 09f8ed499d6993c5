import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { Controller, Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { FailurePlan } from '../runtime/FailurePlan';
import {
  getIfServed,
  isKind,
  keyOf,
  mutate,
  mutateStatus,
  refOf,
  refTo,
} from '../runtime/objects';
import { StartTimes } from '../runtime/StartTimes';
import { nodeEvents, workflowEvent } from './events';
import { substitute, WorkflowScope } from './templating';
import { WorkflowEngine } from './WorkflowEngine';
import { isDone, WorkflowNode } from './WorkflowNode';

const PREFIX = 'workflows.argoproj.io';
const ENDED = ['Succeeded', 'Failed', 'Error'];

/** Plays the Argo Workflows controller; resource templates are really done, containers only take their time. */
export class WorkflowController implements Controller {
  readonly name = 'argo-workflows';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #failures: FailurePlan;
  readonly #starts: StartTimes;

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    failurePlan: FailurePlan;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#failures = options.failurePlan;
    this.#starts = new StartTimes(options.clock);
  }

  keysFor({ object }: { object: KubeObject }) {
    return isKind(object, 'argoproj.io', 'Workflow') ? [keyOf(object)] : [];
  }

  reconcile(key: string): Requeue {
    const workflow = this.#store.get(refOf(key));
    if (!workflow?.spec || workflow.metadata.deletionTimestamp) {
      return undefined;
    }
    if (ENDED.includes(workflow.status?.phase)) return this.#expire(workflow);
    try {
      const begun = this.#begin(workflow);
      return this.#operate(begun);
    } catch (error) {
      this.#end(workflow, 'Error', (error as Error).message);
      return undefined;
    }
  }

  /** The spec that runs is stored in the status, so that a later change of the template does not reach into a run. */
  #begin(workflow: KubeObject): KubeObject {
    if (workflow.status?.phase) return workflow;
    const { workflowTemplateRef } = workflow.spec;
    let stored: Record<string, any> = {};
    if (workflowTemplateRef) {
      const spec = this.#templateSpec(workflow);
      const arguments_ = mergeArguments(spec, workflow.spec);
      const { templates = [] } = spec;
      const place = workflowTemplateRef.clusterScope ? 'cluster' : 'namespaced';
      stored = {
        storedWorkflowTemplateSpec: {
          ...cloneJson(spec),
          arguments: { parameters: arguments_ },
          workflowTemplateRef,
        },
        storedTemplates: Object.fromEntries(
          templates.map((template: { name: string }) => [
            `${place}/${workflowTemplateRef.name}/${template.name}`,
            cloneJson(template),
          ]),
        ),
      };
    }
    workflowEvent(this.#store, workflow, 'WorkflowRunning', 'Workflow Running');
    const now = timestamp(this.#clock.now());
    return {
      ...workflow,
      status: {
        artifactGCStatus: { notSpecified: true },
        artifactRepositoryRef: { artifactRepository: {}, default: true },
        ...stored,
        phase: 'Running',
        startedAt: now,
        finishedAt: null,
      },
    };
  }

  #templateSpec(workflow: KubeObject): Record<string, any> {
    const { name, clusterScope } = workflow.spec.workflowTemplateRef;
    const found = getIfServed(this.#store, {
      apiVersion: workflow.apiVersion,
      kind: clusterScope ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate',
      name,
      ...(clusterScope ? {} : { namespace: workflow.metadata.namespace }),
    });
    if (!found) {
      throw new Error(
        `${
          clusterScope ? 'cluster' : ''
        }workflowtemplates.argoproj.io "${name}" not found`,
      );
    }
    return found.spec;
  }

  #operate(workflow: KubeObject): Requeue {
    const spec = {
      ...workflow.status.storedWorkflowTemplateSpec,
      ...workflow.spec,
      templates:
        workflow.status.storedWorkflowTemplateSpec?.templates ??
        workflow.spec.templates,
    };
    const before: Record<string, WorkflowNode> = workflow.status.nodes ?? {};
    const nodes = cloneJson(before);
    const engine = new WorkflowEngine({
      workflow,
      spec,
      nodes,
      store: this.#store,
      clock: this.#clock,
      failurePlan: this.#failures,
      starts: this.#starts,
    });
    if (workflow.spec.shutdown) {
      engine.shutDown(workflow.spec.shutdown);
      this.#write(workflow, nodes, before);
      this.#end(
        workflow,
        'Failed',
        `Stopped with strategy '${workflow.spec.shutdown}'`,
      );
      return undefined;
    }
    if (workflow.spec.suspend) return undefined;
    const root = engine.run(spec.entrypoint, scopeOf(workflow, spec));
    const isFirst = Object.keys(before).length === 0;
    this.#write(workflow, nodes, before, isDone(root));
    if (isFirst && !isDone(root)) this.#write(workflow, nodes, nodes);
    if (!isDone(root)) {
      return engine.dueSeconds === undefined
        ? undefined
        : { afterSeconds: engine.dueSeconds };
    }
    return this.#expire(this.#store.get(refTo(workflow)));
  }

  #write(
    workflow: KubeObject,
    nodes: Record<string, WorkflowNode>,
    before: Record<string, WorkflowNode>,
    done = false,
  ) {
    const root = nodes[workflow.metadata.name];
    const pods = Object.values(nodes).filter(node =>
      ['Pod', 'Suspend'].includes(node.type),
    );
    const progress = `${
      pods.filter(({ phase }) => phase === 'Succeeded').length
    }/${pods.length}`;
    for (const node of Object.values(nodes)) {
      if (['DAG', 'Steps', 'StepGroup', 'Retry'].includes(node.type)) {
        node.progress = node === root ? progress : progressOf(node, nodes);
      }
    }
    const isFirst = Object.keys(before).length === 0;
    const running = pods.some(
      ({ phase, type }) => phase === 'Running' && type === 'Pod',
    );
    const conditions = [
      { status: running ? 'True' : 'False', type: 'PodRunning' },
      ...(done ? [{ status: 'True', type: 'Completed' }] : []),
    ];
    const phase = done ? root.phase : 'Running';
    // Status fields of the begin travel with the first write.
    const { conditions: shown, ...begun } = workflow.status;
    this.#save(workflow, phase, status => {
      Object.assign(status, cloneJson(begun), {
        phase,
        progress,
        nodes: cloneJson(nodes),
      });
      if (!isFirst || done) status.conditions = conditions;
      if (done) {
        status.finishedAt = timestamp(this.#clock.now());
        if (root.message && phase !== 'Succeeded') {
          status.message = root.message;
        }
      }
    });
    nodeEvents(this.#store, workflow, before, nodes);
    if (done) workflowEnded(this.#store, workflow, phase, root.message);
  }

  #end(workflow: KubeObject, phase: 'Failed' | 'Error', message: string) {
    this.#save(workflow, phase, status => {
      status.phase = phase;
      status.message = message;
      status.startedAt ??= timestamp(this.#clock.now());
      status.finishedAt = timestamp(this.#clock.now());
      status.conditions = [
        { status: 'False', type: 'PodRunning' },
        { status: 'True', type: 'Completed' },
      ];
    });
    workflowEnded(this.#store, workflow, phase, message);
  }

  /** Labels and status change together: a Workflow has no status subresource. */
  #save(
    workflow: KubeObject,
    phase: string,
    change: (status: Record<string, any>) => void,
  ) {
    const ref = refTo(workflow);
    const label = (copy: KubeObject) => {
      copy.metadata.labels = {
        ...copy.metadata.labels,
        [`${PREFIX}/completed`]: String(ENDED.includes(phase)),
        [`${PREFIX}/phase`]: phase,
      };
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        [`${PREFIX}/pod-name-format`]: 'v2',
      };
    };
    if (this.#store.resourceType(ref)?.statusSubresource) {
      mutate(this.#store, ref, label);
      mutateStatus(this.#store, ref, change);
      return;
    }
    mutate(this.#store, ref, copy => {
      label(copy);
      copy.status = copy.status ?? {};
      change(copy.status);
    });
  }

  #expire(workflow: KubeObject | undefined): Requeue {
    if (!workflow) return undefined;
    const strategy =
      workflow.spec.ttlStrategy ??
      workflow.status.storedWorkflowTemplateSpec?.ttlStrategy;
    const { phase, finishedAt } = workflow.status;
    const seconds =
      (phase === 'Succeeded'
        ? strategy?.secondsAfterSuccess
        : strategy?.secondsAfterFailure) ?? strategy?.secondsAfterCompletion;
    if (seconds === undefined) return undefined;
    const passed =
      (this.#clock.now().getTime() - Date.parse(finishedAt)) / 1000;
    // Real time: what people want to look at must not vanish sooner at a higher speed.
    if (passed < seconds) {
      return {
        afterSeconds: Math.min(seconds - passed, 86_400) * this.#clock.speed,
      };
    }
    this.#store.delete(refTo(workflow));
    return undefined;
  }
}

function mergeArguments(
  template: Record<string, any>,
  own: Record<string, any>,
): { name: string; value?: string }[] {
  const given: { name: string; value?: string }[] =
    own.arguments?.parameters ?? [];
  const declared: { name: string; value?: string }[] =
    template.arguments?.parameters ?? [];
  const names = new Set(given.map(({ name }) => name));
  return cloneJson([
    ...given,
    ...declared.filter(({ name }) => !names.has(name)),
  ]);
}

function scopeOf(
  workflow: KubeObject,
  spec: Record<string, any>,
): WorkflowScope {
  const { name, namespace = '', uid = '' } = workflow.metadata;
  const scope: WorkflowScope = {
    'workflow.name': name,
    'workflow.namespace': namespace,
    'workflow.uid': uid,
    'workflow.creationTimestamp': workflow.metadata.creationTimestamp ?? '',
  };
  const parameters: { name: string; value?: unknown }[] =
    workflow.status.storedWorkflowTemplateSpec?.arguments?.parameters ??
    spec.arguments?.parameters ??
    [];
  for (const parameter of parameters) {
    if (parameter.value === undefined) {
      throw new Error(
        `spec.arguments.${parameter.name}.value or spec.arguments.${parameter.name}.valueFrom is required`,
      );
    }
    scope[`workflow.parameters.${parameter.name}`] = substitute(
      String(parameter.value),
      { ...scope },
    );
  }
  return scope;
}

function progressOf(
  node: WorkflowNode,
  nodes: Record<string, WorkflowNode>,
): string {
  const below = new Set<string>();
  const queue = [...(node.children ?? [])];
  while (queue.length > 0) {
    const id = queue.pop()!;
    if (below.has(id) || !nodes[id]) continue;
    below.add(id);
    queue.push(...(nodes[id].children ?? []));
  }
  const pods = [...below]
    .map(id => nodes[id])
    .filter(({ type }) => ['Pod', 'Suspend'].includes(type));
  const good = pods.filter(({ phase }) => phase === 'Succeeded').length;
  return `${good}/${pods.length}`;
}

function workflowEnded(
  store: HubStore,
  workflow: KubeObject,
  phase: string,
  message = '',
) {
  if (phase === 'Succeeded') {
    workflowEvent(store, workflow, 'WorkflowSucceeded', 'Workflow completed');
  } else {
    workflowEvent(store, workflow, `Workflow${phase}`, message, 'Warning');
  }
}
