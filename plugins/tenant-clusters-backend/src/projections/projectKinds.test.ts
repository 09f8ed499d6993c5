import { recorded } from './__testUtils__/recorded';
import { parseInventoryId } from './projectFlux';
import { projectObject, ProjectionPlan } from './projectObject';

type Wire = Record<string, any>;

function project(object: Wire, plan: ProjectionPlan) {
  return projectObject({
    type: { hub: 'hub-eu', apiVersion: object.apiVersion, kind: object.kind },
    plan,
    object,
  });
}

const wire = (
  apiVersion: string,
  kind: string,
  { spec, status, ...metadata }: Wire,
): Wire => ({
  apiVersion,
  kind,
  metadata: { name: 'x', uid: 'uid-x', ...metadata },
  spec,
  status,
});

const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  reason,
  message: '',
  lastTransitionTime: '2026-11-21T10:00:00Z',
});

interface Case {
  reason: string;
  /** Where the object's form is from: recorded, or the source or document of its controller. */
  from: string;
  plan: ProjectionPlan;
  object: Wire;
  expected: object;
}

const USAGE = 'protection.crossplane.io/v1beta1';
const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1';

const CASES: Case[] = [
  {
    reason: 'a Sensor: what of an event goes where',
    from: 'recorded: Argo Events 1.9',
    plan: { role: 'sensor' },
    object: recorded('sensor'),
    expected: {
      dependencies: [
        {
          name: 'created',
          eventSource: 'cluster-events',
          event: 'cluster-created',
        },
      ],
      triggers: [
        {
          name: 'start-onboarding',
          arguments: [
            'cluster-name',
            'claim-namespace',
            'product-team-name',
            'product-team-account-id',
            'product-team-members',
          ],
          parameters: expect.arrayContaining([
            {
              dependency: 'created',
              dataKey: 'body.data.clusterName',
              dest: 'spec.arguments.parameters.0.value',
            },
          ]),
        },
      ],
      conditions: [
        { type: 'DependenciesProvided' },
        { type: 'Deployed' },
        { type: 'TriggersProvided' },
      ],
    },
  },
  {
    reason: 'a Sensor that submits a Workflow',
    from: 'argoproj/argo-events:pkg/apis/events/v1alpha1/sensor_types.go, ArgoWorkflowTrigger',
    plan: { role: 'sensor' },
    object: wire('argoproj.io/v1alpha1', 'Sensor', {
      spec: {
        triggers: [
          {
            template: {
              name: 'submit',
              argoWorkflow: {
                operation: 'submit',
                parameters: [
                  {
                    src: { dependencyName: 'd', dataKey: 'body.metadata.uid' },
                    dest: 'spec.arguments.parameters.0.value',
                    operation: 'append',
                  },
                  { src: { dependencyName: 'd', value: 'fixed' } },
                ],
                source: {
                  resource: {
                    spec: { arguments: { parameters: [{ name: 'uid' }] } },
                  },
                },
              },
            },
          },
          { template: { name: 'http', http: { url: 'https://example.org' } } },
        ],
      },
    }),
    expected: {
      triggers: [
        {
          name: 'submit',
          arguments: ['uid'],
          parameters: [{ dataKey: 'body.metadata.uid', joined: true }],
        },
        { name: 'http', parameters: [], arguments: [] },
      ],
    },
  },
  {
    reason: 'an EventSource: what it listens to',
    from: 'recorded: Argo Events 1.9',
    plan: { role: 'event-source' },
    object: recorded('eventsource'),
    expected: {
      resources: [
        {
          event: 'cluster-created',
          group: '',
          resource: 'configmaps',
          namespace: 'crossplane-system',
          eventTypes: ['ADD'],
          labels: ['platform.example.org/event == cluster-created'],
        },
      ],
      conditions: [
        { type: 'Deployed', status: 'True' },
        { type: 'SourcesProvided', status: 'True' },
      ],
    },
  },
  {
    reason: 'an ApplicationSet of a progressive sync',
    from: 'argoproj/argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go',
    plan: { role: 'application-set' },
    object: wire('argoproj.io/v1alpha1', 'ApplicationSet', {
      status: {
        applicationStatus: [
          {
            application: 'addon-metrics-a',
            status: 'Waiting',
            step: '2',
            message: 'Application is out of date.',
          },
        ],
        resources: [
          {
            group: 'argoproj.io',
            kind: 'Application',
            namespace: 'argocd',
            name: 'addon-metrics-a',
            status: 'Synced',
            health: { status: 'Healthy' },
          },
        ],
      },
    }),
    expected: {
      applicationStatus: [
        { application: 'addon-metrics-a', status: 'Waiting', step: '2' },
      ],
      resources: [{ name: 'addon-metrics-a', health: 'Healthy' }],
    },
  },
  {
    reason:
      'an AppProject with windows, namespaces and roles, without their policies and tokens',
    from: 'argoproj/argo-cd:docs/operator-manual/project-specification.md',
    plan: { role: 'app-project' },
    object: wire('argoproj.io/v1alpha1', 'AppProject', {
      spec: {
        sourceRepos: ['*', '!https://example.org/secret'],
        sourceNamespaces: ['team-*'],
        destinations: [{ name: 'in-cluster', namespace: 'payments' }],
        roles: [
          {
            name: 'ci',
            policies: ['p, proj:x:ci, applications, sync, x/*, allow'],
            jwtTokens: [{ iat: 1 }],
          },
        ],
        syncWindows: [
          {
            kind: 'allow',
            schedule: '10 1 * * *',
            duration: '1h',
            applications: ['*-prod'],
            manualSync: true,
            timeZone: 'Europe/Amsterdam',
          },
          {
            kind: 'deny',
            schedule: '0 22 * * *',
            duration: '8h',
            namespaces: ['default'],
            clusters: ['cluster1'],
            andOperator: true,
          },
        ],
      },
    }),
    expected: {
      sourceRepos: ['*', '!https://example.org/secret'],
      sourceNamespaces: ['team-*'],
      destinations: [{ name: 'in-cluster', namespace: 'payments' }],
      roles: ['ci'],
      syncWindows: [
        {
          kind: 'allow',
          schedule: '10 1 * * *',
          duration: '1h',
          applications: ['*-prod'],
          namespaces: [],
          manualSync: true,
          andOperator: false,
          timeZone: 'Europe/Amsterdam',
        },
        { kind: 'deny', clusters: ['cluster1'], andOperator: true },
      ],
    },
  },
  {
    reason:
      'an Application of Argo CD 3, whose resources have no health; a Rollout seen through it',
    from: 'argoproj/argo-cd:docs/operator-manual/upgrading/2.14-3.0.md',
    plan: { role: 'application' },
    object: wire('argoproj.io/v1alpha1', 'Application', {
      namespace: 'team-a',
      spec: { project: 'team-a', destination: { name: 'spoke-1' } },
      status: {
        resourceHealthSource: 'appTree',
        health: { status: 'Degraded' },
        resources: [
          {
            group: 'argoproj.io',
            kind: 'Rollout',
            namespace: 'shop',
            name: 'api',
            status: 'Synced',
          },
        ],
      },
    }),
    expected: {
      namespace: 'team-a',
      resourceHealth: 'elsewhere',
      health: { status: 'Degraded' },
      resources: [
        {
          group: 'argoproj.io',
          kind: 'Rollout',
          name: 'api',
          health: undefined,
        },
      ],
    },
  },
  {
    reason:
      'an operation by Argo CD itself, with what it said of custom resources',
    from: 'argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, ResourceResult',
    plan: { role: 'application' },
    object: wire('argoproj.io/v1alpha1', 'Application', {
      status: {
        operationState: {
          phase: 'Failed',
          operation: { initiatedBy: { automated: true }, sync: {} },
          syncResult: {
            resources: [
              {
                group: 'platform.example.org',
                kind: 'Cluster',
                name: 'a',
                status: 'SyncFailed',
                message: 'field is immutable',
              },
              {
                group: 'platform.example.org',
                kind: 'Cluster',
                name: 'b',
                status: 'Synced',
                message: 'cluster.platform.example.org/b unchanged',
              },
              { kind: 'Service', name: 'c', status: 'SyncFailed' },
              {
                group: 'rbac.authorization.k8s.io',
                kind: 'Role',
                name: 'd',
                status: 'Synced',
              },
            ],
          },
        },
      },
    }),
    expected: {
      operation: {
        automated: true,
        dryRun: undefined,
        resources: [
          { name: 'a', status: 'SyncFailed', message: 'field is immutable' },
          { name: 'b', message: undefined },
        ],
      },
    },
  },
  {
    reason:
      'a Usage: what it is of is in its own namespace unless it says otherwise',
    from: 'crossplane/crossplane:apis/protection/v1beta1/usage_types.go',
    plan: { role: 'usage' },
    object: wire(USAGE, 'Usage', {
      namespace: 'payments',
      spec: {
        of: {
          apiVersion: 'platform.spokeport.dev/v1alpha1',
          kind: 'TenantCluster',
          resourceRef: { name: 'prod' },
        },
        by: {
          apiVersion: 'helm.m.crossplane.io/v1beta1',
          kind: 'Release',
          resourceSelector: { matchLabels: { app: 'x' } },
        },
        reason: 'applications still run on it',
      },
      status: { conditions: [condition('Ready', 'True', 'Available')] },
    }),
    expected: {
      of: { kind: 'TenantCluster', namespace: 'payments', name: 'prod' },
      by: { kind: 'Release', name: undefined, matchLabels: { app: 'x' } },
      reason: 'applications still run on it',
      conditions: [{ type: 'Ready' }],
    },
  },
  {
    reason: 'a ClusterUsage, of something without a namespace',
    from: 'crossplane/crossplane:apis/protection/v1beta1/usage_types.go',
    plan: { role: 'usage' },
    object: wire(USAGE, 'ClusterUsage', {
      spec: {
        of: {
          apiVersion: 'eks.aws.upbound.io/v1beta1',
          kind: 'Cluster',
          resourceRef: { name: 'prod-x1' },
        },
        reason: 'do not delete',
      },
    }),
    expected: {
      of: { kind: 'Cluster', namespace: undefined, name: 'prod-x1' },
      by: undefined,
    },
  },
  {
    reason: 'a Usage of Crossplane 1',
    from: 'crossplane/crossplane@v1.20:apis/apiextensions/v1beta1/usage_types.go',
    plan: { role: 'usage' },
    object: wire('apiextensions.crossplane.io/v1beta1', 'Usage', {
      spec: {
        of: {
          apiVersion: 'eks.aws.upbound.io/v1beta1',
          kind: 'Cluster',
          resourceRef: { name: 'prod-x1' },
        },
        by: {
          apiVersion: 'helm.crossplane.io/v1beta1',
          kind: 'Release',
          resourceRef: { name: 'addons' },
        },
      },
    }),
    expected: { of: { name: 'prod-x1' }, by: { name: 'addons' } },
  },
  {
    reason: 'a Provider',
    from: 'crossplane/crossplane:apis/pkg/v1/provider_types.go',
    plan: { role: 'package' },
    object: wire('pkg.crossplane.io/v1', 'Provider', {
      spec: { package: 'xpkg.upbound.io/upbound/provider-aws-eks:v2.6.0' },
      status: {
        currentRevision: 'provider-aws-eks-5c1d7a3b2f44',
        conditions: [
          condition('Installed', 'True', 'ActivePackageRevision'),
          condition('Healthy', 'False', 'UnhealthyPackageRevision'),
        ],
      },
    }),
    expected: {
      package: 'xpkg.upbound.io/upbound/provider-aws-eks:v2.6.0',
      currentRevision: 'provider-aws-eks-5c1d7a3b2f44',
      desiredState: undefined,
      conditions: [
        { type: 'Installed', status: 'True' },
        {
          type: 'Healthy',
          status: 'False',
          reason: 'UnhealthyPackageRevision',
        },
      ],
    },
  },
  {
    reason: 'a revision of a Function',
    from: 'crossplane/crossplane:apis/pkg/v1/revision_types.go',
    plan: { role: 'package' },
    object: wire('pkg.crossplane.io/v1', 'FunctionRevision', {
      spec: {
        desiredState: 'Inactive',
        image: 'xpkg.upbound.io/crossplane-contrib/function-auto-ready:v0.5.0',
        revision: 1,
      },
      status: {
        conditions: [
          condition('RevisionHealthy', 'True', 'HealthyPackageRevision'),
        ],
      },
    }),
    expected: {
      package: 'xpkg.upbound.io/crossplane-contrib/function-auto-ready:v0.5.0',
      desiredState: 'Inactive',
    },
  },
  {
    reason:
      'a ProviderConfig: where its credentials come from, and never which',
    from: 'crossplane-contrib/provider-upjet-aws:package/crds/aws.upbound.io_providerconfigs.yaml',
    plan: { role: 'provider-config' },
    object: wire('aws.upbound.io/v1beta1', 'ProviderConfig', {
      spec: {
        credentials: {
          source: 'Secret',
          secretRef: { namespace: 'x', name: 'aws', key: 'credentials' },
        },
      },
      status: { users: 14 },
    }),
    expected: { credentialsSource: 'Secret', users: 14, conditions: [] },
  },
  {
    reason: 'a Composition and its steps',
    from: 'crossplane/crossplane:apis/apiextensions/v1/composition_types.go',
    plan: { role: 'composition' },
    object: wire('apiextensions.crossplane.io/v1', 'Composition', {
      spec: {
        compositeTypeRef: {
          apiVersion: 'platform.spokeport.dev/v1alpha1',
          kind: 'XTenantCluster',
        },
        mode: 'Pipeline',
        pipeline: [
          {
            step: 'resources',
            functionRef: { name: 'function-go-templating' },
          },
          { step: 'ready', functionRef: { name: 'function-auto-ready' } },
        ],
      },
    }),
    expected: {
      compositeKind: { kind: 'XTenantCluster' },
      steps: [
        { step: 'resources', function: 'function-go-templating' },
        { step: 'ready', function: 'function-auto-ready' },
      ],
    },
  },
  {
    reason: 'a Kustomization',
    from: 'fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md',
    plan: { role: 'kustomization' },
    object: wire(KUSTOMIZATION, 'Kustomization', {
      namespace: 'flux-system',
      spec: {
        interval: '10m',
        path: './deploy',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'podinfo' },
        dependsOn: [{ name: 'common' }, { name: 'x', namespace: 'other' }],
      },
      status: {
        conditions: [condition('Ready', 'True', 'ReconciliationSucceeded')],
        inventory: {
          entries: [
            { id: 'default_podinfo__Service', v: 'v1' },
            { id: 'default_podinfo_apps_Deployment', v: 'v1' },
            { id: 'odd', v: 'v1' },
          ],
        },
        lastAppliedRevision:
          'master@sha1:450796ddb2ab6724ee1cc32a4be56da032d1cca0',
        lastAttemptedRevision:
          'master@sha1:450796ddb2ab6724ee1cc32a4be56da032d1cca0',
        observedGeneration: 1,
      },
    }),
    expected: {
      suspended: false,
      prune: true,
      remote: false,
      path: './deploy',
      source: {
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'podinfo',
      },
      dependsOn: [
        { kind: 'Kustomization', namespace: 'flux-system', name: 'common' },
        { kind: 'Kustomization', namespace: 'other', name: 'x' },
      ],
      inventory: [
        { group: '', kind: 'Service', namespace: 'default', name: 'podinfo' },
        { group: 'apps', kind: 'Deployment', name: 'podinfo' },
      ],
      lastAppliedRevision:
        'master@sha1:450796ddb2ab6724ee1cc32a4be56da032d1cca0',
      observedGeneration: 1,
    },
  },
  {
    reason: 'a suspended Kustomization for another cluster',
    from: 'fluxcd/kustomize-controller:docs/spec/v1/kustomizations.md',
    plan: { role: 'kustomization' },
    object: wire(KUSTOMIZATION, 'Kustomization', {
      spec: { suspend: true, kubeConfig: { secretRef: { name: 'spoke' } } },
    }),
    expected: { suspended: true, remote: true, prune: false, inventory: [] },
  },
  {
    reason: 'a HelmRelease with its history, the newest first',
    from: 'fluxcd/helm-controller:docs/spec/v2/helmreleases.md',
    plan: { role: 'helm-release' },
    object: wire('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
      namespace: 'podinfo',
      spec: {
        interval: '10m',
        chart: {
          spec: {
            chart: 'podinfo',
            version: '6.x',
            sourceRef: { kind: 'HelmRepository', name: 'podinfo' },
          },
        },
      },
      status: {
        conditions: [condition('Released', 'True', 'UpgradeSucceeded')],
        history: [
          {
            chartName: 'podinfo',
            chartVersion: '6.6.1',
            version: 2,
            status: 'deployed',
            lastDeployed: '2024-05-07T05:02:37Z',
          },
          {
            chartName: 'podinfo',
            chartVersion: '6.6.0',
            version: 1,
            status: 'superseded',
          },
        ],
        inventory: {
          entries: [{ id: 'default_podinfo_apps_Deployment', v: 'v1' }],
        },
      },
    }),
    expected: {
      chart: { name: 'podinfo', version: '6.x' },
      source: { kind: 'HelmRepository', namespace: 'podinfo', name: 'podinfo' },
      history: [
        { chartVersion: '6.6.1', version: 2, status: 'deployed' },
        { chartVersion: '6.6.0', version: 1, status: 'superseded' },
      ],
      inventory: [{ kind: 'Deployment' }],
    },
  },
  {
    reason: 'a GitRepository',
    from: 'fluxcd/source-controller:docs/spec/v1/gitrepositories.md',
    plan: { role: 'git-repository' },
    object: wire('source.toolkit.fluxcd.io/v1', 'GitRepository', {
      spec: {
        url: 'https://github.com/stefanprodan/podinfo',
        ref: { branch: 'master' },
      },
      status: {
        artifact: {
          revision: 'master@sha1:363a6a8fe6a7f13e05d34c163b0ef02a777da20a',
        },
        conditions: [condition('Ready', 'True', 'Succeeded')],
      },
    }),
    expected: {
      url: 'https://github.com/stefanprodan/podinfo',
      ref: { branch: 'master' },
      suspended: false,
      artifactRevision: 'master@sha1:363a6a8fe6a7f13e05d34c163b0ef02a777da20a',
    },
  },
  {
    reason: 'an instance of kro, with a word and no conditions',
    from: 'kubernetes-sigs/kro: status.state of instances',
    plan: { role: 'managed' },
    object: wire('kro.run/v1alpha1', 'WebStack', {
      status: { state: 'ACTIVE' },
    }),
    expected: { state: 'ACTIVE', conditions: [], dependsOn: [] },
  },
  {
    reason: 'a Rollout, by its phase',
    from: 'argoproj/argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go',
    plan: { role: 'generic' },
    object: wire('argoproj.io/v1alpha1', 'Rollout', {
      status: {
        phase: 'Paused',
        conditions: [condition('Paused', 'True', 'RolloutPaused')],
      },
    }),
    expected: { state: 'Paused', conditions: [{ type: 'Paused' }] },
  },
  {
    reason: 'a custom resource that says nothing of itself',
    from: 'operators that write only what they count, such as status.currentReplicas',
    plan: { role: 'generic' },
    object: wire('operator.example.org/v1', 'Thing', {
      status: { currentReplicas: 3, state: { phase: 'x' } },
    }),
    expected: { state: undefined, conditions: [] },
  },
  {
    reason: 'what a managed resource refers to while it is not ready',
    from: 'crossplane/crossplane-runtime:apis/common/v1/resource.go, Reference and Selector',
    plan: { role: 'managed' },
    object: wire('eks.aws.upbound.io/v1beta1', 'NodeGroup', {
      spec: {
        forProvider: {
          clusterNameSelector: { matchControllerRef: true },
          nodeRoleArnRef: { name: 'prod-nodes' },
          nodeRoleArnSelector: { matchLabels: { role: 'nodes' } },
          subnetIdRefs: [{ name: 'a' }, { name: 'b' }],
          remoteAccess: [{ sourceSecurityGroupIdRefs: [{ name: 'sg' }] }],
          passwordSecretRef: { name: 'secret', key: 'x' },
        },
      },
    }),
    expected: {
      dependsOn: [
        { field: 'clusterName', matchControllerRef: true },
        { field: 'nodeRoleArn', name: 'prod-nodes' },
        { field: 'subnetId', name: 'a' },
        { field: 'subnetId', name: 'b' },
        { field: 'sourceSecurityGroupId', name: 'sg' },
      ],
    },
  },
  {
    reason: 'nothing of what a ready one refers to',
    from: 'by design: who is ready waits for nobody',
    plan: { role: 'managed' },
    object: wire('eks.aws.upbound.io/v1beta1', 'NodeGroup', {
      spec: { forProvider: { nodeRoleArnRef: { name: 'prod-nodes' } } },
      status: { conditions: [condition('Ready', 'True', 'Available')] },
    }),
    expected: { dependsOn: [] },
  },
];

