import type {
  Application,
  ClusterDetail,
  ClusterRequest,
  ClusterSummary,
  Journey,
  ResourceNode,
  Step,
  Transition,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  ANA,
  PLATFORM_TEAM,
  aBlocker,
  aCluster,
  aDetail,
  aHub,
  aJourney,
  aStage,
  minutesAgo,
  roleEvidence,
  sentence,
  summarise,
} from './samples';

/** A cluster with everything that its page shows. */
export interface SampleCluster {
  detail: ClusterDetail;
  resources: ResourceNode[];
  applications: Application[];
  history: Transition[];
}

const FORGE = 'http://localhost:7008/acme/platform';

function aRequest(
  number: number,
  name: string,
  more: Partial<ClusterRequest> = {},
): ClusterRequest {
  return {
    hub: 'hub-eu',
    repository: 'acme/platform',
    number,
    url: `${FORGE}/pull/${number}`,
    title: `Request cluster ${name}`,
    state: 'merged',
    draft: false,
    author: 'spokeport-bot',
    requester: 'user:default/ana.souza',
    createdAt: minutesAgo(24).at,
    updatedAt: minutesAgo(12).at,
    mergedAt: minutesAgo(12).at,
    mergedBy: 'bruno.lima',
    mergeable: 'clean',
    reviews: [{ by: 'bruno.lima', state: 'approved' }],
    checks: { total: 3, passed: 3, failed: 0, pending: 0, failures: [] },
    claims: [
      {
        ref: aCluster({ name }).ref,
        change: 'create',
        path: `tenants/payments/clusters/${name}.yaml`,
        tenant: 'payments',
        environment: 'prod',
      },
    ],
    ...more,
  };
}

const usual = (medianSeconds: number, p90Seconds: number) => ({
  medianSeconds,
  p90Seconds,
  count: 9,
});

const step = (
  name: string,
  state: Step['state'],
  text?: string,
  minutes?: number,
): Step => ({
  name,
  state,
  summary: text ? sentence(text) : undefined,
  startedAt: minutes === undefined ? undefined : minutesAgo(minutes),
  evidence: [],
});

/** The blocked journey of the mock-up, in the backend's words. */
export function aBlockedJourney(): Journey {
  return aJourney('provisioned', 'failed', {
    usual: usual(1440, 1860),
    request: aRequest(409, 'payments-prod'),
    blockers: [aBlocker()],
    links: [
      {
        type: 'application',
        label: 'tenant-payments',
        url: 'http://localhost:7009/applications/tenant-payments',
        via: 'tracking-id',
      },
    ],
    stages: [
      aStage('requested', 'done', {
        actor: ANA,
        summary: sentence(
          'Ana Souza opened platform#409',
          'stage.requested.done',
          {
            requester: 'Ana Souza',
            request: 'platform#409',
          },
        ),
        startedAt: minutesAgo(24),
        finishedAt: minutesAgo(24),
        durationSeconds: 0,
        evidence: [
          {
            type: 'pull-request',
            label: 'platform#409',
            url: `${FORGE}/pull/409`,
          },
        ],
      }),
      aStage('reviewed', 'done', {
        summary: sentence(
          'Approved by bruno.lima, merged by bruno.lima',
          'stage.reviewed.done.approved',
          { reviewers: 'bruno.lima', person: 'bruno.lima' },
        ),
        startedAt: minutesAgo(24),
        finishedAt: minutesAgo(12),
        durationSeconds: 720,
      }),
      aStage('synced', 'done', {
        summary: sentence(
          'Argo CD applied 4be91d0 in application tenant-payments',
          'stage.synced.done',
          { revision: '4be91d0', application: 'tenant-payments' },
        ),
        startedAt: minutesAgo(12),
        finishedAt: minutesAgo(11.2),
        durationSeconds: 48,
        evidence: [
          { type: 'commit', label: '4be91d0', url: `${FORGE}/commit/4be91d0` },
        ],
      }),
      aStage('provisioned', 'failed', {
        summary: sentence(
          'Crossplane: 11 of 19 resources ready so far',
          'stage.provisioned.active',
          { ready: '11', known: '19' },
        ),
        startedAt: minutesAgo(11, 'observed'),
        usual: usual(660, 960),
        progress: { ready: 11, known: 19 },
        steps: [
          {
            ...step('Role payments-prod-node', 'failed', 'access denied', 7),
            evidence: [roleEvidence],
          },
          step(
            'NodeGroup payments-prod-default',
            'waiting',
            'waits for others',
            7,
          ),
        ],
      }),
      aStage('connected', 'waiting', {
        summary: sentence(
          'Handed over once it is provisioned',
          'stage.connected.waiting',
        ),
        usual: usual(120, 160),
      }),
      aStage('delivering', 'waiting', {
        summary: sentence(
          'Applications come once it is connected',
          'stage.delivering.waiting',
        ),
        usual: usual(300, 340),
      }),
    ],
  });
}

