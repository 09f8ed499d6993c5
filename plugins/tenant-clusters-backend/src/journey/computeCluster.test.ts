import { clusterWith } from './__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  compositeObject,
  CREATING,
  entryOf,
  failed,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  warningObject,
  workflowObject,
} from './__testUtils__/objects';
import { mergedRequestFor, requestFor } from './__testUtils__/requestFor';
import { Sample, stageStates } from './__testUtils__/Sample';

const done = { conditions: [SYNCED, READY] };
const MERGE = 'a'.repeat(40);
const LATER = 'b'.repeat(40);

const bootstrap = (status: Record<string, unknown>) =>
  applicationObject('bootstrap-prod', {
    metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
    spec: { destination: { server: 'https://prod.example.org' } },
    status,
  });

/** A cluster that is provisioned, handed over, and whose applications are in place. */
function finished() {
  const world = clusterWith(
    [managedObject('Role', 'node-role', [SYNCED, READY])],
    { claim: done, composite: done },
  );
  const { sample, claim } = world;
  sample.requests.set(mergedRequestFor('prod'));
  sample.put(
    applicationObject('tenant-payments', {
      status: { resources: [entryOf(claim)] },
    }),
    workflowObject('handover-1', {
      labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
      phase: 'Succeeded',
      status: { finishedAt: '2026-11-21T10:03:30Z' },
    }),
    secretObject('prod'),
    bootstrap({ health: { status: 'Healthy' } }),
  );
  return world;
}

describe('a finished cluster', () => {
  it('is Ready, its journey done, each stage with its times', () => {
    const { sample } = finished();
    const view = sample.view('prod');
    expect(view.summary).toMatchObject({
      state: 'Ready',
      tenant: 'payments',
      owner: 'group:default/payments',
      region: 'eu-west-1',
      happening: { text: 'All is well; applications at aaaaaaa' },
      applications: { total: 1, healthy: 1, failing: 0, progressing: 0 },
      journey: { kind: 'create', state: 'done', request: { number: 409 } },
      stale: false,
    });
    expect(view.blockers).toEqual([]);
    expect(view.journey).toMatchObject({
      requester: { ref: 'user:default/ana.souza', title: 'ana.souza' },
      startedAt: { at: '2026-11-21T09:50:00Z', source: 'object' },
    });
    expect(
      view.journey?.stages.map(
        ({ name, state, summary, durationSeconds }) =>
          `${name} ${state}: ${summary.text} (${durationSeconds ?? '–'})`,
      ),
    ).toEqual([
      'requested done: ana.souza opened acme/platform#409 (0)',
      'reviewed done: Approved by bruno.lima, merged by bruno.lima (480)',
      'synced done: Argo CD applied aaaaaaa in application tenant-payments (120)',
      'provisioned done: 1 of 1 resources ready (120)',
      'verified skipped: No verification workflow exists for it (–)',
      'connected done: Workflow handover-1 succeeded (85)',
      'delivering done: 1 of 1 expected applications Synced and Healthy (120)',
    ]);
  });

  it('keeps its journey when Ready flips for a moment, and is Degraded when it lasts', () => {
    const { sample, claim } = finished();
    sample.view('prod');
    sample.at('2026-11-21T11:00:00Z').put({
      ...claim,
      status: { conditions: [SYNCED, CREATING] },
    });
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Ready',
      journey: { state: 'done' },
    });
    sample.at('2026-11-21T11:01:59Z');
    expect(sample.view('prod').summary.state).toBe('Ready');
    sample.at('2026-11-21T11:02:00Z');
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Degraded',
      stateSince: { at: '2026-11-21T11:00:00.000Z' },
      happening: { text: 'It was ready and is not any more' },
      journey: { state: 'done' },
    });
  });

  it('is Degraded, not Blocked, by an application that fails for longer than its grace', () => {
    const { sample } = finished();
    sample.view('prod');
    sample
      .at('2026-11-21T11:00:00Z')
      .put(bootstrap({ health: { status: 'Degraded' } }));
    expect(sample.view('prod').summary.state).toBe('Ready');
    sample.at('2026-11-21T11:05:00Z');
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Degraded',
      happening: { text: 'bootstrap-prod is Degraded' },
      blocker: {
        explainer: 'application-unhealthy',
        actor: { type: 'tenant' },
      },
    });
  });

  it('is not done by an application that is Healthy because nothing can be compared', () => {
    const { sample } = finished();
    sample.put(
      bootstrap({
        sync: { status: 'Unknown' },
        conditions: [
          { type: 'ComparisonError', message: 'app path does not exist' },
        ],
      }),
    );
    expect(stageStates(sample.view('prod')).delivering).toBe('active');
  });

  it('is Unknown when its hub is silent, and says what was last known', () => {
    const { sample } = finished();
    sample.view('prod');
    sample.silentUntil('2026-11-21T10:06:01Z');
    const view = sample.view('prod');
    expect(view.summary).toMatchObject({
      state: 'Unknown',
      stale: true,
      happening: { text: 'Hub Europe is not heard; last known: Ready' },
    });
    expect(
      view.journey?.stages.find(({ name }) => name === 'provisioned'),
    ).toMatchObject({
      state: 'unknown',
      lastKnown: 'done',
      summary: { text: 'Hub Europe is not heard' },
    });
    expect(stageStates(view)).toMatchObject({
      requested: 'done',
      reviewed: 'done',
    });
    sample.at('2026-11-21T10:07:00Z');
    expect(sample.view('prod').summary.state).toBe('Ready');
  });

  it('is shown on a removal as soon as it is proposed, and Removing as soon as that is merged', () => {
    const { sample } = finished();
    const removal = requestFor('prod', {
      request: {
        number: 500,
        createdAt: '2026-11-21T12:00:00Z',
        updatedAt: '2026-11-21T12:00:00Z',
      },
      change: { change: 'remove' },
    });
    sample.requests.set(removal, mergedRequestFor('prod'));
    expect(sample.view('prod')).toMatchObject({
      summary: { state: 'Ready' },
      journey: { kind: 'remove', state: 'open' },
      detail: { otherJourneys: [{ kind: 'create', state: 'done' }] },
    });
    sample
      .at('2026-11-21T12:30:00Z')
      .requests.set(
        { ...removal, state: 'merged', mergedAt: '2026-11-21T12:10:00Z' },
        mergedRequestFor('prod'),
      );
    const view = sample.view('prod');
    expect(view.summary.state).toBe('Removing');
    expect(stageStates(view)).toEqual({
      requested: 'done',
      reviewed: 'done',
      drained: 'active',
      pruned: 'active',
      deprovisioned: 'waiting',
      deregistered: 'waiting',
    });
  });
});

