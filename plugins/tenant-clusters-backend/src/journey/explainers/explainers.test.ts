import type { Blocker } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { clusterWith } from '../__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  CREATING,
  entryOf,
  eventObject,
  failed,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  warningObject,
  workflowObject,
} from '../__testUtils__/objects';
import { mergedRequestFor, requestFor } from '../__testUtils__/requestFor';
import { recorded, Sample } from '../__testUtils__/Sample';
import { BUILT_IN_EXPLAINERS } from './builtInExplainers';

const MINUTE = 60_000;
/** Far enough after everything that all patience is over, and all before the hub is stale. */
const LATE = '2026-11-28T10:00:00Z';

const upjet = (code: string, call = 'IAM: CreateRole', status = 403) =>
  `create failed: async create failed: failed to create the resource: [{0 creating IAM Role (x-node-role): operation error ${call}, https response error StatusCode: ${status}, RequestID: 6f2f6d1c, api error ${code}  []}]`;

const DENIAL = upjet(
  'AccessDenied: User: arn:aws:sts::111122224821:assumed-role/spokeport-provisioner/1 is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122224821:role/x because no identity-based policy allows the iam:CreateRole action',
);

/** A cluster one of whose resources says this in its Synced condition. */
const saying = (message: string) => () =>
  clusterWith([
    managedObject('Role', 'node-role', [failed(message), CREATING]),
    managedObject('NodeGroup', 'default', [SYNCED, CREATING], {
      spec: { forProvider: { nodeRoleArnRef: { name: 'x-node-role' } } },
    }),
    // Unready beside it, and waiting for nothing of it.
    managedObject('VPC', 'vpc', [SYNCED, CREATING]),
  ]).sample;

const open = (request: Parameters<typeof requestFor>[1]) => () => {
  const sample = new Sample();
  sample.requests.set(requestFor('prod', request));
  return sample;
};

const merged = (...applications: ReturnType<typeof applicationObject>[]) => {
  const sample = new Sample().put(...applications);
  sample.requests.set(mergedRequestFor('prod'));
  return sample;
};

/** A cluster that is provisioned, its event written. */
const provisioned = () => {
  const world = clusterWith([], {
    claim: { conditions: [SYNCED, READY] },
    composite: { conditions: [SYNCED, READY] },
  });
  world.sample.put(eventObject(world.composite));
  return world;
};

const running = (status: Record<string, unknown>, phase: string) => () => {
  const { sample, claim } = provisioned();
  return sample.put(
    workflowObject('handover-1', {
      labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
      phase,
      status,
    }),
  );
};

const recordedNodes = (name: string) =>
  recorded(name)[0].status as Record<string, unknown>;

interface Case {
  reason: string;
  id: string;
  /** Where the message or object is from: recorded from a real controller, or cited from a source. */
  from: string;
  sample: () => Sample;
  cluster?: string;
  title: string;
  detail?: string;
  next?: string;
  actor: Blocker['actor']['type'];
  /** Milliseconds; undefined where no person ever need act. */
  patience?: number;
}

