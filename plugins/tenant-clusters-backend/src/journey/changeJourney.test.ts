import { clusterWith } from './__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  compositeObject,
  entryOf,
  eventObject,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  workflowObject,
} from './__testUtils__/objects';
import { mergedRequestFor, requestFor } from './__testUtils__/requestFor';
import { Sample, stageStates } from './__testUtils__/Sample';
import type { WireObject } from './__testUtils__/Sample';

const HASH = 'spokeport.dev/content-hash';
const CHANGED = '2026-11-22T10:00:00Z';
const MERGE = 'c'.repeat(40);

const conditionsAt = (generation: number) => [
  { ...SYNCED, observedGeneration: generation },
  { ...READY, observedGeneration: generation },
];

interface World {
  sample: Sample;
  claim: WireObject;
  composite: WireObject;
  cluster: WireObject;
}

/** The request that makes the cluster large. */
const enlarge = (options: Parameters<typeof mergedRequestFor>[1] = {}) =>
  mergedRequestFor('prod', {
    request: {
      number: 500,
      title: 'Make prod large',
      createdAt: '2026-11-22T09:50:00Z',
      updatedAt: '2026-11-22T09:50:00Z',
      mergedAt: CHANGED,
      mergeCommit: MERGE,
      ...options.request,
    },
    change: {
      change: 'change',
      manifest: { spec: { size: 'large', region: 'eu-west-1' } },
      ...options.change,
    },
  });

const application = (claim: WireObject, revision: string, at?: string) =>
  applicationObject('tenant-payments', {
    status: {
      sync: { status: 'Synced', revision },
      resources: [entryOf(claim)],
      ...(at && {
        operationState: {
          phase: 'Succeeded',
          finishedAt: at,
          syncResult: { revision, resources: [entryOf(claim)] },
        },
      }),
    },
  });

/** A cluster that has been ready since yesterday. */
function running(): World {
  const cluster = managedObject('Cluster', 'eks', conditionsAt(1), {
    spec: { forProvider: { version: '1.32' } },
  });
  const { sample, claim, composite } = clusterWith([cluster], {
    claim: { conditions: conditionsAt(1) },
    composite: {
      conditions: conditionsAt(1),
      spec: { region: 'eu-west-1', size: 'small', addons: [] },
    },
  });
  sample.requests.set(mergedRequestFor('prod'));
  sample.put(
    application(claim, 'a'.repeat(40)),
    eventObject(composite, { labels: { [HASH]: 'one' } }),
    workflowObject('handover-1', {
      labels: { 'spokeport.dev/claim-uid': claim.metadata.uid, [HASH]: 'one' },
      phase: 'Succeeded',
      createdAt: '2026-11-21T10:02:30Z',
      status: { finishedAt: '2026-11-21T10:03:30Z' },
    }),
    secretObject('prod'),
    applicationObject('bootstrap-prod', {
      metadata: { labels: { 'spokeport.dev/bootstrap': 'true' } },
      spec: { destination: { server: 'https://prod.example.org' } },
    }),
  );
  sample.view('prod');
  sample.at(CHANGED);
  return { sample, claim, composite, cluster };
}

/** Objects as they are while the change goes its way, one step after the other. */
function steps({ claim, composite, cluster }: World) {
  const spec = { region: 'eu-west-1', size: 'large', addons: [] };
  const changedClaim = (generation: number) => ({
    ...claim,
    metadata: { ...claim.metadata, generation: 2 },
    spec: { ...(claim.spec as object), ...spec },
    status: { conditions: conditionsAt(generation) },
  });
  const changedComposite = (generation: number) => ({
    ...composite,
    metadata: { ...composite.metadata, generation: 2 },
    spec: { ...(composite.spec as object), ...spec },
    status: { conditions: conditionsAt(generation) },
  });
  const changedCluster = (status: Record<string, unknown>) => ({
    ...cluster,
    metadata: { ...cluster.metadata, generation: 2 },
    spec: {
      ...(cluster.spec as object),
      forProvider: { scaling: { min: 6 } },
    },
    status,
  });
  return { changedClaim, changedComposite, changedCluster };
}

