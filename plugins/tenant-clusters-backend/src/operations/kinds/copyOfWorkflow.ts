import type { KubeObject } from '../connection/KubernetesClient';

const PREFIX = 'workflows.argoproj.io/';
const RESUBMITTED_FROM = `${PREFIX}resubmitted-from-workflow`;
/** What says from where it was run, which is as true of the copy. */
const KEPT_LABELS = new Set([
  `${PREFIX}workflow-template`,
  `${PREFIX}cluster-workflow-template`,
  `${PREFIX}cron-workflow`,
  `${PREFIX}controller-instanceid`,
]);

const entriesOf = (
  entries: Record<string, string> | undefined,
  keep: (name: string) => boolean,
) =>
  Object.fromEntries(
    Object.entries(entries ?? {}).filter(([name]) => keep(name)),
  );

/**
 * A Workflow to be run from the start like another one was, as Argo's own "resubmit" makes it
 * (argoproj/argo-workflows:workflow/util/util.go, FormulateResubmitWorkflow): labels of the run itself, status and shutdown
 * are left behind; labels that say whose it is go along.
 */
export function copyOfWorkflow(workflow: KubeObject): KubeObject {
  const { metadata, spec = {} } = workflow;
  const { shutdown, suspend, ...rest } = spec;
  return {
    apiVersion: workflow.apiVersion ?? 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name: '',
      generateName: metadata.generateName ?? `${metadata.name}-`,
      namespace: metadata.namespace,
      labels: {
        ...entriesOf(
          metadata.labels,
          name => !name.startsWith(PREFIX) || KEPT_LABELS.has(name),
        ),
        [RESUBMITTED_FROM]: metadata.name,
      },
      annotations: entriesOf(
        metadata.annotations,
        name =>
          !name.startsWith(PREFIX) &&
          name !== 'kubectl.kubernetes.io/last-applied-configuration',
      ),
      ...(metadata.ownerReferences && {
        ownerReferences: metadata.ownerReferences,
      }),
    },
    spec: rest,
  };
}