const cases: Case[] = [
  {
    reason: 'the cloud denies a call',
    id: 'access-denied',
    from: 'cited: hashicorp/terraform-provider-aws through crossplane/upjet',
    sample: saying(DENIAL),
    title: 'Role node-role is refused: access denied in account …4821',
    detail:
      'The cloud denies iam:CreateRole to spokeport-provisioner; one more resource waits for it.',
    next: 'Allow iam:CreateRole for spokeport-provisioner, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a quota is used up',
    id: 'quota',
    from: 'cited: EC2 API error codes',
    sample: saying(
      upjet('VpcLimitExceeded: The maximum number of VPCs has been reached.'),
    ),
    title: 'Role node-role is refused: a quota is used up',
    detail:
      'The cloud account is at its limit: The maximum number of VPCs has been reached.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'the cloud throttles, in EC2’s words that end like a quota’s',
    id: 'throttled',
    from: 'cited: EC2 API error codes',
    sample: saying(upjet('RequestLimitExceeded: Request limit exceeded.')),
    title: 'Role node-role waits: the cloud asks for fewer calls',
    actor: 'cloud',
  },
  {
    reason: 'a CIDR that the cloud refuses',
    id: 'invalid-cidr',
    from: 'cited: EC2 API error codes',
    sample: saying(
      upjet("InvalidVpc.Range: The CIDR '10.42.0.0/8' is invalid."),
    ),
    title: 'Role node-role is refused: its address range is not valid',
    detail: 'The cloud refuses the range 10.42.0.0/8.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a ProviderConfig that does not exist',
    id: 'provider-config',
    from: 'cited: crossplane-contrib/provider-upjet-aws:internal/clients/aws.go',
    sample: saying(
      'connect failed: cannot initialize the Terraform plugin SDK async external client: cannot get terraform setup: cannot get referenced Provider: payments: ProviderConfig.aws.upbound.io "payments" not found',
    ),
    title:
      'Role node-role cannot reach the cloud: ProviderConfig payments does not exist',
    detail:
      'Crossplane has no working credentials for the account of payments.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason:
      'a ProviderConfig whose role may not be assumed, which is no denied call',
    id: 'provider-config',
    from: 'cited: crossplane-contrib/provider-upjet-aws and the AWS SDK',
    sample: saying(
      'connect failed: cannot get terraform setup: failed to refresh cached credentials, operation error STS: AssumeRole, api error AccessDenied: User: arn:aws:iam::111122224821:user/hub is not authorized to perform: sts:AssumeRole',
    ),
    title:
      'Role node-role cannot reach the cloud: ProviderConfig payments does not work',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'no Composition of that name',
    id: 'no-composition',
    from: 'recorded: Crossplane 2.1',
    sample: () =>
      new Sample().load('claim-no-composition', 'xr-no-composition'),
    cluster: 'nocomp-7044',
    title: 'There is no Composition does-not-exist',
    detail: 'Crossplane does not know how to build XTenantCluster without it.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a function refuses',
    id: 'function-fatal',
    from: 'recorded: Crossplane 2.1',
    sample: () =>
      new Sample().load('claim-function-fatal', 'xr-function-fatal'),
    cluster: 'fatal-7044',
    title: 'The platform refuses it: region broken is not offered',
    detail: 'Step resources of its Composition ended with a fatal result.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'only a Warning event says why: XR Creating with Synced=True',
    id: 'undeclared-field',
    from: 'cited: server-side apply of sigs.k8s.io/structured-merge-diff, as Crossplane 2.1 reports it',
    sample: () => {
      const { sample, composite } = clusterWith([]);
      return sample.put(
        warningObject(composite, {
          reason: 'ComposeResources',
          message:
            'cannot compose resources: cannot apply composite resource status: failed to create typed patch object (/prod-x1; platform.spokeport.dev/v1alpha1, Kind=XTenantCluster): .status.endpoint: field not declared in schema',
        }),
      );
    },
    title:
      'Its Composition writes a field that XTenantCluster does not declare',
    detail:
      'The field status.endpoint is missing in the schema, so the status is never written and it never becomes ready.',
    next: 'Declare status.endpoint in the CompositeResourceDefinition.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a field that cannot be changed',
    id: 'immutable-field',
    from: 'cited: crossplane/upjet:pkg/controller/external_tfpluginsdk.go',
    sample: saying(
      'update failed: refuse to update the external resource because the following update requires replacing it: Cannot change the value of the argument "cidr_block"',
    ),
    title: 'Role node-role would have to be replaced',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a resource is unavailable while its XR merely says Creating',
    id: 'unavailable',
    from: 'recorded: Crossplane 2.1, provider-nop',
    sample: () =>
      new Sample().load(
        'claim-resource-unavailable',
        'xr-resource-unavailable',
        'managed-unavailable',
      ),
    cluster: 'unready-7044',
    title: 'ClusterNopResource eks is unavailable',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'paused',
    id: 'paused',
    from: 'cited: crossplane/crossplane-runtime:apis/common/v1/condition.go',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [
          {
            type: 'Synced',
            status: 'False',
            reason: 'ReconcilePaused',
            lastTransitionTime: '2026-11-21T10:00:00Z',
          },
        ]),
      ]).sample,
    title: 'Role node-role is paused',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'refers to what never comes',
    id: 'reference',
    from: 'cited: crossplane/crossplane-runtime:pkg/reference/reference.go',
    sample: saying(
      'cannot resolve references: mg.Spec.ForProvider.RoleArn: referenced field was empty (referenced resource may not yet be ready)',
    ),
    title: 'Role node-role waits for what it refers to',
    actor: 'platform-team',
    patience: 60 * MINUTE,
  },
  {
    reason: 'nothing says why, for longer than clouds take',
    id: 'slow',
    from: 'recorded form: Ready=False/Creating without a message',
    sample: () =>
      clusterWith([managedObject('Role', 'node-role', [SYNCED, CREATING])])
        .sample,
    title: 'Role node-role takes longer than usual',
    actor: 'platform-team',
    patience: 60 * MINUTE,
  },
  {
    reason: 'no Application reads the path',
    id: 'no-application',
    from: 'by design: absence of evidence',
    sample: () =>
      merged(
        applicationObject('orders', {
          spec: {
            source: {
              repoURL: 'http://localhost:7008/acme/platform.git',
              path: 'tenants/orders',
            },
          },
        }),
      ),
    title: 'No Application covers tenants/payments/clusters/prod.yaml',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'manifests cannot be rendered while health says Healthy',
    id: 'comparison-error',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: recordedNodes('application-comparison-error'),
        }),
      ),
    title: 'Argo CD cannot read tenant-payments',
    detail:
      'The path apps/nowhere does not exist in its repository, so nothing in tenant-payments is applied.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a sync that failed',
    id: 'sync-failed',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: recordedNodes('application-failed'),
        }),
      ),
    title: 'Argo CD failed to apply tenant-payments',
    detail: 'The last sync of tenant-payments ended with Failed.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'the AppProject forbids it',
    id: 'project-denied',
    from: 'cited: argoproj/argo-cd:util/argo/argo.go',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'Unknown' },
            conditions: [
              {
                type: 'InvalidSpecError',
                message:
                  "application destination server 'https://kubernetes.default.svc' and namespace 'payments' do not match any of the allowed destinations in project 'payments'",
              },
            ],
          },
        }),
      ),
    title: 'Project payments does not allow it',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'OutOfSync without automation',
    id: 'sync-manual',
    from: 'recorded: Argo CD 3.2',
    sample: () =>
      merged(
        applicationObject('tenant-payments', {
          spec: { syncPolicy: undefined },
          status: recordedNodes('application-outofsync'),
        }),
      ),
    title: 'tenant-payments is not synced automatically',
    next: 'Sync tenant-payments in Argo CD.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'provisioned, and no event was written',
    id: 'event-missing',
    from: 'by design: absence of evidence',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(secretObject('other'));
    },
    title: 'No handover event was written',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'the event is written, and no workflow came',
    id: 'run-missing',
    from: 'by design: absence of evidence',
    sample: () => provisioned().sample,
    title: 'The handover did not start',
    detail:
      'The event cluster-event-prod-x1 is written, but no workflow was started for it.',
    actor: 'platform-team',
    patience: 3 * MINUTE,
  },
  {
    reason: 'a step of the handover failed',
    id: 'step-failed',
    from: 'recorded: Argo Workflows 3.7',
    sample: running(recordedNodes('workflow-failed'), 'Failed'),
    title: 'The handover failed at configure-user-access',
    detail: 'Workflow handover-1 ended with Failed.',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a Suspend node waits for somebody',
    id: 'approval',
    from: 'recorded: Argo Workflows 3.7',
    sample: running(recordedNodes('workflow-approval-gate'), 'Running'),
    title: 'The handover waits for an approval at approve',
    actor: 'platform-team',
    patience: 15 * MINUTE,
  },
  {
    reason: 'an application that is expected and not there',
    id: 'application-missing',
    from: 'by design: absence of evidence',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(
        secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
      );
    },
    title: 'Application bootstrap-prod was not made',
    actor: 'platform-team',
    patience: 5 * MINUTE,
  },
  {
    reason: 'an application that is Degraded',
    id: 'application-unhealthy',
    from: 'cited: argoproj/gitops-engine:pkg/health/health_deployment.go',
    sample: () => {
      const { sample } = clusterWith([], {
        claim: { conditions: [SYNCED, READY] },
      });
      return sample.put(
        secretObject('prod', { createdAt: '2026-11-28T09:30:00Z' }),
        applicationObject('bootstrap-prod', {
          metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
          spec: { destination: { server: 'https://prod.example.org' } },
          status: {
            health: {
              status: 'Degraded',
              message: 'Deployment "api" exceeded its progress deadline',
            },
          },
        }),
      );
    },
    title: 'bootstrap-prod is Degraded',
    actor: 'tenant',
    patience: 5 * MINUTE,
  },
  {
    reason: 'nobody has reviewed it',
    id: 'review-missing',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({}),
    title: 'Nobody has reviewed it yet',
    detail:
      'acme/platform#409 waits for an approval by platform team before it can be merged.',
    actor: 'platform-team',
    patience: 72 * 60 * MINUTE,
  },
  {
    reason: 'approved and not merged',
    id: 'merge-missing',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'approved' }] },
    }),
    title: 'Approved, but not merged yet',
    actor: 'platform-team',
    patience: 72 * 60 * MINUTE,
  },
  {
    reason: 'a check failed',
    id: 'checks-failed',
    from: 'cited: GitHub REST API, check runs',
    sample: open({
      request: {
        checks: {
          total: 2,
          passed: 1,
          failed: 1,
          pending: 0,
          failures: ['validate'],
        },
      },
    }),
    title: 'Checks of its pull request failed',
    detail: 'Failed: validate.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a reviewer asked for changes',
    id: 'changes-requested',
    from: 'cited: GitHub REST API, pull request reviews',
    sample: open({
      request: { reviews: [{ by: 'bruno.lima', state: 'changes-requested' }] },
    }),
    title: 'bruno.lima asked for changes',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a conflict with the base',
    id: 'conflict',
    from: 'cited: GitHub REST API, mergeable_state dirty',
    sample: open({ request: { mergeable: 'conflicting' } }),
    title: 'Its pull request conflicts with main',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a draft',
    id: 'draft',
    from: 'cited: GitHub REST API, draft',
    sample: open({ request: { draft: true } }),
    title: 'Its pull request is still a draft',
    actor: 'requester',
    patience: 72 * 60 * MINUTE,
  },
  {
    reason: 'a hub that does not answer',
    id: 'hub-unreachable',
    from: 'by design: silence',
    sample: () =>
      clusterWith([], { now: '2026-11-21T10:00:00Z' }).sample.hub({
        state: 'unreachable',
      }),
    title: 'Hub Europe does not answer',
    actor: 'platform-team',
    patience: 0,
  },
  {
    reason: 'a hub that refuses our credentials',
    id: 'hub-credentials',
    from: 'cited: Kubernetes API, 401 Unauthorized',
    sample: () =>
      clusterWith([], { now: '2026-11-21T10:00:00Z' }).sample.hub({
        state: 'unauthorized',
      }),
    title: 'Hub Europe refuses our credentials',
    actor: 'platform-team',
    patience: 0,
  },
];

