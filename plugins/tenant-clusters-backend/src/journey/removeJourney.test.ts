import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clusterWith } from './__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
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
import { createJourneyEngine } from './createJourneyEngine';
import { InMemoryTrees } from './engine/InMemoryTrees';
import type { JourneyEngine } from './types';

const engines: JourneyEngine[] = [];

function start(sample: Sample, trees = new InMemoryTrees()) {
  const { now, ...input } = sample.input;
  const engine = createJourneyEngine({
    ...input,
    trees,
    now: () => sample.now,
  });
  engines.push(engine);
  return engine;
}

afterEach(() => engines.splice(0).forEach(engine => engine.stop()));

const ref = { hub: 'hub-eu', namespace: 'payments', name: 'prod' };
const done = { conditions: [SYNCED, READY] };
const DELETED = '2026-11-22T10:05:00Z';

const deleting = (object: WireObject): WireObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    deletionTimestamp: DELETED,
    finalizers: ['finalizer.apiextensions.crossplane.io'],
  },
});

const removal = (options: Parameters<typeof mergedRequestFor>[1] = {}) =>
  mergedRequestFor('prod', {
    request: {
      number: 600,
      createdAt: '2026-11-22T09:50:00Z',
      updatedAt: '2026-11-22T10:00:00Z',
      mergedAt: '2026-11-22T10:00:00Z',
      mergeCommit: 'd'.repeat(40),
      ...options.request,
    },
    change: { change: 'remove', ...options.change },
  });

