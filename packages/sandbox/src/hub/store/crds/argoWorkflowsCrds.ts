import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { defineCrd, KindShape, VersionShape } from './defineCrd';
import {
  boolean,
  column,
  integer,
  list,
  map,
  object,
  openObject,
  openWith,
  string,
  time,
} from './schemas';

const group = 'argoproj.io';

const workflowSpec = openWith({
  activeDeadlineSeconds: { type: 'integer', format: 'int64' },
  arguments: openWith({
    parameters: list(openWith({ name: string, value: string }, ['name'])),
    artifacts: list(openObject),
  }),
  entrypoint: string,
  onExit: string,
  parallelism: { type: 'integer', format: 'int64' },
  priority: integer,
  serviceAccountName: string,
  shutdown: string,
  suspend: boolean,
  templates: list(openWith({ name: string })),
  ttlStrategy: object({
    secondsAfterCompletion: integer,
    secondsAfterFailure: integer,
    secondsAfterSuccess: integer,
  }),
  workflowTemplateRef: object({ clusterScope: boolean, name: string }),
});

const node = openWith(
  {
    boundaryID: string,
    children: list(string),
    displayName: string,
    finishedAt: { ...time, nullable: true },
    id: string,
    message: string,
    name: string,
    phase: string,
    progress: string,
    startedAt: time,
    templateName: string,
    type: string,
  },
  ['id', 'name', 'type'],
);

const workflowStatus = openWith({
  compressedNodes: string,
  conditions: list(object({ message: string, status: string, type: string })),
  estimatedDuration: integer,
  finishedAt: { ...time, nullable: true },
  message: string,
  nodes: map(node),
  offloadNodeStatusVersion: string,
  outputs: openObject,
  phase: string,
  progress: string,
  startedAt: { ...time, nullable: true },
});

function kind(
  name: string,
  plural: string,
  shortNames: string[],
  version: Omit<VersionShape, 'name'>,
  more: Partial<KindShape> = {},
): CustomResourceDefinition {
  return defineCrd({
    group,
    kind: name,
    plural,
    scope: 'Namespaced',
    ...(shortNames.length ? { shortNames } : {}),
    versions: [
      { name: 'v1alpha1', required: ['metadata', 'spec'], ...version },
    ],
    ...more,
  });
}

/** Argo Workflows 3.7: of these only task sets and artifact tasks have a status subresource. */
export const argoWorkflowsCrds = [
  kind('Workflow', 'workflows', ['wf'], {
    columns: [
      column('Status', '.status.phase'),
      column('Age', '.status.startedAt', 'date', { format: 'date-time' }),
      column('Message', '.status.message'),
    ],
    fields: { spec: workflowSpec, status: workflowStatus },
  }),
  kind('WorkflowTemplate', 'workflowtemplates', ['wftmpl'], {
    fields: { spec: workflowSpec },
  }),
  kind(
    'ClusterWorkflowTemplate',
    'clusterworkflowtemplates',
    ['clusterwftmpl', 'cwft'],
    { fields: { spec: workflowSpec } },
    { scope: 'Cluster' },
  ),
  kind('CronWorkflow', 'cronworkflows', ['cwf', 'cronwf'], {
    fields: {
      spec: openWith(
        {
          concurrencyPolicy: string,
          schedule: string,
          schedules: list(string),
          suspend: boolean,
          timezone: string,
          workflowSpec,
        },
        ['workflowSpec'],
      ),
      status: openObject,
    },
  }),
  kind('WorkflowEventBinding', 'workfloweventbindings', ['wfeb'], {
    fields: { spec: openObject },
  }),
  kind('WorkflowTaskSet', 'workflowtasksets', ['wfts'], {
    status: true,
    fields: { spec: openObject, status: openObject },
  }),
  kind('WorkflowArtifactGCTask', 'workflowartifactgctasks', ['wfat'], {
    status: true,
    fields: { spec: openObject, status: openObject },
  }),
  kind('WorkflowTaskResult', 'workflowtaskresults', [], {
    fields: {
      message: string,
      outputs: openObject,
      phase: string,
      progress: string,
    },
    required: ['metadata'],
  }),
];