const isHubCase = ({ id }: Case) => id.startsWith('hub-');

/** The blocker of a case when all patience is over. */
function lateBlocker(test: Case): Blocker | undefined {
  const sample = test.sample();
  // First looked at early, so that the clock knows since when; and again when patience is over.
  sample.view(test.cluster ?? 'prod');
  if (isHubCase(test)) {
    sample.silentUntil(LATE);
  } else {
    sample.at(LATE);
  }
  return sample
    .view(test.cluster ?? 'prod')
    .blockers.find(({ explainer }) => explainer === test.id);
}

describe('explainers', () => {
  it.each(cases)('$id: $reason ($from)', test => {
    const blocker = lateBlocker(test);
    expect(blocker).toMatchObject({
      title: { text: test.title },
      actor: { type: test.actor },
      needsPerson: test.patience !== undefined,
      ...(test.detail && { detail: { text: test.detail } }),
      ...(test.next && { nextStep: { text: test.next } }),
    });
    expect(blocker?.evidence.length).toBeGreaterThan(0);
  });

  it.each(cases.filter(({ patience }) => patience))(
    '$id asks for nobody before its patience is over',
    test => {
      const sample = test.sample();
      sample.view(test.cluster ?? 'prod');
      sample.at(LATE);
      const since = Date.parse(lateBlocker(test)?.since.at ?? '');
      expect(Number.isNaN(since)).toBe(false);
      const early = new Date(since + test.patience! - 1_000).toISOString();
      const blocker = sample
        .at(early)
        .view(test.cluster ?? 'prod')
        .blockers.find(({ explainer }) => explainer === test.id);
      expect(blocker?.needsPerson ?? false).toBe(false);
    },
  );

  it('has a case for each built-in explainer', () => {
    const tested = new Set(cases.map(({ id }) => id));
    expect(
      BUILT_IN_EXPLAINERS.map(({ id }) => id).filter(id => !tested.has(id)),
    ).toEqual([]);
  });
});