function connectingJourney(): Journey {
  const journey = aJourney('connected', 'active', {
    request: aRequest(410, 'search-dev'),
    usual: usual(1440, 1860),
  });
  return {
    ...journey,
    stages: journey.stages.map(stage =>
      stage.name === 'connected'
        ? {
            ...stage,
            startedAt: minutesAgo(1),
            progress: { ready: 2, known: 4 },
            summary: sentence('Workflow handover-x2: 2/4 steps done'),
            steps: [
              step('register-cluster-in-argocd', 'done', undefined, 1),
              step('configure-user-access', 'done', undefined, 1),
              step('bootstrap-product-team-repo', 'active', undefined, 0.4),
              step('grant-access-to-argocd', 'waiting'),
            ],
          }
        : stage,
    ),
  };
}

function provisioningJourney(): Journey {
  const journey = aJourney('provisioned', 'active', {
    request: aRequest(411, 'orders-stage'),
  });
  return {
    ...journey,
    stages: journey.stages.map(stage =>
      stage.name === 'provisioned'
        ? {
            ...stage,
            startedAt: minutesAgo(5),
            progress: { ready: 14, known: 19 },
            usual: usual(660, 960),
            summary: sentence(
              'Crossplane: 14 of 19 resources ready so far',
              'stage.provisioned.active',
              { ready: '14', known: '19' },
            ),
          }
        : stage,
    ),
  };
}

const CONDITION_READY = {
  type: 'Ready',
  status: 'True',
  reason: 'Available',
  bad: false,
};

function resource(
  id: string,
  parent: string | undefined,
  kind: string,
  name: string,
  state: ResourceNode['state'],
  more: Partial<ResourceNode> = {},
): ResourceNode {
  return {
    id,
    parent,
    depth: 0,
    apiVersion: 'ec2.aws.upbound.io/v1beta1',
    kind,
    name,
    role: 'managed',
    state,
    since: minutesAgo(9),
    createdAt: minutesAgo(11).at,
    conditions: state === 'ready' ? [CONDITION_READY] : [],
    warnings: [],
    ...more,
  };
}

const PLATFORM = 'platform.spokeport.dev/v1alpha1';

/** The resources of the blocked cluster. */
export function sampleResources(): ResourceNode[] {
  const creating = {
    type: 'Ready',
    status: 'False',
    reason: 'Creating',
    lastTransitionTime: minutesAgo(11).at,
    bad: false,
  };
  return [
    resource('claim', undefined, 'TenantCluster', 'payments-prod', 'waiting', {
      role: 'claim',
      apiVersion: PLATFORM,
      namespace: 'payments',
      progress: { ready: 11, known: 19 },
      conditions: [creating],
    }),
    resource(
      'xr',
      'claim',
      'XTenantCluster',
      'payments-prod-x7k2p',
      'waiting',
      {
        role: 'composite',
        apiVersion: PLATFORM,
        progress: { ready: 11, known: 19 },
        conditions: [creating],
      },
    ),
    resource('net', 'xr', 'XNetwork', 'payments-prod-net', 'ready', {
      role: 'composite',
      apiVersion: PLATFORM,
      progress: { ready: 6, known: 6 },
    }),
    resource('vpc', 'net', 'VPC', 'payments-prod', 'ready'),
    ...['a', 'b', 'c'].map(zone =>
      resource(
        `subnet-${zone}`,
        'net',
        'Subnet',
        `payments-prod-${zone}`,
        'ready',
      ),
    ),
    ...['public', 'private'].map(name =>
      resource(
        `rt-${name}`,
        'net',
        'RouteTable',
        `payments-prod-${name}`,
        'ready',
      ),
    ),
    resource('role', 'xr', 'Role', 'payments-prod-node', 'failed', {
      apiVersion: 'iam.aws.upbound.io/v1beta1',
      blocker: true,
      providerConfig: 'payments',
      compositionResourceName: 'node-role',
      since: minutesAgo(7),
      conditions: [
        {
          type: 'Synced',
          status: 'False',
          reason: 'ReconcileError',
          message:
            'create failed: AccessDenied: not authorised to perform iam:CreateRole',
          lastTransitionTime: minutesAgo(7).at,
          bad: true,
        },
        creating,
      ],
      warnings: [
        {
          reason: 'CannotCreateExternalResource',
          message: 'AccessDenied: not authorised to perform iam:CreateRole',
          count: 14,
          lastSeen: minutesAgo(1).at,
          component: 'managed/role.iam.aws.upbound.io',
        },
      ],
    }),
    ...['cni', 'worker', 'registry'].map(name =>
      resource(
        `attach-${name}`,
        'xr',
        'RolePolicyAttachment',
        `payments-prod-${name}`,
        'waiting',
        { apiVersion: 'iam.aws.upbound.io/v1beta1', conditions: [creating] },
      ),
    ),
    resource('cluster-role', 'xr', 'Role', 'payments-prod-cluster', 'ready', {
      apiVersion: 'iam.aws.upbound.io/v1beta1',
    }),
    resource('cluster', 'xr', 'Cluster', 'payments-prod', 'ready', {
      apiVersion: 'eks.aws.upbound.io/v1beta1',
      externalName: 'payments-prod',
    }),
    resource('nodes', 'xr', 'NodeGroup', 'payments-prod-default', 'waiting', {
      apiVersion: 'eks.aws.upbound.io/v1beta1',
      conditions: [creating],
    }),
  ];
}

