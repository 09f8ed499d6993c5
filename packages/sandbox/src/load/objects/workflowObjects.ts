import { LoadObject } from '../LoadCollection';
import { uidOf } from '../SeededRandom';
import recorded from '../recorded/workflow.json';
import { PlannedCluster, timeOf } from './FleetPlan';

/** Nodes of a workflow, the root included. */
const NODES = 20;
const TASKS = [
  'register-cluster-in-argocd',
  'configure-user-access',
  'grant-access-to-argocd',
  'bootstrap-product-team-repo',
];

type Phase = 'Succeeded' | 'Running' | 'Failed';

function nodesOf(name: string, phase: Phase, cluster: PlannedCluster) {
  const ids = Array.from({ length: NODES }, (_, index) =>
    index === 0 ? name : `${name}-${1_000_000_007 * index}`,
  );
  const nodePhase = (index: number): Phase | 'Pending' => {
    if (phase === 'Succeeded' || index < 3) {
      return index === 0 ? phase : 'Succeeded';
    }
    return index === 3 ? phase : 'Pending';
  };
  return Object.fromEntries(
    ids.map((id, index) => {
      const displayName =
        index === 0
          ? name
          : TASKS[index - 1] ?? `${TASKS[index % TASKS.length]}(${index})`;
      const own = nodePhase(index);
      return [
        id,
        {
          id,
          name: index === 0 ? name : `${name}.${displayName}`,
          displayName,
          type: index === 0 ? 'DAG' : 'Pod',
          templateName: index === 0 ? 'onboard' : 'task',
          templateScope: 'local/',
          phase: own,
          progress: own === 'Succeeded' ? '1/1' : '0/1',
          startedAt: timeOf(cluster.createdAt, 900 + index * 5),
          ...(own === 'Succeeded' && {
            finishedAt: timeOf(cluster.createdAt, 904 + index * 5),
            outputs: { exitCode: '0' },
          }),
          ...(own === 'Failed' && { message: 'Error (exit code 1)' }),
          ...(index === 0
            ? { children: ids.slice(1), outboundNodes: ids.slice(-1) }
            : {
                boundaryID: name,
                hostNodeName: 'hub-node',
                inputs: { parameters: [{ name: 'task', value: displayName }] },
              }),
          resourcesDuration: { cpu: 0, memory: 6 },
        },
      ];
    }),
  );
}

/** Of the run that answers the cluster's event; others have succeeded. */
const HANDOVER_PHASES: Partial<Record<PlannedCluster['phase'], Phase>> = {
  connecting: 'Running',
  'failed-step': 'Failed',
};

/**
 * The `index`th workflow of a cluster: 0 is the handover that answers its event, 1 an older one, the others are builds of its
 * tenant that have to do with no claim.
 */
export function workflowOf(
  seed: number,
  cluster: PlannedCluster,
  index: number,
): LoadObject {
  const isHandover = index < 2;
  const phase = (index === 0 && HANDOVER_PHASES[cluster.phase]) || 'Succeeded';
  const name = `${isHandover ? 'handover' : 'build'}-${cluster.name}-${index}`;
  const parameters = [
    { name: isHandover ? 'cluster-name' : 'image', value: cluster.name },
    { name: 'claim-namespace', value: cluster.tenant },
  ];
  return {
    ...recorded,
    metadata: {
      ...recorded.metadata,
      name,
      namespace: 'argo',
      uid: uidOf(seed, 'workflow', cluster.index, index),
      creationTimestamp: timeOf(cluster.createdAt, 900 - index * 10),
      labels: {
        'workflows.argoproj.io/phase': phase,
        ...(phase !== 'Running' && {
          'workflows.argoproj.io/completed': 'true',
        }),
        ...(isHandover && {
          'spokeport.dev/stage': 'connected',
          'spokeport.dev/claim-uid': cluster.claimUid,
          'spokeport.dev/event-uid': cluster.eventUid,
        }),
      },
    },
    spec: {
      arguments: { parameters },
      workflowTemplateRef: { name: isHandover ? 'handover' : 'build' },
    },
    status: {
      ...recorded.status,
      phase,
      progress: phase === 'Succeeded' ? '19/19' : '2/19',
      startedAt: timeOf(cluster.createdAt, 900 - index * 10),
      finishedAt: phase === 'Running' ? null : timeOf(cluster.createdAt, 1_000),
      nodes: nodesOf(name, phase, cluster),
    },
  };
}