/** A cluster that runs, with a service of its tenant on it. */
function running(managed: Record<string, unknown> = {}) {
  const role = managedObject('Role', 'node-role', [SYNCED, READY], {
    spec: managed,
  });
  const world = clusterWith([role], {
    now: '2026-11-22T09:00:00Z',
    claim: done,
    composite: done,
  });
  const { sample, claim, composite } = world;
  const shop = applicationObject('shop', {
    spec: { destination: { server: 'https://prod.example.org' } },
    status: {
      resources: [
        { group: '', kind: 'Service', namespace: 'shop', name: 'web' },
        { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
      ],
    },
  });
  const event = eventObject(composite);
  const secret = secretObject('prod');
  sample.requests.set(mergedRequestFor('prod'));
  sample.put(
    applicationObject('tenant-payments', {
      status: { resources: [entryOf(claim)] },
    }),
    event,
    secret,
    shop,
    workflowObject('handover-1', {
      labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
      phase: 'Succeeded',
    }),
  );
  return { ...world, role, shop, event, secret };
}

const offboard = (event: WireObject, phase: string) =>
  workflowObject('offboard-1', {
    labels: {
      'spokeport.dev/event-uid': event.metadata.uid,
      'spokeport.dev/stage': 'deregistered',
    },
    phase,
    createdAt: '2026-11-22T10:08:00Z',
    status: { finishedAt: '2026-11-22T10:09:00Z' },
  });

describe('a removal', () => {
  it('goes on without the claim until all that it owned, and its registration, is gone', () => {
    const { sample, claim, composite, role, shop, event, secret } = running();
    const engine = start(sample);
    const seen: string[] = [];
    const look = (step: string) => {
      engine.flush();
      const view = engine.view(ref);
      const listed = engine.views().length;
      seen.push(
        `${step}: ${Object.values(stageStates(view!)).slice(2).join(' ')}, ${
          view?.summary.state
        }, ${listed} listed`,
      );
    };
    sample.at('2026-11-22T10:00:00Z');
    sample.requests.set(removal(), mergedRequestFor('prod'));
    look('merged');
    expect(engine.view(ref)?.journey?.stages[2]).toMatchObject({
      name: 'drained',
      summary: {
        text: '1 applications still deliver to it, with 1 services and volumes',
      },
      steps: [{ name: 'shop' }],
    });
    sample.at('2026-11-22T10:04:00Z').delete(shop);
    look('applications off');
    sample.at(DELETED).put(deleting(claim), deleting(composite));
    look('claim marked');
    // Recorded: the claim is gone before its managed resources even begin to go.
    sample.delete(claim);
    look('claim gone');
    sample.delete(composite, event).put(deleting(role));
    look('XR gone');
    expect(engine.view(ref)).toMatchObject({
      summary: {
        tenant: 'payments',
        happening: { text: '1 resources left to remove' },
      },
      resources: [{ name: 'x-node-role', state: 'deleting' }],
    });
    sample.at('2026-11-22T10:08:00Z').put(offboard(event, 'Running'));
    look('offboarding');
    sample.at('2026-11-22T10:09:00Z').delete(secret);
    sample.put(offboard(event, 'Succeeded'));
    look('offboarded');
    sample.at('2026-11-22T10:10:00Z').delete(role);
    look('all gone');
    expect(seen).toEqual([
      'merged: active active waiting waiting, Removing, 1 listed',
      'applications off: done active waiting waiting, Removing, 1 listed',
      'claim marked: done done active active, Removing, 1 listed',
      'claim gone: done done active active, Removing, 1 listed',
      'XR gone: done done active active, Removing, 1 listed',
      'offboarding: done done active active, Removing, 1 listed',
      'offboarded: done done active done, Removing, 1 listed',
      'all gone: done done done done, Removing, 0 listed',
    ]);
  });

  it('is to be read for a week after its end, and forgotten then', () => {
    const { sample, claim, composite, role, shop, event, secret } = running();
    const trees = new InMemoryTrees();
    const engine = start(sample, trees);
    const told: string[] = [];
    engine.subscribe((changed, removed) =>
      told.push(
        ...changed.map(({ name }) => `changed ${name}`),
        ...removed.map(({ name }) => `removed ${name}`),
      ),
    );
    sample.requests.set(removal(), mergedRequestFor('prod'));
    sample.at('2026-11-22T10:10:00Z');
    sample.delete(claim, composite, role, shop, event, secret);
    engine.flush();
    expect(told).toEqual(['removed prod']);
    expect(engine.views()).toEqual([]);
    expect(engine.removed()).toMatchObject([
      {
        summary: {
          ref: { name: 'prod' },
          happening: { text: 'It is removed' },
        },
        journey: { kind: 'remove', state: 'done', request: { number: 600 } },
      },
    ]);
    expect(engine.view(ref)?.journey?.state).toBe('done');
    sample.at('2026-11-29T10:09:59Z');
    engine.flush();
    expect(engine.removed()).toHaveLength(1);
    sample.at('2026-11-29T10:10:01Z');
    engine.flush();
    expect(engine.removed()).toEqual([]);
    expect(engine.view(ref)).toBeUndefined();
    expect(trees.claims('hub-eu')).toEqual([]);
  });

  it('is known without a pull request, and goes on after a restart', () => {
    const { sample, claim, composite, role, shop } = running();
    const trees = new InMemoryTrees();
    start(sample, trees);
    // It is deleted with kubectl while no portal runs.
    engines.splice(0).forEach(engine => engine.stop());
    sample.delete(claim, composite, shop).put(deleting(role));
    sample.requests.set();
    const engine = start(sample, trees);
    const view = engine.view(ref);
    expect(view).toMatchObject({
      summary: { state: 'Removing', uid: 'claim-prod', tenant: 'payments' },
      journey: { kind: 'remove', key: 'deleted:claim-prod', state: 'open' },
    });
    expect(
      view?.journey?.stages.map(({ state, summary }) => [state, summary.text]),
    ).toEqual([
      ['skipped', 'Removed without a known pull request'],
      ['skipped', 'Applied directly, without a review'],
      ['done', 'No application delivers to it any more'],
      ['done', 'Deleted directly on the hub'],
      ['active', '1 resources left to remove'],
      ['active', 'It is still registered in Argo CD'],
    ]);
    sample.delete(role);
    engine.flush();
    expect(stageStates(engine.view(ref)!).deprovisioned).toBe('done');
  });

  it('is no removal while a hub has not been read whole', () => {
    const { sample } = running();
    const trees = new InMemoryTrees();
    start(sample, trees);
    const fresh = new Sample('2026-11-22T10:00:00Z').hub({
      state: 'connecting',
    });
    const engine = start(fresh, trees);
    expect(engine.views()).toEqual([]);
  });

  it.each([
    { reason: 'deletionPolicy', spec: { deletionPolicy: 'Orphan' } },
    {
      reason: 'managementPolicies',
      spec: { managementPolicies: ['Observe', 'Create', 'Update'] },
    },
  ])('does not wait for what stays by its $reason', ({ spec }) => {
    const { sample, claim, composite } = running(spec);
    const engine = start(sample);
    sample.delete(claim, composite);
    engine.flush();
    expect(engine.view(ref)?.journey?.stages[4]).toMatchObject({
      name: 'deprovisioned',
      state: 'done',
      summary: {
        text: 'All that was to go is gone; 1 resources stay in the cloud by policy',
      },
    });
  });

  it('does not take what is not read for gone', () => {
    const { sample, claim, composite, role } = running();
    const engine = start(sample);
    sample.delete(claim, composite, role).hub({
      kinds: [
        {
          group: 'iam.aws.upbound.io',
          kind: 'Role',
          state: 'failing',
          objects: 0,
        },
      ],
    });
    engine.flush();
    expect(engine.view(ref)?.journey?.stages[4]).toMatchObject({
      state: 'unknown',
      summary: { text: 'Roles of Hub Europe are not read' },
    });
  });

  it('asks for somebody where nothing took it out of Argo CD', () => {
    const { sample, claim, composite, role, shop, event } = running();
    const engine = start(sample);
    sample.delete(claim, composite, role, shop, event);
    engine.flush();
    sample.at('2026-11-22T12:00:00Z');
    engine.flush();
    expect(engine.view(ref)?.blockers[0]).toMatchObject({
      explainer: 'offboard-missing',
      needsPerson: true,
      actor: { type: 'platform-team' },
    });
  });

  it('does not block the next cluster of that name, which is another one', () => {
    const { sample, claim, composite, role } = running();
    const engine = start(sample);
    sample.delete(claim, composite).put(deleting(role));
    sample.requests.set(
      requestFor('prod', {
        request: { number: 700, createdAt: '2026-11-22T10:20:00Z' },
      }),
      removal(),
      mergedRequestFor('prod'),
    );
    engine.flush();
    // While the old one goes it is what there is; the request for the new one waits.
    expect(engine.view(ref)?.summary.uid).toBe('claim-prod');
    sample.requests.set(
      mergedRequestFor('prod', {
        request: {
          number: 700,
          createdAt: '2026-11-22T10:20:00Z',
          mergedAt: '2026-11-22T10:25:00Z',
        },
      }),
      removal(),
      mergedRequestFor('prod'),
    );
    sample.put(
      claimObject('prod', {
        uid: 'claim-new',
        metadata: { creationTimestamp: '2026-11-22T10:30:00Z' },
      }),
    );
    engine.flush();
    expect(engine.view(ref)).toMatchObject({
      summary: { uid: 'claim-new' },
      journey: { kind: 'create', request: { number: 700 } },
    });
    expect(engine.views()).toHaveLength(1);
  });

  it('is superseded when the cluster is asked for again before anything was deleted', () => {
    const { sample } = running();
    sample.requests.set(
      mergedRequestFor('prod', {
        request: {
          number: 601,
          createdAt: '2026-11-22T10:01:00Z',
          updatedAt: '2026-11-22T10:02:00Z',
          mergedAt: '2026-11-22T10:02:00Z',
        },
      }),
      removal(),
      mergedRequestFor('prod'),
    );
    sample.at('2026-11-22T10:03:00Z');
    const view = sample.view('prod');
    expect(view.summary.state).not.toBe('Removing');
    expect(
      view.journeys.map(
        ({ kind, state, request }) => `${request?.number} ${kind} ${state}`,
      ),
    ).toContain('600 remove superseded');
  });

  it('skips what infrastructure does not have', () => {
    const sample = new Sample().load('v2-xr-ready', 'v2-managed-ready');
    const engine = start(sample);
    const [claim] = sample.fleet.claims();
    sample.fleet.delete('hub-eu', claim.uid);
    engine.flush();
    const view = engine.infrastructure()[0];
    expect(stageStates(view)).toEqual({
      requested: 'skipped',
      reviewed: 'skipped',
      pruned: 'done',
      deprovisioned: 'active',
    });
  });
});

/** The watch events of a whole run of real controllers, in the order the API server gave them. */
const recordedEvents: { type: string; object: WireObject }[] = readFileSync(
  resolve(__dirname, '__fixtures__/run.ndjson'),
  'utf8',
)
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line));