const provisionedOf = (sample: Sample) =>
  sample
    .view('prod')
    .journey?.stages.find(({ name }) => name === 'provisioned');

describe('a change', () => {
  it('shows the journey of the change, the creation beside it, and leaves the cluster Ready while it is proposed', () => {
    const { sample } = running();
    sample.requests.set(
      { ...enlarge(), state: 'open', mergedAt: undefined },
      mergedRequestFor('prod'),
    );
    const view = sample.view('prod');
    expect(view.journey).toMatchObject({ kind: 'change', state: 'open' });
    expect(stageStates(view)).toEqual({
      requested: 'done',
      reviewed: 'active',
      synced: 'waiting',
      provisioned: 'waiting',
      verified: 'skipped',
      connected: 'waiting',
      delivering: 'waiting',
    });
    expect(view.detail.otherJourneys).toMatchObject([
      { kind: 'create', state: 'done' },
    ]);
    expect(view.journeys.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'change open',
      'create done',
    ]);
    // A request that nobody merges is stuck; the cluster is not.
    sample.at('2026-11-29T10:00:00Z');
    expect(sample.view('prod')).toMatchObject({
      summary: { state: 'Ready' },
      blockers: [{ explainer: 'merge-missing', needsPerson: true }],
    });
  });

  it('comes through stage by stage although Ready stays True all the way', () => {
    const world = running();
    const { sample, claim } = world;
    const { changedClaim, changedComposite, changedCluster } = steps(world);
    sample.requests.set(enlarge(), mergedRequestFor('prod'));
    const seen: string[] = [];
    const look = (step: string) => {
      const view = sample.view('prod');
      const { synced, provisioned, connected, delivering } = stageStates(view);
      seen.push(
        `${step}: ${synced} ${provisioned} ${connected} ${delivering}, ${view.summary.state}`,
      );
    };
    look('merged');
    sample.put(application(claim, MERGE, '2026-11-22T10:01:00Z'));
    look('synced');
    expect(provisionedOf(sample)?.summary.text).toBe(
      'The hub does not have size yet',
    );
    sample.put(changedClaim(1));
    look('claim changed');
    sample.put(changedClaim(2));
    look('claim reconciled');
    sample.put(changedComposite(1));
    look('XR changed');
    sample.put(changedCluster({ conditions: conditionsAt(1), atProvider: {} }));
    sample.put(changedComposite(2));
    look('XR reconciled');
    sample.put(
      changedCluster({
        conditions: [
          ...conditionsAt(2),
          { type: 'AsyncOperation', status: 'False', reason: 'Ongoing' },
        ],
        atProvider: { scaling: { min: 2 } },
      }),
    );
    look('the cloud works');
    expect(provisionedOf(sample)).toMatchObject({
      progress: { ready: 0, known: 1 },
      steps: [
        {
          name: 'Cluster eks',
          summary: { text: 'the cloud still has another scaling.min' },
        },
      ],
    });
    sample.at('2026-11-22T10:20:00Z').put(
      changedCluster({
        conditions: conditionsAt(2),
        atProvider: { scaling: { min: 6 } },
      }),
    );
    look('the cloud has it');
    sample.at('2026-11-22T10:20:10Z');
    look('the event stayed as it was');
    expect(seen).toEqual([
      'merged: active waiting waiting waiting, Ready',
      'synced: done active waiting waiting, Ready',
      'claim changed: done active waiting waiting, Ready',
      'claim reconciled: done active waiting waiting, Ready',
      'XR changed: done active waiting waiting, Ready',
      'XR reconciled: done active waiting waiting, Ready',
      'the cloud works: done active waiting waiting, Ready',
      'the cloud has it: done done waiting waiting, Ready',
      'the event stayed as it was: done done skipped done, Ready',
    ]);
    expect(sample.view('prod').journey).toMatchObject({
      kind: 'change',
      state: 'done',
      startedAt: { at: '2026-11-22T09:50:00Z' },
    });
  });

  it('runs the handover again where the event was written anew, and is Connecting until it did', () => {
    const world = running();
    const { sample, claim, composite, cluster } = world;
    const { changedClaim, changedComposite } = steps(world);
    sample.requests.set(enlarge(), mergedRequestFor('prod'));
    sample.put(
      application(claim, MERGE, '2026-11-22T10:01:00Z'),
      changedClaim(2),
      changedComposite(2),
      cluster,
      eventObject(composite, { labels: { [HASH]: 'two' } }),
    );
    expect(sample.view('prod').journey?.stages[5]).toMatchObject({
      name: 'connected',
      state: 'active',
      summary: { id: 'stage.connected.outdated' },
    });
    const rerun = (phase: string) =>
      workflowObject('handover-2', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          [HASH]: 'two',
        },
        phase,
        createdAt: '2026-11-22T10:05:00Z',
        status: { finishedAt: '2026-11-22T10:06:00Z' },
      });
    sample.put(rerun('Running'));
    expect(sample.view('prod').summary.state).toBe('Connecting');
    sample.at('2026-11-22T10:06:30Z').put(rerun('Succeeded'));
    const view = sample.view('prod');
    expect(stageStates(view)).toMatchObject({
      connected: 'done',
      delivering: 'done',
    });
    expect(view.summary.state).toBe('Ready');
    // The creation ended long before: what is run again for a change does not begin it anew.
    expect(view.journeys.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'change done',
      'create done',
    ]);
  });

  it.each([
    {
      reason: 'Crossplane writes no observedGeneration',
      conditions: [SYNCED, READY],
      manifest: { spec: { size: 'large' } },
    },
    {
      reason: 'the manifest says nothing that could be compared',
      conditions: conditionsAt(2),
      manifest: {},
    },
  ])('is unknown where $reason', ({ conditions, manifest }) => {
    const world = running();
    const { sample, claim } = world;
    const { changedClaim, changedComposite } = steps(world);
    sample.requests.set(
      enlarge({ change: { manifest } }),
      mergedRequestFor('prod'),
    );
    sample.put(
      application(claim, MERGE, '2026-11-22T10:01:00Z'),
      { ...changedClaim(2), status: { conditions } },
      { ...changedComposite(2), status: { conditions } },
    );
    expect(provisionedOf(sample)).toMatchObject({
      state: 'unknown',
      summary: {
        text: 'Nothing on the hub tells whether the change has come through',
      },
    });
  });

  it('says which Application renders what it changed', () => {
    const { sample } = running();
    sample.requests.set(
      enlarge({
        change: { application: 'argocd/tenant-payments', manifest: {} },
      }),
      mergedRequestFor('prod'),
    );
    expect(sample.view('prod').journey?.links[0].via).toBe(
      'through Application path (argocd/tenant-payments)',
    );
  });

  it('is superseded by a newer one that is merged before it came through', () => {
    const { sample } = running();
    sample.requests.set(
      enlarge({
        request: { number: 501, mergedAt: '2026-11-22T11:00:00Z' },
      }),
      enlarge(),
      mergedRequestFor('prod'),
    );
    expect(
      sample
        .view('prod')
        .journeys.map(
          ({ kind, state, request }) => `${request?.number} ${kind} ${state}`,
        ),
    ).toEqual(['501 change open', '500 change superseded', '409 create done']);
  });

  it('ends closed when it is closed without a merge, and is none of the cluster’s', () => {
    const { sample } = running();
    sample.requests.set(
      enlarge({
        request: {
          state: 'closed',
          mergedAt: undefined,
          closedAt: '2026-11-22T10:00:00Z',
          updatedAt: '2026-11-22T10:00:00Z',
        },
      }),
      mergedRequestFor('prod'),
    );
    const view = sample.view('prod');
    expect(view.journey?.kind).toBe('create');
    expect(view.detail.otherJourneys).toMatchObject([
      { kind: 'change', state: 'closed' },
    ]);
    expect(view.blockers).toEqual([]);
  });

  it('skips the review of a direct push', () => {
    const { sample } = running();
    sample.requests.set(
      enlarge({
        request: {
          origin: 'push',
          number: undefined,
          commit: MERGE,
          reviews: [],
        },
      }),
      mergedRequestFor('prod'),
    );
    const { journey } = sample.view('prod');
    expect(journey?.key).toBe(
      `acme/platform@${MERGE}:TenantCluster.platform.spokeport.dev/payments/prod@claim-prod`,
    );
    expect(
      journey?.stages
        .slice(0, 2)
        .map(({ state, summary }) => [state, summary.text]),
    ).toEqual([
      ['done', 'ana.souza pushed acme/platform@ccccccc'],
      ['skipped', 'Applied directly, without a review'],
    ]);
  });

  it('gives one pull request that touches two claims a journey each', () => {
    const { sample } = running();
    sample.put(claimObject('stage', { uid: 'claim-stage' }));
    const both = enlarge();
    both.changes.push({ ...both.changes[0], name: 'stage' });
    sample.requests.set(both, mergedRequestFor('prod'));
    const keys = ['prod', 'stage'].map(
      name =>
        sample
          .view(name)
          .journeys.find(({ request }) => request?.number === 500)?.key,
    );
    expect(keys).toEqual([
      'acme/platform#500:TenantCluster.platform.spokeport.dev/payments/prod@claim-prod',
      'acme/platform#500:TenantCluster.platform.spokeport.dev/payments/stage@claim-stage',
    ]);
  });

  it('proposes to revert what failed its verification', () => {
    const world = running();
    const { sample, claim } = world;
    sample.requests.set(enlarge(), mergedRequestFor('prod'));
    sample.put(
      workflowObject('verify-2', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          'spokeport.dev/stage': 'verified',
        },
        phase: 'Failed',
        createdAt: '2026-11-22T10:30:00Z',
      }),
    );
    const view = sample.view('prod');
    expect(stageStates(view).verified).toBe('failed');
    expect(view.summary.state).toBe('Blocked');
    expect(view.blockers[0]).toMatchObject({
      explainer: 'verification-failed',
      actor: { type: 'requester' },
      nextStep: {
        text: 'Revert acme/platform#500, or correct it with another request.',
      },
    });
  });

  it('is not verified by what was verified before it', () => {
    const { sample, claim } = running();
    sample.put(
      workflowObject('verify-1', {
        labels: {
          'spokeport.dev/claim-uid': claim.metadata.uid,
          'spokeport.dev/stage': 'verified',
        },
        phase: 'Succeeded',
        createdAt: '2026-11-21T10:30:00Z',
      }),
    );
    sample.requests.set(enlarge(), mergedRequestFor('prod'));
    expect(stageStates(sample.view('prod')).verified).toBe('waiting');
  });

  it('has no connected and delivering where it is infrastructure', () => {
    const sample = new Sample().load('v2-xr-ready', 'v2-managed-ready');
    const [claim] = sample.fleet.claims();
    sample.requests.set(
      requestFor(claim.name, {
        request: { createdAt: CHANGED, updatedAt: CHANGED },
        change: {
          change: 'change',
          group: claim.group,
          kind: claim.kind,
          namespace: claim.namespace,
        },
      }),
    );
    expect(Object.keys(stageStates(sample.view(claim.name)))).toEqual([
      'requested',
      'reviewed',
      'synced',
      'provisioned',
      'verified',
    ]);
  });

  it('does not take an XR of another shape for one that carries the values', () => {
    const world = running();
    const { sample, claim } = world;
    const { changedClaim } = steps(world);
    sample.requests.set(enlarge(), mergedRequestFor('prod'));
    sample.put(
      application(claim, MERGE, '2026-11-22T10:01:00Z'),
      changedClaim(2),
      compositeObject('prod-x1', [world.cluster], {
        claim: 'prod',
        conditions: conditionsAt(1),
        spec: { region: 'eu-west-1', size: 'small', addons: [] },
      }),
    );
    expect(provisionedOf(sample)?.state).toBe('active');
  });
});
