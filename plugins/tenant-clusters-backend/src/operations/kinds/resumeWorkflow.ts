import type { ProjectedWorkflow } from '../../projections/types';
import type { KubeObject } from '../connection/KubernetesClient';
import { RemoteError } from '../connection/RemoteError';
import type { OperationInput, OperationKind } from '../types';
import { referenceOf } from './applicationAddress';
import { present } from './read';
import {
  askArgoServer,
  hasEnded,
  observeRun,
  planForWorkflow,
} from './workflowOperation';

const waitingNodes = (workflow: ProjectedWorkflow, only?: string) =>
  workflow.nodes.filter(
    ({ id, type, phase }) =>
      type === 'Suspend' &&
      phase === 'Running' &&
      (only === undefined || id === only),
  );

/** Goes on with a Workflow that is held by `spec.suspend` or waits at a Suspend node, which is how a person approves. */
export const resumeWorkflow: OperationKind<ProjectedWorkflow> = {
  name: 'resume',
  permission: 'workflow.operate',
  plan: (workflow, connections, settings) => {
    const waiting = waitingNodes(workflow, settings?.node);
    if (hasEnded(workflow) || (!workflow.suspended && waiting.length === 0)) {
      return { conflict: 'The Workflow waits for nobody' };
    }
    return settings?.node && waiting.length === 0
      ? { conflict: 'That step does not wait' }
      : planForWorkflow(connections);
  },
  start: async input => {
    const { object, settings } = input;
    const waiting = waitingNodes(object, settings.node).map(({ id }) => id);
    const selector = settings.node && {
      nodeFieldSelector: `id=${settings.node}`,
    };
    if (!(await askArgoServer(input, 'resume', selector || undefined))) {
      await patchNodes(input);
    }
    return { baseline: present({ nodes: waiting.join(' ') }) };
  },
  observe: (workflow, baseline) => {
    const seen = observeRun(workflow);
    const asked = baseline.nodes?.split(' ') ?? [];
    const isHeld =
      asked.length > 0
        ? waitingNodes(workflow).some(({ id }) => asked.includes(id))
        : workflow.suspended;
    return { ...seen, state: isHeld ? 'requested' : 'succeeded' };
  },
};

/** As Argo's own client without a server does it (argoproj/argo-workflows:workflow/util/util.go, ResumeWorkflow). */
async function patchNodes(
  input: OperationInput<ProjectedWorkflow>,
): Promise<void> {
  const { object, settings, connections, requestedBy, now } = input;
  const reference = referenceOf(object);
  const live = await connections.kubernetes.get(reference);
  const nodes = suspendedNodes(live, settings.node);
  const isHeldWhole = live.spec?.suspend === true;
  if (nodes.length === 0 && !isHeldWhole) {
    throw new RemoteError(
      'refused',
      'The hub refuses: none of its steps waits that can be seen in the object',
      { status: 409 },
    );
  }
  await connections.kubernetes.patch(reference, {
    // The controller may have written meanwhile.
    metadata: { resourceVersion: live.metadata.resourceVersion },
    ...(isHeldWhole && !settings.node && { spec: { suspend: null } }),
    ...(nodes.length > 0 && {
      status: {
        nodes: Object.fromEntries(
          nodes.map(id => [
            id,
            {
              phase: 'Succeeded',
              // RFC 3339 without fractions, as metav1.Time is.
              finishedAt: now.toISOString().replace(/\.\d+Z$/, 'Z'),
              message: `Resumed by: ${requestedBy}`,
            },
          ]),
        ),
      },
    }),
  });
}

function suspendedNodes(live: KubeObject, only?: string): string[] {
  const nodes = (live.status?.nodes ?? {}) as Record<
    string,
    { type?: string; phase?: string } | null
  >;
  return Object.entries(nodes)
    .filter(
      ([id, node]) =>
        node?.type === 'Suspend' &&
        node.phase === 'Running' &&
        (only === undefined || id === only),
    )
    .map(([id]) => id);
}