describe('explainers stay silent', () => {
  it.each([
    {
      reason: 'Kubernetes’ own refusal is no denial by the cloud',
      message:
        'cannot apply: roles.rbac is forbidden: User "system:serviceaccount:x" cannot create resource',
    },
    {
      reason: 'a word in a name',
      message: 'waiting for role AccessDeniedless',
    },
    {
      reason: 'a limit that is no quota',
      message: 'context deadline exceeded: rate limiter would exceed deadline',
    },
    {
      reason: 'a CIDR that is merely named',
      message: 'creating subnet with CIDR 10.0.0.0/24: connection reset',
    },
    {
      reason: 'a field that is declared',
      message: 'field spec.region declared in schema is required',
    },
    {
      reason: 'a Composition that is merely named',
      message: 'cannot patch from Composition xtenantclusters: timed out',
    },
    {
      reason: 'a fatal error of another kind',
      message: 'fatal result expected, got none',
    },
    {
      reason: 'a project that is no AppProject',
      message: 'resource is not permitted in project "gcp-billing"',
    },
  ])('where $reason', ({ message }) => {
    const [blocker] = saying(message)().at(LATE).view('prod').blockers;
    expect(blocker).toMatchObject({ explainer: 'quoted', quote: message });
    expect(blocker.title.text).toBe(`Role node-role: ${message}`);
  });

  it('a Ready cluster has no blockers', () => {
    const { sample } = clusterWith(
      [managedObject('Role', 'node-role', [SYNCED, READY])],
      { claim: { conditions: [SYNCED, READY] } },
    );
    sample.put(
      applicationObject('tenant-payments', {
        status: { resources: [entryOf(claimObject('prod'))] },
      }),
    );
    expect(sample.view('prod').blockers).toEqual([]);
  });
});
