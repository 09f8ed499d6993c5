import { sameContent } from '../fleet/packed/sameContent';
import {
  brotliCompressSync,
  constants,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { recorded, type Recorded } from './__testUtils__/recorded';
import { DEFAULT_CLAIM_FIELDS } from './ClaimFieldPaths';
import { projectObject, ProjectionPlan } from './projectObject';
import type { ProjectedObject } from './types';

const MEANING = { cluster: true, fields: DEFAULT_CLAIM_FIELDS };
const CLAIM: ProjectionPlan = { role: 'claim', ...MEANING };
const XR: ProjectionPlan = { role: 'xr', ...MEANING };

function project(object: Recorded, plan: ProjectionPlan): ProjectedObject {
  const projected = projectObject({
    type: { hub: 'hub-eu', apiVersion: object.apiVersion, kind: object.kind },
    plan,
    object,
  });
  if (!projected) {
    throw new Error('Nothing was projected');
  }
  return projected;
}

const RECORDED: { name: string; plan: ProjectionPlan; expected: object }[] = [
  {
    name: 'claim-ready',
    plan: CLAIM,
    expected: {
      role: 'claim',
      form: 'claim',
      cluster: true,
      group: 'platform.example.org',
      namespace: 'team-a',
      name: 'shop-7044',
      generation: 4,
      createdAt: '2026-11-21T09:59:59Z',
      composite: {
        apiVersion: 'platform.example.org/v1alpha1',
        kind: 'XTenantCluster',
        name: 'shop-7044-sctg2',
      },
      composition: 'xtenantclusters',
      paused: false,
      // Members stand there as one text with commas; the tenant is the namespace, since there is no label.
      fields: {
        tenant: 'team-a',
        region: 'eu-west-1',
        members: ['ann', 'bob'],
        addons: [],
      },
      annotations: {
        'argocd.argoproj.io/tracking-id':
          'tenants:platform.example.org/TenantCluster:team-a/shop-7044',
      },
      conditions: [
        { type: 'Synced', status: 'True', reason: 'ReconcileSuccess' },
        { type: 'Ready', status: 'True', observedGeneration: 4 },
      ],
    },
  },
  {
    name: 'xr-ready',
    plan: XR,
    expected: {
      role: 'composite',
      claim: { kind: 'TenantCluster', namespace: 'team-a', name: 'shop-7044' },
      composition: 'xtenantclusters',
      resources: [
        {
          apiVersion: 'nop.crossplane.io/v1alpha1',
          kind: 'ClusterNopResource',
          name: 'shop-7044-sctg2-9dda8d850ea7',
        },
        { kind: 'XNetwork', name: 'shop-7044-sctg2-4b203caa0650' },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: 'crossplane-system',
          name: 'cluster-created-shop-7044',
        },
      ],
    },
  },
  {
    name: 'xnetwork-ready',
    plan: XR,
    // Composed by another XR: no claimRef, but a controller.
    expected: {
      role: 'composite',
      owners: [{ kind: 'XTenantCluster', controller: true }],
    },
  },
  {
    name: 'xr-function-fatal',
    plan: XR,
    expected: {
      resources: [],
      conditions: [
        {
          type: 'Synced',
          status: 'False',
          reason: 'ReconcileError',
          message:
            'cannot compose resources: pipeline step "resources" returned a fatal result: region broken is not offered',
        },
        { type: 'Responsive', status: 'True' },
      ],
    },
  },
  {
    name: 'v2-xr-ready',
    plan: XR,
    expected: {
      role: 'claim',
      form: 'namespaced-xr',
      composition: 'datastores',
      fields: { tenant: 'team-a', size: 'small' },
      // The reference names no namespace: it is the XR's own.
      resources: [{ kind: 'NopResource', namespace: 'team-a' }],
    },
  },
  {
    name: 'v2-managed-ready',
    plan: { role: 'managed' },
    expected: {
      role: 'managed',
      namespace: 'team-a',
      compositionResourceName: 'instance',
      externalName: 'store-7044-9f7a2013dcf1',
      providerConfig: 'default',
      managementPolicies: ['*'],
      deletionPolicy: 'Delete',
      owners: [{ kind: 'DataStore', controller: true }],
    },
  },
  {
    name: 'application-with-claim',
    plan: { role: 'application' },
    expected: {
      project: 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'team-a',
      },
      sources: [{ path: 'clusters', targetRevision: 'main' }],
      automated: { prune: true, selfHeal: true },
      sync: {
        status: 'Synced',
        revisions: ['718ef8535c56af2e1bbfaa76880a688295992fdc'],
      },
      health: { status: 'Healthy' },
      operation: {
        phase: 'Succeeded',
        partial: true,
        revisions: ['718ef8535c56af2e1bbfaa76880a688295992fdc'],
        resources: [
          {
            group: 'platform.example.org',
            kind: 'TenantCluster',
            namespace: 'team-a',
            name: 'shop-7044',
            status: 'Synced',
          },
        ],
      },
      history: [
        { id: 0, initiatedBy: 'automated' },
        { id: 1 },
        {
          id: 2,
          revisions: ['718ef8535c56af2e1bbfaa76880a688295992fdc'],
          deployedAt: '2026-11-21T09:59:59Z',
        },
      ],
      resources: [
        { group: '', kind: 'ConfigMap', status: 'Synced' },
        { kind: 'TenantCluster', name: 'shop-7044', status: 'Synced' },
        // Argo CD lists the XR too, because Crossplane copied the tracking id to it.
        { kind: 'XTenantCluster', name: 'shop-7044-sctg2' },
      ],
    },
  },
  {
    name: 'application-comparison-error',
    plan: { role: 'application' },
    expected: {
      health: { status: 'Healthy' },
      sync: { status: 'Unknown', revisions: ['main'] },
      automated: undefined,
      operation: undefined,
      resources: [],
      conditions: [{ type: 'ComparisonError', status: undefined }],
    },
  },
  {
    name: 'application-helm-spoke',
    plan: { role: 'application' },
    expected: {
      destination: { name: 'spoke-1', server: undefined },
      automated: { prune: false, selfHeal: false },
      owners: [{ kind: 'ApplicationSet', controller: true }],
    },
  },
  {
    name: 'application-synced-by-operation',
    plan: { role: 'application' },
    expected: {
      // Asked for `main`, and synced a commit.
      operation: {
        partial: false,
        revisions: ['02ab53d92ec221c0895e8afa1de58e131add6c0a'],
      },
      history: [{ initiatedBy: 'portal' }],
    },
  },
  {
    name: 'applicationset',
    plan: { role: 'application-set' },
    expected: {
      role: 'application-set',
      conditions: [
        { type: 'ErrorOccurred', status: 'False' },
        { type: 'ParametersGenerated' },
        { type: 'ResourcesUpToDate' },
      ],
      selects: ['enable_metrics'],
    },
  },
  {
    name: 'appproject',
    plan: { role: 'app-project' },
    expected: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      syncWindows: [],
    },
  },
  {
    name: 'sensor-workflow-succeeded',
    plan: { role: 'workflow' },
    expected: {
      phase: 'Succeeded',
      progress: '4/4',
      template: 'onboard-cluster',
      parameters: {
        'cluster-name': 'shop-7044',
        'product-team-members': 'ann,bob',
      },
      suspended: false,
      labels: { 'events.argoproj.io/sensor': 'onboard-cluster' },
      nodes: expect.arrayContaining([
        expect.objectContaining({
          displayName: 'register-cluster-in-argocd',
          type: 'Pod',
          phase: 'Succeeded',
          boundaryId: 'auto-configure-argocd-xdk66',
        }),
      ]),
    },
  },
  {
    name: 'workflow-approval-gate',
    plan: { role: 'workflow' },
    expected: { phase: 'Running', suspended: true },
  },
  {
    name: 'workflow-failed',
    plan: { role: 'workflow' },
    expected: {
      phase: 'Failed',
      nodes: expect.arrayContaining([
        expect.objectContaining({
          displayName: 'configure-user-access',
          message: 'main: Error (exit code 1): admin login refused',
        }),
      ]),
    },
  },
  {
    name: 'warning-event',
    plan: { role: 'warning-event' },
    expected: {
      role: 'warning-event',
      involved: { kind: 'XTenantCluster' },
      count: expect.any(Number),
      lastSeen: expect.stringMatching(/^2026-/),
    },
  },
  {
    name: 'eventsource',
    plan: { role: 'event-source' },
    expected: { role: 'event-source', kind: 'EventSource' },
  },
];