describe('synced', () => {
  const claimed = (revision: string, status = 'Synced') => {
    const { sample, claim } = clusterWith([]);
    sample.requests.set(mergedRequestFor('prod'));
    return sample.put(
      applicationObject('tenant-payments', {
        status: {
          sync: { status: 'Synced', revision },
          resources: [entryOf(claim, status)],
        },
      }),
    );
  };

  it('is done at the merge itself without asking Git', () => {
    const sample = claimed(MERGE);
    expect(stageStates(sample.view('prod')).synced).toBe('done');
    expect(sample.requests.asked).toEqual([]);
  });

  it('is active until it is known whether a later revision holds the merge', () => {
    const sample = claimed(LATER);
    expect(stageStates(sample.view('prod')).synced).toBe('active');
    sample.requests.setContains(LATER, MERGE, true);
    expect(stageStates(sample.view('prod')).synced).toBe('done');
  });

  it.each([
    { reason: 'an older revision', revision: LATER, status: 'Synced' },
    { reason: 'a branch name', revision: 'main', status: 'Synced' },
    {
      reason: 'an entry that is OutOfSync',
      revision: MERGE,
      status: 'OutOfSync',
    },
  ])('is not done by $reason', ({ revision, status }) => {
    const sample = claimed(revision, status);
    sample.requests.setContains(LATER, MERGE, false);
    expect(stageStates(sample.view('prod')).synced).toBe('active');
  });

  it('is done by an operation that applied this claim, though others are OutOfSync', () => {
    const { sample, claim } = clusterWith([]);
    sample.requests.set(mergedRequestFor('prod'));
    sample.put(
      applicationObject('tenant-payments', {
        status: {
          sync: { status: 'OutOfSync', revision: LATER },
          resources: [entryOf(claim)],
          operationState: {
            phase: 'Succeeded',
            syncResult: { revision: MERGE, resources: [entryOf(claim)] },
          },
        },
      }),
    );
    expect(stageStates(sample.view('prod')).synced).toBe('done');
  });

  it('is skipped, as request and review are, for a claim that was applied directly', () => {
    const { sample } = clusterWith([]);
    expect(stageStates(sample.view('prod'))).toMatchObject({
      requested: 'skipped',
      reviewed: 'skipped',
      synced: 'skipped',
      provisioned: 'active',
    });
  });

  it('is done by Flux where its labels are', () => {
    const { sample } = clusterWith([], {
      claim: {
        metadata: { labels: { 'kustomize.toolkit.fluxcd.io/name': 'tenants' } },
      },
    });
    expect(sample.view('prod').journey?.stages[2]).toMatchObject({
      state: 'done',
      actor: { type: 'flux' },
      summary: { text: 'Flux applied it in Kustomization tenants' },
    });
  });

  it('is unknown while Applications of the hub cannot be read', () => {
    const sample = claimed(MERGE);
    sample.hub({
      kinds: [
        {
          group: 'argoproj.io',
          kind: 'Application',
          state: 'failing',
          objects: 0,
        },
      ],
    });
    expect(sample.view('prod').journey?.stages[2]).toMatchObject({
      state: 'unknown',
      lastKnown: 'done',
      summary: { text: 'Applications of Hub Europe are not read' },
    });
  });
});

