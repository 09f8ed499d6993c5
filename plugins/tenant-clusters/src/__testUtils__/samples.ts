import type {
  Actor,
  Blocker,
  ClusterDetail,
  ClusterList,
  ClusterState,
  ClusterSummary,
  Evidence,
  HubStaleness,
  Journey,
  Sentence,
  Stage,
  StageName,
  StageState,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Minutes before now as a time that an object wrote. */
export function minutesAgo(
  minutes: number,
  source: TimeFact['source'] = 'object',
): TimeFact {
  return { at: new Date(Date.now() - minutes * 60_000).toISOString(), source };
}

export const sentence = (
  text: string,
  id = 'sample',
  values?: Record<string, string>,
): Sentence => ({ id, text, values });

export const PLATFORM_TEAM: Actor = {
  type: 'platform-team',
  ref: 'group:default/platform-team',
  title: 'platform team',
};

export const ANA: Actor = {
  type: 'requester',
  ref: 'user:default/ana.souza',
  title: 'Ana Souza',
};

const actor = (type: Actor['type'], title: string): Actor => ({ type, title });

const OWNERS: Partial<Record<StageName, Actor>> = {
  requested: ANA,
  reviewed: PLATFORM_TEAM,
  synced: actor('argo-cd', 'Argo CD'),
  provisioned: actor('crossplane', 'Crossplane'),
  connected: actor('argo-workflows', 'Argo Workflows'),
  delivering: actor('tenant', 'payments'),
};

export const STAGES: StageName[] = [
  'requested',
  'reviewed',
  'synced',
  'provisioned',
  'connected',
  'delivering',
];

export const aHub = (more: Partial<HubStaleness> = {}): HubStaleness => ({
  hub: 'hub-eu',
  title: 'Hub Europe',
  state: 'live',
  heardAt: minutesAgo(0).at,
  ...more,
});

type SummaryChange = Partial<ClusterSummary> & {
  name?: string;
  hub?: string;
  kind?: string;
};

export function aCluster(change: SummaryChange = {}): ClusterSummary {
  const {
    name = 'payments-prod',
    hub = 'hub-eu',
    kind = 'TenantCluster.platform.spokeport.dev',
    ...more
  } = change;
  const tenant = more.tenant ?? 'payments';
  return {
    ref: { hub, namespace: tenant, name, kind },
    tenant,
    owner: `group:default/${tenant}`,
    environment: 'prod',
    region: 'eu-west-1',
    kubernetesVersion: '1.34',
    size: 'medium',
    cidr: '10.42.0.0/16',
    state: 'Ready',
    stateSince: minutesAgo(12),
    happening: sentence('All is well', 'happening.ready'),
    applications: { total: 0, healthy: 0, progressing: 0, failing: 0 },
    heardAt: minutesAgo(0).at,
    stale: false,
    revision: '1',
    ...more,
  };
}

/** Which states count as what, as the backend counts them. */
const count = (items: ClusterSummary[], ...states: ClusterState[]) =>
  items.filter(item => states.includes(item.state)).length;

export function aClusterList(
  items: ClusterSummary[],
  more: Partial<ClusterList> = {},
): ClusterList {
  const unique = (values: (string | undefined)[]) =>
    [...new Set(values.filter((it): it is string => Boolean(it)))].sort();
  return {
    items,
    totalItems: items.length,
    totals: {
      clusters: items.length,
      tenants: unique(items.map(item => item.tenant)).length,
      onTheirWay: count(items, 'Requested', 'Provisioning', 'Connecting'),
      blocked: count(items, 'Blocked'),
      degraded: count(items, 'Degraded'),
      awaitingReview: count(items, 'Requested'),
      unknown: count(items, 'Unknown'),
    },
    facets: {
      hubs: unique(items.map(item => item.ref.hub)),
      tenants: unique(items.map(item => item.tenant)),
      environments: unique(items.map(item => item.environment)),
    },
    hubs: [aHub()],
    streamPosition: '1',
    ...more,
  };
}

export function aStage(
  name: StageName,
  state: StageState,
  more: Partial<Stage> = {},
): Stage {
  return {
    name,
    state,
    actor: OWNERS[name] ?? actor('unknown', 'not known'),
    summary: sentence(`${name} is ${state}`),
    steps: [],
    evidence: [],
    ...more,
  };
}

/** A create journey that has got as far as a stage. */
export function aJourney(
  current: StageName | undefined,
  state: StageState = 'active',
  more: Partial<Journey> = {},
): Journey {
  const at = current ? STAGES.indexOf(current) : STAGES.length;
  const stateOf = (index: number): StageState => {
    if (index === at) {
      return state;
    }
    return index < at ? 'done' : 'waiting';
  };
  return {
    key: 'platform#409 payments-prod',
    kind: 'create',
    state: current ? 'open' : 'done',
    startedAt: minutesAgo(24),
    requester: ANA,
    stages: STAGES.map((name, index) => aStage(name, stateOf(index))),
    blockers: [],
    links: [],
    ...more,
  };
}

/** The part of a journey that a list shows. */
export function summarise(
  journey: Journey,
): NonNullable<ClusterSummary['journey']> {
  const { key, kind, state, startedAt, finishedAt, stages } = journey;
  return {
    key,
    kind,
    state,
    startedAt,
    finishedAt,
    stages: stages.map(({ name, state: stageState, progress }) => ({
      name,
      state: stageState,
      progress,
    })),
    request: {
      repository: 'acme/platform',
      number: 409,
      url: 'http://localhost:7008/acme/platform/pull/409',
      title: 'Request cluster payments-prod',
      state: 'merged',
    },
  };
}

export const roleEvidence: Evidence = {
  type: 'condition',
  label: 'Role payments-prod-node',
  hub: 'hub-eu',
  apiVersion: 'iam.aws.upbound.io/v1beta1',
  kind: 'Role',
  name: 'payments-prod-node',
  uid: 'role',
  condition: 'Synced',
  status: 'False',
  reason: 'ReconcileError',
};

export function aBlocker(more: Partial<Blocker> = {}): Blocker {
  return {
    explainer: 'access-denied',
    stage: 'provisioned',
    title: sentence(
      'Role payments-prod-node is refused: access denied in account …4821',
      'blocker.access-denied.title',
      { resource: 'Role payments-prod-node', account: '…4821' },
    ),
    detail: sentence(
      'The cloud denies iam:CreateRole to spokeport-provisioner; 7 more resources wait for it.',
      'blocker.access-denied.detail',
      { action: 'iam:CreateRole', role: 'spokeport-provisioner', waiting: '7' },
    ),
    nextStep: sentence(
      'Allow iam:CreateRole for spokeport-provisioner, then it continues by itself.',
      'blocker.access-denied.next',
      { action: 'iam:CreateRole', role: 'spokeport-provisioner' },
    ),
    actor: PLATFORM_TEAM,
    since: minutesAgo(7),
    needsPerson: true,
    evidence: [roleEvidence],
    quote:
      'create failed: cannot create IAM Role: AccessDenied: User: arn:aws:sts::…4821:assumed-role/spokeport-provisioner is not authorized to perform: iam:CreateRole on resource: payments-prod-node',
    ...more,
  };
}

export function aDetail(more: Partial<ClusterDetail> = {}): ClusterDetail {
  return {
    cluster: aCluster(),
    otherJourneys: [],
    members: ['ana.souza', 'lia.moreira'],
    addons: ['argo-rollouts', 'cert-manager'],
    conditions: [],
    hub: aHub(),
    streamPosition: '1',
    ...more,
  };
}