it.each(RECORDED)('projects the recorded $name', ({ name, plan, expected }) => {
  expect(project(recorded(name), plan)).toMatchObject(expected);
});

it('lets nothing but metadata through of what may be secret', () => {
  const object = recorded('event-configmap');
  const projected = project(object, { role: 'cluster-event' });
  expect(projected.labels).toMatchObject({
    'platform.example.org/event': 'cluster-created',
  });
  expect(JSON.stringify(projected)).not.toContain('111122223333');
});

it('drops annotations that it does not use', () => {
  const projected = project(recorded('claim-ready'), CLAIM);
  expect(Object.keys(projected.annotations)).toEqual([
    'argocd.argoproj.io/tracking-id',
  ]);
});

describe('xrds', () => {
  const xrd = (apiVersion: string, spec: object, labels = {}) => ({
    apiVersion,
    kind: 'CompositeResourceDefinition',
    metadata: { uid: 'u', name: 'n', resourceVersion: '1', labels },
    spec: {
      group: 'platform.spokeport.dev',
      names: { kind: 'XTenantCluster', plural: 'xtenantclusters' },
      versions: [
        { name: 'v1alpha1', served: true },
        { name: 'v0', served: false },
      ],
      ...spec,
    },
  });

  it.each([
    {
      reason: 'Crossplane 1 knows no scope',
      object: xrd('apiextensions.crossplane.io/v1', {
        claimNames: { kind: 'TenantCluster', plural: 'tenantclusters' },
      }),
      expected: {
        scope: 'LegacyCluster',
        cluster: false,
        versions: ['v1alpha1'],
        claimKind: {
          group: 'platform.spokeport.dev',
          kind: 'TenantCluster',
          plural: 'tenantclusters',
        },
      },
    },
    {
      reason: 'v2 defaults to Namespaced',
      object: xrd('apiextensions.crossplane.io/v2', {}),
      expected: { scope: 'Namespaced', claimKind: undefined },
    },
    {
      reason: 'the label marks a cluster kind',
      object: xrd(
        'apiextensions.crossplane.io/v2',
        { scope: 'Cluster' },
        { 'spokeport.dev/cluster': 'true' },
      ),
      expected: { scope: 'Cluster', cluster: true },
    },
  ])('$reason', ({ object, expected }) => {
    expect(project(object, { role: 'xrd' })).toMatchObject(expected);
  });
});

