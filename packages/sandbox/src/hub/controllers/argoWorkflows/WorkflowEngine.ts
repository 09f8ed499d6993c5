import { HubStore, KubeObject } from '../../store/types';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { FailurePlan } from '../runtime/FailurePlan';
import { fnv1a } from '../runtime/names';
import { StartTimes } from '../runtime/StartTimes';
import { dependencyNames, dependsOf, evaluateDepends } from './depends';
import { conditionHolds, resourceAction } from './resourceAction';
import {
  evaluateCondition,
  jsonPath,
  substitute,
  substituteAll,
  WorkflowScope,
} from './templating';
import { isDone, isGood, NodePhase, WorkflowNode } from './WorkflowNode';

const START_SECONDS = 1;
const DEFAULT_SECONDS = 2;
export const DURATION_ANNOTATION = 'sandbox.spokeport.dev/duration';

type Template = Record<string, any>;

/** One run of a template: what it is called, where it hangs, what it is given. */
interface Call {
  nodeName: string;
  displayName: string;
  template: string;
  boundaryID?: string;
  /** What names mean around it. */
  scope: WorkflowScope;
  arguments?: { name: string; value?: unknown }[];
}

/**
 * Brings the nodes of one Workflow a step on. It is given the nodes as they are and changes them in place; everything
 * it knows is in them, so that a restart goes on where it was (argo-workflows:workflow/controller/operator.go).
 */
export class WorkflowEngine {
  /** Seconds until something is due, if time alone moves it. */
  dueSeconds: number | undefined;
  readonly nodes: Record<string, WorkflowNode>;
  readonly #workflow: KubeObject;
  readonly #templates: Map<string, Template>;
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #failures: FailurePlan;
  readonly #starts: StartTimes;