describe('provisioned', () => {
  it('does not believe a Ready of an older generation', () => {
    const { sample } = clusterWith([], {
      claim: {
        metadata: { generation: 2 },
        conditions: [SYNCED, { ...READY, observedGeneration: 1 }],
      },
    });
    expect(stageStates(sample.view('prod')).provisioned).toBe('active');
  });

  it('walks to the deepest unmet condition and names what waits for it', () => {
    const denied = managedObject('Role', 'node-role', [
      failed('boom'),
      CREATING,
    ]);
    const nested = compositeObject('net', [denied], { kind: 'XNetwork' });
    const { sample } = clusterWith([
      nested,
      managedObject('NodeGroup', 'default', [SYNCED, CREATING]),
      managedObject('VPC', 'vpc', [SYNCED, READY]),
    ]);
    sample.put(denied);
    const view = sample.view('prod');
    expect(view.blockers.map(({ title }) => title.text)).toEqual([
      'Role node-role: boom',
    ]);
    expect(view.progress).toEqual({ ready: 1, known: 4 });
    expect(
      view.resources.filter(({ blocker }) => blocker).map(({ name }) => name),
    ).toEqual(['x-node-role']);
    const provisioned = view.journey?.stages.find(
      ({ name }) => name === 'provisioned',
    );
    expect(
      provisioned?.steps.map(
        ({ name, state, summary }) => `${name} ${state}: ${summary?.text}`,
      ),
    ).toEqual([
      'Role node-role failed: failing: ReconcileError',
      'NodeGroup default active: being created',
    ]);
  });

  it('does not count what waits for a reference as a cause while something fails', () => {
    const { sample } = clusterWith([
      managedObject('Role', 'node-role', [failed('boom'), CREATING]),
      managedObject('NodeGroup', 'default', [
        failed('cannot resolve references: referenced field was empty'),
        CREATING,
      ]),
    ]);
    expect(sample.view('prod').blockers.map(({ title }) => title.text)).toEqual(
      ['Role node-role: boom'],
    );
  });

  it('says nothing of a reference that only a Warning event tells of, until it has lasted', () => {
    const subnet = managedObject('Subnet', 'a', [CREATING]);
    const { sample } = clusterWith([subnet]);
    sample.put(
      warningObject(subnet, {
        reason: 'CannotResolveResourceReferences',
        message:
          'cannot resolve references: mg.Spec.ForProvider.VPCID: referenced field was empty (referenced resource may not yet be ready)',
        lastSeen: '2026-11-21T10:04:00Z',
      }),
    );
    expect(sample.view('prod').blockers).toEqual([]);
    expect(
      sample
        .at('2026-11-21T13:05:00Z')
        .view('prod')
        .blockers.map(({ explainer, needsPerson }) => [explainer, needsPerson]),
    ).toEqual([['reference', true]]);
  });

  it('lists several causes, the one that most wait for first', () => {
    const one = managedObject('Role', 'alone', [failed('one'), CREATING]);
    const other = managedObject('VPC', 'vpc', [failed('other'), CREATING]);
    const subnets = ['a', 'b'].map(name =>
      managedObject('Subnet', name, [SYNCED, CREATING], {
        spec: { forProvider: { vpcIdRef: { name: 'x-vpc' } } },
      }),
    );
    const net = compositeObject('net', [other, ...subnets], {
      kind: 'XNetwork',
    });
    const roles = compositeObject('roles', [one], { kind: 'XNetwork' });
    const { sample } = clusterWith([roles, net]);
    sample.put(one, other, ...subnets);
    expect(
      sample
        .view('prod')
        .blockers.map(({ title, waiting }) => `${title.text}, ${waiting} wait`),
    ).toEqual(['VPC vpc: other, 2 wait', 'Role alone: one, 0 wait']);
  });

  it.each([
    {
      reason: 'a success followed it',
      lastSeen: '2026-11-21T09:59:00Z',
      message: 'cannot compose resources',
      blockers: 0,
    },
    {
      reason: 'it is a write conflict, which passes',
      lastSeen: '2026-11-21T10:04:00Z',
      message:
        'cannot apply: the object has been modified; please apply your changes to the latest version',
      blockers: 0,
    },
    {
      reason: 'nothing followed it',
      lastSeen: '2026-11-21T10:04:00Z',
      message: 'cannot compose resources',
      blockers: 1,
    },
  ])(
    'weighs a Warning event where $reason',
    ({ lastSeen, message, blockers }) => {
      const { sample, composite } = clusterWith([]);
      sample.put(
        warningObject(composite, {
          reason: 'ComposeResources',
          message,
          lastSeen,
        }),
      );
      expect(sample.view('prod').blockers).toHaveLength(blockers);
    },
  );

  it.each([
    {
      reason: 'Responsive=False on a Ready XR',
      condition: {
        type: 'Responsive',
        status: 'False',
        reason: 'WatchCircuitOpen',
      },
    },
    {
      reason: 'an unknown condition on a Ready XR',
      condition: { type: 'Drifting', status: 'False', message: 'who knows' },
    },
  ])('is not troubled by $reason', ({ condition }) => {
    const { sample } = clusterWith([], {
      claim: done,
      composite: { conditions: [SYNCED, READY, condition] },
    });
    expect(sample.view('prod').blockers).toEqual([]);
    expect(sample.view('prod').resources[1].state).toBe('ready');
  });

  it('takes an XR without a Ready condition for not ready', () => {
    const { sample } = clusterWith([], { composite: { conditions: [SYNCED] } });
    expect(sample.view('prod').resources[1].state).toBe('waiting');
  });
});