describe('claims', () => {
  it.each([
    {
      reason: 'paths, labels and annotations',
      fields: {
        tenant: 'label:team',
        environment: "metadata.annotations['example.org/stage']",
        cidr: 'spec.networks[1].cidr',
        size: 'annotation:example.org/size',
        members: 'spec.people',
      },
      expected: {
        tenant: 'payments',
        environment: 'prod',
        cidr: '10.1.0.0/16',
        size: 'large',
        kubernetesVersion: undefined,
        members: ['ana.souza', '7'],
      },
    },
    {
      reason: 'paths that lead nowhere, or to the wrong type',
      fields: {
        tenant: 'spec.people.length',
        region: 'spec.networks',
        cidr: '',
      },
      expected: { tenant: undefined, region: undefined, cidr: undefined },
    },
    {
      reason: 'what every object inherits is no field',
      fields: { tenant: 'spec.constructor.name' },
      expected: { tenant: undefined },
    },
  ])('reads $reason', ({ fields, expected }) => {
    const object = {
      apiVersion: 'a.example.org/v1',
      kind: 'A',
      metadata: {
        uid: 'u',
        name: 'n',
        namespace: 'ns',
        labels: { team: 'payments' },
        annotations: {
          'example.org/stage': 'prod',
          'example.org/size': 'large',
        },
      },
      spec: {
        networks: [{}, { cidr: '10.1.0.0/16' }],
        people: ['ana.souza', 7, { name: 'no text' }],
      },
    };
    expect(
      project(object, { role: 'claim', cluster: true, fields }),
    ).toMatchObject({ fields: expected });
  });

  it.each([
    {
      reason: 'a claimless XR stands for itself',
      change: {},
      expected: { role: 'claim', form: 'claimless-xr' },
    },
    {
      reason: 'an XR that another one controls is a composite',
      change: {
        ownerReferences: [
          {
            apiVersion: 'a/v1',
            kind: 'X',
            name: 'x',
            uid: 'o',
            controller: true,
          },
        ],
      },
      expected: { role: 'composite' },
    },
    {
      reason: 'an owner that does not control makes no composite',
      change: {
        ownerReferences: [
          { apiVersion: 'a/v1', kind: 'X', name: 'x', uid: 'o' },
        ],
      },
      expected: { role: 'claim' },
    },
  ])('$reason', ({ change, expected }) => {
    const object = {
      apiVersion: 'a.example.org/v1',
      kind: 'XA',
      metadata: { uid: 'u', name: 'n', ...change },
    };
    expect(project(object, XR)).toMatchObject(expected);
  });
});