  constructor(options: {
    workflow: KubeObject;
    spec: Record<string, any>;
    nodes: Record<string, WorkflowNode>;
    store: HubStore;
    clock: ControllerClock;
    failurePlan: FailurePlan;
    starts: StartTimes;
  }) {
    this.#workflow = options.workflow;
    this.nodes = options.nodes;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#failures = options.failurePlan;
    this.#starts = options.starts;
    this.#templates = new Map(
      (options.spec.templates ?? []).map((template: Template) => [
        template.name,
        template,
      ]),
    );
  }

  /** Runs the entrypoint; its node tells how the Workflow stands. */
  run(entrypoint: string, scope: WorkflowScope): WorkflowNode {
    const { name } = this.#workflow.metadata;
    return this.#execute({
      nodeName: name,
      displayName: name,
      template: entrypoint,
      scope,
    });
  }

  /** Ends every node that is not done: the Workflow is shut down. */
  shutDown(strategy: string) {
    for (const node of Object.values(this.nodes)) {
      if (isDone(node)) continue;
      const leaf = ['Pod', 'Suspend'].includes(node.type);
      this.#finish(
        node,
        'Failed',
        leaf ? `workflow shutdown with strategy:  ${strategy}` : undefined,
      );
    }
  }

  #execute(call: Call): WorkflowNode {
    const known = this.#node(call.nodeName);
    if (known && isDone(known)) return known;
    const template = this.#templates.get(call.template);
    if (!template) {
      return this.#stillborn(
        call,
        'Error',
        `template name '${call.template}' undefined`,
      );
    }
    let inner: { scope: WorkflowScope; inputs: WorkflowNode['inputs'] };
    try {
      inner = bind(template, call);
    } catch (error) {
      return this.#stillborn(call, 'Error', (error as Error).message);
    }
    const bound = { ...call, scope: inner.scope };
    if (template.retryStrategy && !template.dag && !template.steps) {
      return this.#retry(template, bound, inner.inputs);
    }
    return this.#runTemplate(template, bound, inner.inputs);
  }

  #runTemplate(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    if (template.dag) return this.#dag(template, call, inputs);
    if (template.steps) return this.#steps(template, call, inputs);
    if (template.suspend) return this.#suspend(template, call, inputs);
    return this.#pod(template, call, inputs);
  }

  // ---- leaves

  #pod(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    const node =
      this.#node(call.nodeName) ??
      this.#create(call, 'Pod', 'Pending', {
        inputs,
        progress: '0/1',
        taskResultSynced: true,
      });
    const seconds = durationOf(template);
    const key = `${this.#workflow.metadata.uid}/${node.id}`;
    if (node.phase === 'Pending') {
      const left = this.#starts.secondsLeft(
        `${key}/start`,
        node.startedAt,
        START_SECONDS,
      );
      if (left > 0) return this.#due(node, left);
      node.phase = 'Running';
      node.hostNodeName = 'hub-node';
      this.#starts.begin(key);
      return this.#due(node, seconds);
    }
    const left = this.#starts.secondsLeft(
      key,
      node.startedAt,
      this.#starts.known(key) ? seconds : seconds + START_SECONDS,
    );
    if (left > 0) return this.#due(node, left);
    return this.#end(template, call, node);
  }

  #end(template: Template, call: Call, node: WorkflowNode): WorkflowNode {
    const step = node.displayName.replace(/\(\d+\)$/, '');
    const failure = this.#failures.failureFor(this.#workflow, step);
    if (failure) {
      const message = failure.message ?? 'Error (exit code 1)';
      node.outputs = { exitCode: '1' };
      return this.#finish(
        node,
        'Failed',
        template.resource ? message : `main: ${message}`,
      );
    }
    try {
      return template.resource
        ? this.#endResource(template, call, node)
        : this.#endContainer(template, node);
    } catch (error) {
      return this.#finish(
        node,
        'Failed',
        `Error (exit code 1): ${(error as Error).message}`,
      );
    }
  }

  #endResource(template: Template, call: Call, node: WorkflowNode) {
    const resource = {
      ...template.resource,
      manifest: substitute(template.resource.manifest ?? '', call.scope),
    };
    const waits = resource.successCondition !== undefined;
    // While it waits for the condition, it only looks.
    const acted = waits && node.outputs?.exitCode === 'waiting';
    const object = resourceAction(
      this.#store,
      acted ? { ...resource, action: 'get' } : resource,
      this.#workflow.metadata.namespace ?? '',
    );
    if (
      resource.failureCondition &&
      conditionHolds(object, resource.failureCondition)
    ) {
      return this.#finish(
        node,
        'Failed',
        `Error (exit code 1): failure condition '${resource.failureCondition}' evaluated true`,
      );
    }
    if (waits && !conditionHolds(object, resource.successCondition)) {
      node.outputs = { exitCode: 'waiting' };
      return this.#due(node, 1);
    }
    const parameters = outputParameters(template, parameter =>
      parameter.valueFrom?.jsonPath
        ? jsonPath(object, parameter.valueFrom.jsonPath)
        : undefined,
    );
    node.outputs = { exitCode: '0', ...(parameters ? { parameters } : {}) };
    return this.#finish(node, 'Succeeded');
  }

  /** Nothing runs in a container: it takes its time, and its outputs are their defaults. */
  #endContainer(template: Template, node: WorkflowNode) {
    const parameters = outputParameters(template, () => undefined);
    node.outputs = { exitCode: '0', ...(parameters ? { parameters } : {}) };
    return this.#finish(node, 'Succeeded');
  }

  #suspend(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    const node =
      this.#node(call.nodeName) ??
      this.#create(call, 'Suspend', 'Running', { inputs, progress: '0/1' });
    const duration = template.suspend?.duration;
    if (duration === undefined) return node;
    const left = this.#starts.secondsLeft(
      `${this.#workflow.metadata.uid}/${node.id}`,
      node.startedAt,
      Number.parseFloat(String(duration)),
    );
    return left > 0 ? this.#due(node, left) : this.#finish(node, 'Succeeded');
  }

  // ---- containers of other nodes

  #dag(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    const dag =
      this.#node(call.nodeName) ??
      this.#create(call, 'DAG', 'Running', { inputs });
    const tasks: Template[] = template.dag.tasks ?? [];
    const nodeOf = (task: string) => this.#node(`${call.nodeName}.${task}`);
    // A task may be done at once (omitted): its dependants are looked at again.
    for (let round = 0; round <= tasks.length; round += 1) {
      const before = Object.keys(this.nodes).length;
      for (const task of tasks) this.#task(dag, task, tasks, call, nodeOf);
      if (Object.keys(this.nodes).length === before) break;
    }
    const all = tasks.map(task => nodeOf(task.name));
    if (!all.every(isDone)) return dag;
    const leaves = tasks.filter(
      task =>
        !tasks.some(other =>
          dependencyNames(dependsOf(other)).includes(task.name),
        ),
    );
    dag.outboundNodes = leaves.map(task => nodeOf(task.name)!.id);
    const failed = all.some(
      node => node !== undefined && ['Failed', 'Error'].includes(node.phase),
    );
    const leavesGood = leaves.every(task => isGood(nodeOf(task.name)!));
    return this.#finish(dag, failed && !leavesGood ? 'Failed' : 'Succeeded');
  }

  #task(
    dag: WorkflowNode,
    task: Template,
    tasks: Template[],
    call: Call,
    nodeOf: (name: string) => WorkflowNode | undefined,
  ) {
    const depends = dependsOf(task);
    const known = nodeOf(task.name);
    if (isDone(known)) return;
    const inner: Call = {
      nodeName: `${call.nodeName}.${task.name}`,
      displayName: task.name,
      template: task.template,
      boundaryID: dag.id,
      scope: { ...call.scope, ...this.#outputs('tasks', tasks, nodeOf) },
      arguments: task.arguments?.parameters,
    };
    if (!known) {
      const decision = depends ? evaluateDepends(depends, nodeOf) : 'run';
      if (decision === 'waiting') return;
      const parents = depends
        ? dependencyNames(depends).map(name => nodeOf(name)!)
        : [dag];
      const node =
        decision === 'omit'
          ? this.#stillborn(
              inner,
              'Omitted',
              'omitted: depends condition not met',
            )
          : this.#start(inner, task);
      for (const parent of parents) adopt(parent, node);
      return;
    }
    this.#execute(inner);
  }

  #start(call: Call, task: Template): WorkflowNode {
    if (task.withItems || task.withParam || task.withSequence) {
      return this.#stillborn(call, 'Error', 'the sandbox does not play loops');
    }
    if (task.when !== undefined) {
      const when = substitute(String(task.when), call.scope);
      if (!evaluateCondition(when, call.scope)) {
        return this.#stillborn(
          call,
          'Skipped',
          `when '${when}' evaluated false`,
        );
      }
    }
    return this.#execute(call);
  }

  #steps(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    const steps =
      this.#node(call.nodeName) ??
      this.#create(call, 'Steps', 'Running', { inputs });
    let previous: WorkflowNode[] = [steps];
    const done: Template[] = [];
    const nodes = new Map<string, WorkflowNode>();
    for (const [index, group] of (template.steps as Template[][]).entries()) {
      const groupNode = this.#stepGroup(steps, call, index, previous);
      const scope = {
        ...call.scope,
        ...this.#outputs('steps', done, name => nodes.get(name)),
      };
      const members = group.map(step => {
        const name = `${call.nodeName}[${index}].${step.name}`;
        const inner: Call = {
          nodeName: name,
          displayName: step.name,
          template: step.template,
          boundaryID: steps.id,
          scope,
          arguments: step.arguments?.parameters,
        };
        const node = this.#node(name)
          ? this.#execute(inner)
          : this.#start(inner, step);
        adopt(groupNode, node);
        nodes.set(step.name, node);
        return node;
      });
      if (!members.every(isDone)) return steps;
      done.push(...group);
      const good = members.every(isGood);
      if (!isDone(groupNode)) {
        this.#finish(groupNode, good ? 'Succeeded' : 'Failed');
      }
      if (!good) {
        const failed = members.find(node => !isGood(node))!;
        steps.outboundNodes = members.map(({ id }) => id);
        return this.#finish(steps, 'Failed', `child '${failed.id}' failed`);
      }
      previous = members;
    }
    steps.outboundNodes = previous.map(({ id }) => id);
    return this.#finish(steps, 'Succeeded');
  }

  #stepGroup(
    steps: WorkflowNode,
    call: Call,
    index: number,
    previous: WorkflowNode[],
  ): WorkflowNode {
    const name = `${call.nodeName}[${index}]`;
    const known = this.#node(name);
    if (known) return known;
    const node = this.#create(
      {
        ...call,
        nodeName: name,
        displayName: `[${index}]`,
        boundaryID: steps.id,
      },
      'StepGroup',
      'Running',
      { nodeFlag: {}, templateName: undefined },
    );
    for (const parent of previous) adopt(parent, node);
    return node;
  }

  #retry(
    template: Template,
    call: Call,
    inputs: WorkflowNode['inputs'],
  ): WorkflowNode {
    const retry =
      this.#node(call.nodeName) ??
      this.#create(call, 'Retry', 'Running', { inputs });
    const limit = Number(template.retryStrategy.limit ?? Infinity);
    for (let attempt = 0; ; attempt += 1) {
      const name = `${call.nodeName}(${attempt})`;
      const isNew = !this.#node(name);
      const node = this.#runTemplate(
        template,
        {
          ...call,
          nodeName: name,
          displayName: `${call.displayName}(${attempt})`,
        },
        inputs,
      );
      if (isNew) {
        node.nodeFlag = { retried: true };
        adopt(retry, node);
      }
      if (!isDone(node)) return retry;
      if (isGood(node)) {
        retry.outputs = node.outputs;
        return this.#finish(retry, 'Succeeded');
      }
      if (attempt >= limit) {
        return this.#finish(
          retry,
          'Failed',
          limit > 0 ? `No more retries left` : node.message,
        );
      }
    }
  }

  // ---- nodes

  #node(name: string): WorkflowNode | undefined {
    return this.nodes[this.#id(name)];
  }

  /** argo-workflows names nodes by an FNV-1a digest of their full name; the outermost has the Workflow's own. */
  #id(name: string): string {
    const workflow = this.#workflow.metadata.name;
    return name === workflow ? name : `${workflow}-${fnv1a(name)}`;
  }

  #create(
    call: Call,
    type: WorkflowNode['type'],
    phase: NodePhase,
    more: Partial<WorkflowNode> = {},
  ): WorkflowNode {
    const scope = this.#workflow.spec?.workflowTemplateRef
      ? 'local/'
      : `local/${this.#workflow.metadata.name}`;
    const node: WorkflowNode = {
      id: this.#id(call.nodeName),
      name: call.nodeName,
      displayName: call.displayName,
      type,
      templateName: call.template,
      templateScope: scope,
      phase,
      ...(call.boundaryID ? { boundaryID: call.boundaryID } : {}),
      startedAt: timestamp(this.#clock.now()),
      finishedAt: null,
      ...more,
    };
    for (const [key, value] of Object.entries(node)) {
      if (value === undefined) delete node[key as keyof WorkflowNode];
    }
    this.nodes[node.id] = node;
    if (type === 'Pod') {
      this.#starts.begin(`${this.#workflow.metadata.uid}/${node.id}/start`);
    } else if (type === 'Suspend') {
      this.#starts.begin(`${this.#workflow.metadata.uid}/${node.id}`);
    }
    return node;
  }

  #stillborn(call: Call, phase: NodePhase, message: string): WorkflowNode {
    const node = this.#create(call, 'Skipped', phase, {
      message,
      nodeFlag: {},
    });
    node.finishedAt = node.startedAt;
    return node;
  }

  #finish(
    node: WorkflowNode,
    phase: NodePhase,
    message?: string,
  ): WorkflowNode {
    node.phase = phase;
    node.finishedAt = timestamp(this.#clock.now());
    if (message) node.message = message;
    if (node.progress && phase === 'Succeeded') node.progress = '1/1';
    return node;
  }

  #due(node: WorkflowNode, seconds: number): WorkflowNode {
    this.dueSeconds = Math.min(this.dueSeconds ?? Infinity, seconds);
    return node;
  }

  #outputs(
    prefix: string,
    tasks: Template[],
    nodeOf: (name: string) => WorkflowNode | undefined,
  ): WorkflowScope {
    const scope: WorkflowScope = {};
    for (const { name } of tasks) {
      const node = nodeOf(name);
      if (!node) continue;
      scope[`${prefix}.${name}.status`] = node.phase;
      for (const parameter of node.outputs?.parameters ?? []) {
        scope[`${prefix}.${name}.outputs.parameters.${parameter.name}`] =
          parameter.value ?? '';
      }
    }
    return scope;
  }
}