describe('kinds', () => {
  it.each(CASES)('$reason ($from)', ({ plan, object, expected }) => {
    expect(project(object, plan)).toMatchObject(expected);
  });

  it.each(CASES)('never throws at odd fields: $reason', ({ plan, object }) => {
    for (const field of ['spec', 'status']) {
      for (const key of Object.keys(object[field] ?? {})) {
        for (const odd of [null, 7, 'text', [null, 3, {}], { a: null }]) {
          const changed = {
            ...object,
            [field]: { ...object[field], [key]: odd },
          };
          expect(() => project(changed, plan)).not.toThrow();
        }
      }
    }
  });

  it('a Usage of nothing holds nothing', () => {
    expect(
      project(wire(USAGE, 'Usage', { spec: {} }), { role: 'usage' }),
    ).toBeUndefined();
  });
});

describe('parseInventoryId', () => {
  it.each([
    {
      reason: 'a claim',
      id: 'payments_prod_platform.spokeport.dev_TenantCluster',
      entry: {
        group: 'platform.spokeport.dev',
        kind: 'TenantCluster',
        namespace: 'payments',
        name: 'prod',
      },
    },
    {
      reason: 'a core object',
      id: 'payments_event__ConfigMap',
      entry: {
        group: '',
        kind: 'ConfigMap',
        namespace: 'payments',
        name: 'event',
      },
    },
    {
      reason: 'a cluster-scoped object',
      id: '_payments__Namespace',
      entry: {
        group: '',
        kind: 'Namespace',
        namespace: undefined,
        name: 'payments',
      },
    },
    {
      reason: 'a colon of a name, which is written as two underscores',
      id: '_system__controller_rbac.authorization.k8s.io_ClusterRole',
      entry: {
        group: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        namespace: undefined,
        name: 'system:controller',
      },
    },
    { reason: 'too few parts', id: 'a_b_c', entry: undefined },
    { reason: 'no kind', id: 'a_b_c_', entry: undefined },
    { reason: 'nothing', id: '', entry: undefined },
  ])('reads $reason', ({ id, entry }) => {
    expect(parseInventoryId(id)).toEqual(entry);
  });
});