function application(
  name: string,
  more: Partial<Application> = {},
): Application {
  return {
    hub: 'hub-eu',
    namespace: 'argocd',
    name,
    exists: true,
    role: 'addon',
    expected: true,
    project: 'payments',
    sync: 'Synced',
    health: 'Healthy',
    revision: '9f3c2ab1d0e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8',
    revisionUrl: `${FORGE}/commit/9f3c2ab`,
    path: 'environments/prod/addons',
    lastSync: minutesAgo(12),
    url: `http://localhost:7009/applications/${name}`,
    conditions: [],
    ...more,
  };
}

/** Applications that are well, failing, and missing. */
export function sampleApplications(): Application[] {
  return [
    application('cert-manager-orders-prod', { addon: 'cert-manager' }),
    application('orders-api', {
      role: 'tenant',
      health: 'Degraded',
      healthMessage: '1 of 3 pods can’t pull its image',
      message: 'successfully synced (all tasks run)',
    }),
    application('orders-bootstrap', {
      role: 'bootstrap',
      sync: 'OutOfSync',
      health: 'Progressing',
      operation: 'Running',
    }),
    application('fluent-bit-orders-prod', {
      addon: 'fluent-bit',
      exists: false,
      sync: undefined,
      health: undefined,
      revision: undefined,
      lastSync: undefined,
      url: undefined,
    }),
  ];
}

/** What happened to the blocked cluster, newest first. */
export function sampleHistory(): Transition[] {
  return [
    {
      id: '3',
      subject: 'cluster state',
      type: 'state',
      from: 'Provisioning',
      to: 'Blocked',
      at: minutesAgo(7, 'observed'),
      summary: aBlocker().title,
    },
    {
      id: '2',
      subject: 'stage synced',
      type: 'stage',
      from: 'active',
      to: 'done',
      at: minutesAgo(11.2),
    },
    {
      id: '1',
      subject: 'stage requested',
      type: 'stage',
      to: 'done',
      at: minutesAgo(24),
    },
  ];
}

const done = () => summarise(aJourney(undefined));