function adopt(parent: WorkflowNode, child: WorkflowNode) {
  if (parent.children?.includes(child.id)) return;
  parent.children = [...(parent.children ?? []), child.id];
}

function durationOf(template: Template): number {
  const text = template.metadata?.annotations?.[DURATION_ANNOTATION];
  const seconds = Number.parseFloat(text ?? '');
  return Number.isFinite(seconds) ? seconds : DEFAULT_SECONDS;
}

/** What a template's inputs are in this call, and the names they have inside it. */
function bind(template: Template, call: Call) {
  const given = new Map(
    (call.arguments ?? []).map(({ name, value }) => [name, value]),
  );
  const scope = Object.fromEntries(
    Object.entries(call.scope).filter(([name]) => name.startsWith('workflow.')),
  );
  const parameters = (template.inputs?.parameters ?? []).map(
    (parameter: { name: string; value?: unknown; default?: unknown }) => {
      const raw =
        given.get(parameter.name) ?? parameter.value ?? parameter.default;
      if (raw === undefined) {
        throw new Error(`inputs.parameters.${parameter.name} was not supplied`);
      }
      const value = String(substituteAll(String(raw), call.scope));
      scope[`inputs.parameters.${parameter.name}`] = value;
      return { name: parameter.name, value };
    },
  );
  return {
    scope,
    inputs: parameters.length > 0 ? { parameters } : undefined,
  };
}

function outputParameters(
  template: Template,
  read: (parameter: Record<string, any>) => string | undefined,
) {
  const declared: Record<string, any>[] = template.outputs?.parameters ?? [];
  if (declared.length === 0) return undefined;
  return declared.map(parameter => {
    const value =
      read(parameter) ?? parameter.valueFrom?.default ?? parameter.value;
    if (value === undefined && parameter.valueFrom?.jsonPath) {
      throw new Error(`cannot read ${parameter.valueFrom.jsonPath}`);
    }
    return {
      ...parameter,
      name: String(parameter.name),
      value: String(value ?? ''),
    };
  });
}