describe('precedence of states', () => {
  it('is Blocked only when somebody’s patience is over', () => {
    const { sample } = clusterWith(
      [
        managedObject('Role', 'node-role', [
          failed('api error AccessDenied'),
          CREATING,
        ]),
      ],
      { now: '2026-11-21T10:00:30Z' },
    );
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Provisioning',
      blocker: { needsPerson: false },
    });
    sample.at('2026-11-21T10:02:00Z');
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Blocked',
      blocker: { needsPerson: true },
    });
    expect(stageStates(sample.view('prod')).provisioned).toBe('failed');
  });

  it('is never Blocked by what the cloud merely throttles', () => {
    const { sample } = clusterWith([
      managedObject('Role', 'node-role', [
        failed('api error Throttling: Rate exceeded'),
        CREATING,
      ]),
    ]);
    sample.at('2026-11-29T10:00:00Z');
    expect(sample.view('prod').summary.state).toBe('Provisioning');
  });

  it('waits for a review without being Blocked', () => {
    const sample = new Sample();
    sample.requests.set(requestFor('prod'));
    expect(sample.view('prod').summary).toMatchObject({
      state: 'Requested',
      happening: { text: 'Waits for a review by platform team' },
      blocker: { explainer: 'review-missing', needsPerson: false },
      cidr: '10.42.0.0/16',
    });
  });

  it('names the furthest blocked stage first', () => {
    const { sample, claim } = clusterWith([
      managedObject('Role', 'node-role', [failed('boom'), CREATING]),
    ]);
    sample.put(
      workflowObject('run', {
        labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
        phase: 'Failed',
      }),
    );
    sample.view('prod');
    sample.at('2026-11-21T12:00:00Z');
    expect(sample.view('prod').blockers.map(({ stage }) => stage)).toEqual([
      'connected',
      'provisioned',
    ]);
  });
});