describe('workflow nodes', () => {
  const workflow = (status: object) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { uid: 'u', name: 'n' },
    status: { phase: 'Running', ...status },
  });
  const nodes = Buffer.from(
    JSON.stringify({ a: { id: 'a', name: 'a', phase: 'Running' } }),
  );

  it.each([
    {
      reason: 'gzip',
      status: { compressedNodes: gzipSync(nodes).toString('base64') },
      expected: { nodes: [{ id: 'a' }], nodesMissing: undefined },
    },
    {
      reason: 'zstd',
      status: { compressedNodes: zstdCompressSync(nodes).toString('base64') },
      expected: { nodes: [{ id: 'a' }], nodesMissing: undefined },
    },
    {
      reason: 'brotli',
      status: { compressedNodes: brotliCompressSync(nodes).toString('base64') },
      expected: { nodes: [{ id: 'a' }], nodesMissing: undefined },
    },
    {
      reason: 'a bomb of brotli',
      status: {
        compressedNodes: brotliCompressSync(Buffer.alloc(64 << 20), {
          params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
        }).toString('base64'),
      },
      expected: { nodes: [], nodesMissing: 'compressed' },
    },
    {
      reason: 'a bomb',
      status: {
        compressedNodes: gzipSync(Buffer.alloc(64 << 20)).toString('base64'),
      },
      expected: { nodes: [], nodesMissing: 'compressed' },
    },
    {
      reason: 'damage',
      status: { compressedNodes: 'no base64 of anything' },
      expected: { nodes: [], nodesMissing: 'compressed' },
    },
    {
      reason: 'nodes in a database',
      status: { offloadNodeStatusVersion: 'fnv:123' },
      expected: { nodes: [], nodesMissing: 'offloaded' },
    },
    {
      reason: 'a workflow that has just begun',
      status: {},
      expected: { nodes: [], nodesMissing: undefined },
    },
  ])('copes with $reason', ({ status, expected }) => {
    expect(project(workflow(status), { role: 'workflow' })).toMatchObject(
      expected,
    );
  });
});

it('keeps a bounded number of a workflow’s nodes', () => {
  const many = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [
      `n${index}`,
      { id: `n${index}`, name: `n${index}`, phase: 'Running' },
    ]),
  );
  expect(
    project(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { uid: 'u', name: 'n' },
        status: {
          phase: 'Running',
          compressedNodes: gzipSync(JSON.stringify(many)).toString('base64'),
        },
      },
      { role: 'workflow' },
    ),
  ).toMatchObject({ nodes: { length: 2_000 } });
});

describe('applications with several sources', () => {
  it('keeps one revision a source', () => {
    const object = recorded('application-synced-by-operation');
    object.spec.sources = [
      { repoURL: 'https://example.org/a', ref: 'values' },
      { repoURL: 'https://example.org/b', chart: 'c', targetRevision: '1.0.0' },
    ];
    object.status.sync.revisions = ['abc', '1.0.0'];
    expect(project(object, { role: 'application' })).toMatchObject({
      sources: [{ ref: 'values' }, { chart: 'c' }],
      sync: { revisions: ['abc', '1.0.0'] },
      hydrated: undefined,
    });
  });

  it('keeps which files it takes from other sources for values', () => {
    const object = recorded('application-synced-by-operation');
    object.spec.sources = [
      {
        repoURL: 'https://example.org/b',
        chart: 'c',
        helm: {
          valueFiles: ['values.yaml', '$own/environments/prod/values.yaml', 7],
        },
      },
      { repoURL: 'https://example.org/a', ref: 'own' },
    ];
    expect(project(object, { role: 'application' })).toMatchObject({
      sources: [
        { valueFiles: ['$own/environments/prod/values.yaml'] },
        { ref: 'own', valueFiles: undefined },
      ],
    });
  });

  it('keeps what people write under the hydrator, and which of their commits it made the other from', () => {
    const object = recorded('application-synced-by-operation');
    object.spec.sourceHydrator = {
      drySource: { repoURL: 'https://example.org/a', path: 'dry' },
      syncSource: { targetBranch: 'hydrated', path: 'wet' },
    };
    object.status.sourceHydrator = {
      lastSuccessfulOperation: { drySHA: 'dry', hydratedSHA: 'wet' },
    };
    expect(project(object, { role: 'application' })).toMatchObject({
      sources: [{ path: 'dry' }],
      hydrated: { drySha: 'dry', hydratedSha: 'wet' },
    });
  });
});