/** One cluster in each state, as the mock-up of the fleet has them, and one that is only registered. */
export function sampleClusters(): ClusterSummary[] {
  const apps = (healthy: number, failing = 0, progressing = 0) => ({
    total: healthy + failing + progressing,
    healthy,
    failing,
    progressing,
  });
  const delivering = aJourney('delivering', 'failed');
  const requested = summarise(aJourney('reviewed', 'active'));
  return [
    aCluster({
      name: 'payments-prod',
      state: 'Blocked',
      stateSince: minutesAgo(7),
      happening: aBlocker().title,
      blocker: aBlocker(),
      journey: summarise(aBlockedJourney()),
    }),
    aCluster({
      name: 'orders-prod',
      tenant: 'orders',
      region: 'eu-central-1',
      state: 'Degraded',
      stateSince: minutesAgo(18),
      happening: sentence(
        'orders-api is Degraded',
        'happening.degraded.application',
        {
          application: 'orders-api',
          status: 'Degraded',
        },
      ),
      blocker: aBlocker({
        explainer: 'application-unhealthy',
        stage: 'delivering',
        title: sentence(
          'orders-api is Degraded',
          'blocker.application-unhealthy.title',
          { application: 'orders-api', health: 'Degraded' },
        ),
        detail: undefined,
        nextStep: undefined,
        quote: '1 of 3 pods can’t pull its image',
        actor: { type: 'tenant', ref: 'group:default/orders', title: 'orders' },
        since: minutesAgo(18),
        evidence: [{ type: 'application', label: 'orders-api' }],
      }),
      journey: summarise(delivering),
      applications: apps(21, 1),
    }),
    aCluster({
      name: 'ledger-prod',
      tenant: 'ledger',
      kubernetesVersion: '1.35',
      state: 'Requested',
      stateSince: minutesAgo(128),
      happening: sentence(
        'Waits for a review by platform team',
        'happening.requested',
        {
          team: 'platform team',
        },
      ),
      journey: {
        ...requested,
        request: { ...requested.request!, number: 412, state: 'open' },
      },
    }),
    aCluster({
      name: 'orders-stage',
      tenant: 'orders',
      environment: 'stage',
      region: 'eu-central-1',
      kubernetesVersion: '1.35',
      state: 'Provisioning',
      stateSince: minutesAgo(5),
      happening: sentence(
        '14 of 19 resources ready so far',
        'happening.provisioning',
        {
          ready: '14',
          known: '19',
        },
      ),
      journey: summarise(provisioningJourney()),
    }),
    aCluster({
      name: 'search-dev',
      tenant: 'search',
      environment: 'dev',
      kubernetesVersion: '1.35',
      state: 'Connecting',
      stateSince: minutesAgo(1),
      happening: sentence(
        'bootstrap-product-team-repo is running',
        'happening.connecting',
        { step: 'bootstrap-product-team-repo' },
      ),
      journey: summarise(connectingJourney()),
    }),
    aCluster({
      name: 'sandbox-old',
      tenant: 'search',
      environment: 'dev',
      state: 'Removing',
      stateSince: minutesAgo(3),
      happening: sentence('9 resources left to remove', 'happening.removing', {
        left: '9',
      }),
    }),
    aCluster({
      name: 'catalog-prod',
      hub: 'hub-us',
      tenant: 'catalog',
      region: 'us-east-2',
      state: 'Unknown',
      stateSince: minutesAgo(4),
      stale: true,
      heardAt: minutesAgo(4).at,
      happening: sentence(
        'hub-us is not heard; last known: Ready',
        'happening.unknown',
        {
          hub: 'hub-us',
          state: 'Ready',
        },
      ),
      journey: summarise(aJourney('delivering', 'unknown')),
      applications: apps(17),
    }),
    aCluster({
      name: 'media-prod',
      tenant: 'media',
      kubernetesVersion: '1.35',
      happening: sentence(
        'All is well; applications at 9f3c2ab',
        'happening.ready.revision',
        { revision: '9f3c2ab' },
      ),
      journey: done(),
      applications: apps(34),
    }),
    aCluster({
      name: 'legacy-eu',
      kind: 'registered',
      tenant: undefined,
      owner: undefined,
      region: undefined,
      kubernetesVersion: '1.33',
      happening: sentence(
        'Registered in Argo CD, not requested here',
        'happening.registered',
      ),
      applications: apps(9),
    }),
  ];
}

export const sampleHubs = () => [
  aHub(),
  aHub({
    hub: 'hub-us',
    title: 'Hub US',
    state: 'unreachable',
    heardAt: minutesAgo(4).at,
  }),
];

const JOURNEYS: Record<string, () => Journey> = {
  'payments-prod': aBlockedJourney,
  'orders-stage': provisioningJourney,
  'search-dev': connectingJourney,
  'media-prod': () =>
    aJourney(undefined, 'done', { finishedAt: minutesAgo(2) }),
};

/** A cluster of the fleet with its page. */
export function sampleCluster(cluster: ClusterSummary): SampleCluster {
  const { name } = cluster.ref;
  const blocked = cluster.state === 'Blocked';
  return {
    detail: aDetail({
      cluster,
      journey: JOURNEYS[name]?.(),
      hub: sampleHubs().find(hub => hub.hub === cluster.ref.hub)!,
      sizeTitle: 'Medium, 3 to 6 nodes',
      monthlyCost: 'about 412 €',
      addons: ['argo-rollouts', 'ingress-nginx', 'fluent-bit', 'cert-manager'],
      resources: blocked ? { ready: 11, known: 19 } : undefined,
      file: {
        type: 'file',
        label: `tenants/${cluster.tenant}/clusters/${name}.yaml`,
        url: `${FORGE}/blob/main/tenants/${cluster.tenant}/clusters/${name}.yaml`,
      },
    }),
    resources: blocked ? sampleResources() : [],
    applications: cluster.applications.total > 0 ? sampleApplications() : [],
    history: blocked ? sampleHistory() : [],
  };
}

export const sampleRequests = (): ClusterRequest[] => [
  aRequest(412, 'ledger-prod', {
    state: 'open',
    mergedAt: undefined,
    mergedBy: undefined,
    reviews: [],
    createdAt: minutesAgo(128).at,
    checks: {
      total: 3,
      passed: 2,
      failed: 1,
      pending: 0,
      failures: ['kyverno policies'],
    },
  }),
  aRequest(409, 'payments-prod', {
    mergedBy: PLATFORM_TEAM.title,
  }),
];
