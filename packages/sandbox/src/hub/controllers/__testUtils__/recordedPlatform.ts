import { KubeObject } from '../../store/types';

export const GROUP = 'platform.example.org';
export const API_VERSION = `${GROUP}/v1alpha1`;

/** provider-nop's cluster-scoped kind, which the recorded hub composed in place of a cloud's. */
const nopCrd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'clusternopresources.nop.crossplane.io' },
  spec: {
    group: 'nop.crossplane.io',
    scope: 'Cluster',
    names: {
      kind: 'ClusterNopResource',
      plural: 'clusternopresources',
      singular: 'clusternopresource',
      listKind: 'ClusterNopResourceList',
      categories: ['crossplane', 'managed', 'nop'],
    },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

function definition(
  kind: string,
  spec: Record<string, unknown>,
  status: Record<string, unknown>,
  claimKind?: string,
): KubeObject {
  const names = (name: string) => ({
    kind: name,
    plural: `${name.toLowerCase()}s`,
  });
  return {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'CompositeResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.${GROUP}` },
    spec: {
      group: GROUP,
      names: names(kind),
      ...(claimKind ? { claimNames: names(claimKind) } : {}),
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          referenceable: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object', properties: spec },
                status: { type: 'object', properties: status },
              },
            },
          },
        },
      ],
    },
  };
}

const text = { type: 'string' };
const nop = (extra: Record<string, unknown> = {}) => ({
  apiVersion: 'nop.crossplane.io/v1alpha1',
  kind: 'ClusterNopResource',
  spec: { forProvider: extra },
});
const required = (
  fromFieldPath: string,
  toFieldPath: string,
  more: Record<string, unknown> = {},
) => ({
  type: 'FromCompositeFieldPath',
  fromFieldPath,
  toFieldPath,
  policy: { fromFieldPath: 'Required' },
  ...more,
});
const report = (fromFieldPath: string, toFieldPath: string) => ({
  type: 'ToCompositeFieldPath',
  fromFieldPath,
  toFieldPath,
});

function composition(
  kind: string,
  resources: Record<string, unknown>[],
): KubeObject {
  return {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'Composition',
    metadata: { name: `${kind.toLowerCase()}s` },
    spec: {
      compositeTypeRef: { apiVersion: API_VERSION, kind },
      mode: 'Pipeline',
      pipeline: [
        {
          step: 'resources',
          functionRef: { name: 'patch-and-transform' },
          input: { resources },
        },
        { step: 'ready', functionRef: { name: 'auto-ready' } },
      ],
    },
  };
}

const compositions = [
  composition('XNetwork', [
    {
      name: 'vpc',
      base: nop(),
      patches: [report('metadata.name', 'status.vpc')],
    },
    {
      name: 'subnet',
      base: nop(),
      patches: [required('status.vpc', 'spec.forProvider.vpc')],
    },
  ]),
  composition('XTenantCluster', [
    {
      name: 'network',
      base: { apiVersion: API_VERSION, kind: 'XNetwork' },
      patches: [
        report('status.vpc', 'status.vpc'),
        required('spec.region', 'spec.region', {
          transforms: [
            {
              type: 'map',
              map: { 'eu-west-1': 'eu-west-1', 'us-east-1': 'us-east-1' },
            },
          ],
        }),
      ],
    },
    {
      name: 'eks',
      base: nop(),
      patches: [
        required('status.vpc', 'spec.forProvider.vpc'),
        report('metadata.name', 'status.clusterResource'),
      ],
    },
    {
      name: 'event',
      base: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { namespace: 'crossplane-system' },
      },
      readinessChecks: [{ type: 'None' }],
      patches: [
        required('status.clusterResource', 'data.cluster'),
        required('spec.claimRef.name', 'metadata.name'),
      ],
    },
  ]),
];

const functions = ['patch-and-transform', 'auto-ready'].map(name => ({
  apiVersion: 'pkg.crossplane.io/v1',
  kind: 'Function',
  metadata: { name },
  spec: {
    package: `xpkg.crossplane.io/crossplane-contrib/function-${name}:v0.9.0`,
  },
}));

/** The platform of the recordings: a claim, its XR, a nested XR, four composed resources. */
export const recordedPlatform: KubeObject[] = [
  ...['crossplane-system', 'team-a', 'argo', 'argocd'].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  nopCrd,
  ...functions,
  definition(
    'XTenantCluster',
    { region: text },
    { vpc: text, clusterResource: text },
    'TenantCluster',
  ),
  definition('XNetwork', { region: text }, { vpc: text }),
  ...compositions,
];

export function claim(
  name: string,
  spec: Record<string, unknown> = { region: 'eu-west-1' },
): KubeObject {
  return {
    apiVersion: API_VERSION,
    kind: 'TenantCluster',
    metadata: { name, namespace: 'team-a' },
    spec,
  };
}

const task = (name: string, depends?: string) => ({
  name,
  template: 'task',
  arguments: { parameters: [{ name: 'task', value: name }] },
  ...(depends ? { depends } : {}),
});
const both = 'register-cluster-in-argocd && configure-user-access';

/** The recorded handover: four tasks, the last two after the first two. */
export const recordedTemplate: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'WorkflowTemplate',
  metadata: { name: 'onboard-cluster', namespace: 'argo' },
  spec: {
    entrypoint: 'onboard',
    arguments: { parameters: [{ name: 'cluster-name' }] },
    templates: [
      {
        name: 'onboard',
        dag: {
          tasks: [
            task('register-cluster-in-argocd'),
            task('configure-user-access'),
            task('grant-access-to-argocd', both),
            task('bootstrap-product-team-repo', both),
          ],
        },
      },
      {
        name: 'task',
        inputs: { parameters: [{ name: 'task' }] },
        container: { image: 'example.org/onboard:1', command: ['onboard'] },
      },
    ],
  },
};

export function workflow(name: string): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name, namespace: 'argo' },
    spec: {
      workflowTemplateRef: { name: 'onboard-cluster' },
      arguments: { parameters: [{ name: 'cluster-name', value: name }] },
    },
  };
}