describe('a recorded removal', () => {
  it('is told until the last resource is gone, although the claim went first', () => {
    const sample = new Sample('2026-11-21T10:01:00Z');
    const engine = start(sample);
    const seen: string[] = [];
    for (const { type, object } of recordedEvents) {
      if (type === 'DELETED') {
        sample.delete(object);
      } else {
        sample.put(object);
      }
      engine.flush();
      const view = engine.view({
        hub: 'hub-eu',
        namespace: 'team-a',
        name: 'shop-7044',
      });
      if (view?.journey?.kind === 'remove') {
        const { progress } = view.journey.stages.find(
          ({ name }) => name === 'deprovisioned',
        )!;
        const { pruned, deprovisioned } = stageStates(view);
        const line = `pruned ${pruned}, deprovisioned ${deprovisioned} ${progress?.ready} of ${progress?.known}`;
        if (seen.at(-1) !== line) {
          seen.push(line);
        }
      }
    }
    expect(seen[0]).toMatch(/^pruned done, deprovisioned active 0 of/);
    expect(seen.at(-1)).toMatch(
      /^pruned done, deprovisioned done (\d+) of \1$/,
    );
    expect(seen.length).toBeGreaterThan(4);
    expect(engine.removed().map(({ summary }) => summary.ref.name)).toContain(
      'shop-7044',
    );
  });
});