describe('what is a change', () => {
  it.each([
    {
      reason: 'a new resourceVersion is no change',
      change: (object: Recorded) => {
        object.metadata.resourceVersion = '9999';
      },
      same: true,
    },
    {
      reason:
        'reconciledAt, which Argo CD rewrites every few minutes, is no change',
      change: (object: Recorded) => {
        object.status.reconciledAt = '2027-01-01T00:00:00Z';
      },
      same: true,
    },
    {
      reason: 'the order of labels is no change',
      change: (object: Recorded) => {
        object.metadata.labels = { b: '2', a: '1' };
      },
      base: (object: Recorded) => {
        object.metadata.labels = { a: '1', b: '2' };
      },
      same: true,
    },
    {
      reason: 'another sync status is a change',
      change: (object: Recorded) => {
        object.status.sync.status = 'OutOfSync';
      },
      same: false,
    },
    {
      reason: 'a label called resourceVersion is content',
      change: (object: Recorded) => {
        object.metadata.labels = { resourceVersion: '2' };
      },
      base: (object: Recorded) => {
        object.metadata.labels = { resourceVersion: '1' };
      },
      same: false,
    },
  ])('$reason', ({ change, base, same }) => {
    const before = recorded('application-with-claim');
    base?.(before);
    const after = structuredClone(before);
    change(after);
    const plan: ProjectionPlan = { role: 'application' };
    expect(sameContent(project(before, plan), project(after, plan))).toBe(same);
  });
});

describe('odd objects', () => {
  const ODD = [
    undefined,
    null,
    0,
    -1,
    NaN,
    '',
    'x',
    true,
    [],
    [null],
    {},
    [[]],
  ];

  /** Every way to replace one field, at any depth, by something odd. */
  function* oddities(object: unknown): Generator<() => () => void> {
    if (typeof object !== 'object' || object === null) {
      return;
    }
    const fields = object as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      for (const odd of ODD) {
        yield () => {
          fields[key] = odd;
          return () => {
            fields[key] = value;
          };
        };
      }
      yield* oddities(value);
    }
  }

  it.each(RECORDED)('never throw: $name', ({ name, plan }) => {
    const object = recorded(name);
    const type = {
      hub: 'hub-eu',
      apiVersion: object.apiVersion,
      kind: object.kind,
    };
    let tried = 0;
    for (const apply of oddities(object)) {
      const undo = apply();
      const projected = projectObject({ type, plan, object });
      undo();
      tried += 1;
      const fit =
        projected === undefined ||
        (typeof projected.uid === 'string' &&
          typeof projected.name === 'string' &&
          Array.isArray(projected.owners) &&
          Array.isArray(projected.finalizers));
      if (!fit) {
        throw new Error(`Misshapen: ${JSON.stringify(projected)}`);
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it.each([
    { object: undefined },
    { object: null },
    { object: 'text' },
    { object: [] },
    { object: {} },
    { object: { metadata: { name: 'no-uid' } } },
  ])('gives nothing for $object', ({ object }) => {
    expect(
      projectObject({
        type: { hub: 'hub-eu', apiVersion: 'v1', kind: 'A' },
        plan: { role: 'generic' },
        object,
      }),
    ).toBeUndefined();
  });

  it('shortens what is too long', () => {
    const object = recorded('xr-function-fatal');
    object.status.conditions[0].message = 'x'.repeat(1_000_000);
    const { conditions } = project(object, XR) as {
      conditions: { message: string }[];
    };
    expect(conditions[0].message).toHaveLength(4_000);
  });
});