describe('hostile strings', () => {
  it('pass through as text, without control characters, shortened', () => {
    const message = `<img src=x onerror=alert(1)> {{state}} \u202Eevil\u0000\n${'x'.repeat(
      2000,
    )} 111122224821`;
    const { sample } = clusterWith([
      managedObject('Role', 'node-role', [failed(message), CREATING]),
    ]);
    const [blocker] = sample.view('prod').blockers;
    expect(blocker.quote).toMatch(
      /^<img src=x onerror=alert\(1\)> \{\{state\}\} evil x+…$/,
    );
    expect(blocker.quote?.length).toBeLessThanOrEqual(300);
    expect(blocker.title.text).toContain(
      '<img src=x onerror=alert(1)> {{state}} evil',
    );
    expect(JSON.stringify(sample.view('prod'))).not.toMatch(/\\u0000|\u202E/);
  });

  it('leave no link that a browser would run', () => {
    const sample = new Sample();
    sample.requests.set(
      requestFor('prod', { request: { url: 'data:text/html,x' } }),
    );
    const evidence = sample.view('prod').journey?.stages[0].evidence[0];
    expect(evidence).toMatchObject({ type: 'pull-request' });
    expect(evidence?.url).toBeUndefined();
  });
});

describe('infrastructure', () => {
  it('has the same journey without connected and delivering', () => {
    const sample = new Sample().load('v2-xr-ready', 'v2-managed-ready');
    const view = sample.view('store-7044');
    expect(view.infrastructure).toBe(true);
    expect(view.progress).toEqual({ ready: 1, known: 1 });
    expect(stageStates(view)).toEqual({
      requested: 'skipped',
      reviewed: 'skipped',
      synced: 'skipped',
      provisioned: 'done',
      verified: 'skipped',
    });
    expect(view.summary.state).toBe('Ready');
  });
});

describe('what modules add', () => {
  it('is asked before the built-in explainers, and does no harm when it throws', () => {
    const { sample } = clusterWith([
      managedObject('Role', 'node-role', [
        failed('api error AccessDenied'),
        CREATING,
      ]),
    ]);
    const [subject] = sample.views().map(({ summary }) => summary.ref);
    expect(subject.name).toBe('prod');
    const title = { id: 'own', text: 'Ask the cloud team' };
    const explained = sample.withModules({
      explainers: [
        {
          id: 'broken',
          explain() {
            throw new Error('no');
          },
        },
        {
          id: 'own',
          explain: ({ actors }) => ({
            title,
            actor: actors.platformTeam,
            patience: 0,
          }),
        },
      ],
      deciders: [
        {
          stage: 'verified',
          decide: () => ({
            state: 'done',
            summary: { id: 'x', text: 'Scanned' },
          }),
        },
      ],
    });
    expect(explained.view('prod').blockers[0]).toMatchObject({
      explainer: 'own',
      title,
    });
    expect(stageStates(explained.view('prod')).verified).toBe('done');
  });
});

it('keeps a claim’s own uid apart from one of the same name before it', () => {
  const sample = new Sample('2026-11-21T12:00:00Z');
  const early = mergedRequestFor('prod');
  const late = requestFor('prod', {
    request: { number: 600, createdAt: '2026-11-21T11:30:00Z', state: 'open' },
  });
  sample.requests.set(late, early);
  sample.put(claimObject('prod'));
  expect(sample.view('prod').summary.journey?.request?.number).toBe(409);
});
