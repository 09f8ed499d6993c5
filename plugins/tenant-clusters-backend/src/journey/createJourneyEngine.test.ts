import type { TreeMemory } from '../history/TreeMemory';
import { clusterWith } from './__testUtils__/clusterWith';
import {
  applicationObject,
  claimObject,
  compositeObject,
  CREATING,
  eventObject,
  failed,
  managedObject,
  READY,
  secretObject,
  SYNCED,
  warningObject,
  workflowObject,
} from './__testUtils__/objects';
import { mergedRequestFor, requestFor } from './__testUtils__/requestFor';
import { Sample } from './__testUtils__/Sample';
import type { WireObject } from './__testUtils__/Sample';
import { createJourneyEngine } from './createJourneyEngine';
import { InMemoryTrees } from './engine/InMemoryTrees';
import type { JourneyEngine } from './types';

const engines: JourneyEngine[] = [];

function start(sample: Sample, trees?: TreeMemory) {
  const { now, ...input } = sample.input;
  const engine = createJourneyEngine({
    ...input,
    now: () => sample.now,
    trees,
  });
  engines.push(engine);
  const told: { changed: string[]; removed: string[] }[] = [];
  engine.subscribe((changed, removed) =>
    told.push({
      changed: changed.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
    }),
  );
  return { engine, told };
}

afterEach(() => {
  engines.splice(0).forEach(engine => engine.stop());
  jest.useRealTimers();
});

const role = (condition = CREATING) =>
  managedObject('Role', 'node-role', [SYNCED, condition]);

/** Two clusters; only prod is to be concerned by what happens. */
function two() {
  const world = clusterWith([role()]);
  world.sample.put(claimObject('stage', { uid: 'claim-stage' }));
  return world;
}

describe('createJourneyEngine', () => {
  it('lists clusters by address, infrastructure apart', () => {
    const { sample } = two();
    sample.load('v2-xr-ready', 'v2-managed-ready');
    const { engine } = start(sample);
    expect(engine.views().map(({ summary }) => summary.ref.name)).toEqual([
      'prod',
      'stage',
    ]);
    expect(
      engine.infrastructure().map(({ summary }) => summary.ref.name),
    ).toEqual(['store-7044']);
    const ref = { hub: 'hub-eu', namespace: 'payments', name: 'prod' };
    expect(engine.view(ref)?.summary.uid).toBe('claim-prod');
    expect(engine.view({ ...ref, kind: 'Other.group' })).toBeUndefined();
  });

  const prodComposite = clusterWith([]).composite;
  const cases: { reason: string; objects: WireObject[] }[] = [
    { reason: 'a managed resource', objects: [role(READY)] },
    {
      reason: 'a warning about one',
      objects: [
        warningObject(role(), {
          reason: 'Cannot',
          message: 'no',
          lastSeen: '2026-11-21T10:04:30Z',
        }),
      ],
    },
    { reason: 'an event by its owner', objects: [eventObject(prodComposite)] },
    {
      reason: 'a run by its claim',
      objects: [
        workflowObject('run', {
          labels: { 'spokeport.dev/claim-uid': 'claim-prod' },
        }),
      ],
    },
    {
      reason: 'a foreign run by its parameters',
      objects: [
        workflowObject('run', {
          labels: { 'events.argoproj.io/sensor': 's' },
          parameters: { 'cluster-name': 'prod', 'claim-namespace': 'payments' },
        }),
      ],
    },
    { reason: 'its registration', objects: [secretObject('prod')] },
    {
      reason: 'an application that lists the claim',
      objects: [
        applicationObject('tenant-payments', {
          status: {
            resources: [
              {
                group: 'platform.spokeport.dev',
                kind: 'TenantCluster',
                namespace: 'payments',
                name: 'prod',
                status: 'Synced',
              },
            ],
          },
        }),
      ],
    },
  ];

  it.each(cases)(
    'computes anew what $reason concerns, and tells it',
    ({ objects }) => {
      const { sample } = two();
      const { engine, told } = start(sample);
      const before = engine.views().map(({ summary }) => summary.revision);
      sample.put(...objects);
      engine.flush();
      const after = engine.views().map(({ summary }) => summary.revision);
      expect(told).toEqual([{ changed: ['prod'], removed: [] }]);
      expect(after[0]).not.toBe(before[0]);
      expect(after[1]).toBe(before[1]);
      expect(sample.view('prod').summary.revision).toBe(after[0]);
    },
  );

  it('finds an application by the address of a registered cluster', () => {
    const { sample } = two();
    sample.put(secretObject('prod'));
    const { engine } = start(sample);
    sample.put(
      applicationObject('api', {
        spec: { destination: { server: 'https://prod.example.org' } },
      }),
    );
    engine.flush();
    const ref = { hub: 'hub-eu', namespace: 'payments', name: 'prod' };
    expect(engine.view(ref)?.applications.map(({ name }) => name)).toContain(
      'api',
    );
  });

  it('tells nothing where nothing shown has changed', () => {
    const { sample, claim } = two();
    const { engine, told } = start(sample);
    sample.put({
      ...claim,
      metadata: { ...claim.metadata, finalizers: ['x'] },
    });
    engine.flush();
    expect(told).toEqual([]);
  });

  it('follows a request to its claim, and the claim to its end', () => {
    const sample = new Sample('2026-11-21T10:00:00Z');
    const { engine, told } = start(sample);
    const state = () => engine.views()[0]?.summary.state;
    sample.requests.set(requestFor('prod'));
    engine.flush();
    expect(state()).toBe('Requested');
    sample.requests.set(mergedRequestFor('prod'));
    engine.flush();
    expect(engine.views()[0].journey?.stages[1].state).toBe('done');
    const claim = claimObject('prod');
    sample.put(claim);
    engine.flush();
    expect(state()).toBe('Provisioning');
    sample.requests.set();
    sample.delete(claim);
    engine.flush();
    expect(engine.views()).toEqual([]);
    expect(told.at(-1)).toEqual({ changed: [], removed: ['prod'] });
  });

  it('takes in the answer of Git when it comes', () => {
    const { sample } = clusterWith([]);
    const late = 'b'.repeat(40);
    sample.requests.set(mergedRequestFor('prod'));
    sample.put(
      applicationObject('tenant-payments', {
        status: {
          sync: { status: 'Synced', revision: late },
          resources: [
            {
              group: 'platform.spokeport.dev',
              kind: 'TenantCluster',
              namespace: 'payments',
              name: 'prod',
              status: 'Synced',
            },
          ],
        },
      }),
    );
    const { engine } = start(sample);
    const synced = () => engine.views()[0].journey?.stages[2].state;
    expect(synced()).toBe('active');
    sample.requests.setContains(late, 'a'.repeat(40), true);
    engine.flush();
    expect(synced()).toBe('done');
  });

  it('tells a burst of changes once, within a twentieth of a second', () => {
    jest.useFakeTimers();
    const { sample } = two();
    const { told } = start(sample);
    sample.put(role(READY));
    sample.put(
      claimObject('stage', {
        uid: 'claim-stage',
        spec: { region: 'eu-central-1' },
      }),
    );
    jest.advanceTimersByTime(49);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual([{ changed: ['prod', 'stage'], removed: [] }]);
  });

  it('computes a cluster that goes on changing about once a second, and the last change of it for certain', () => {
    jest.useFakeTimers();
    const { sample } = two();
    const { engine, told } = start(sample);
    jest.advanceTimersByTime(1_000);
    const flip = (message: string) =>
      sample.put(
        managedObject('Role', 'node-role', [{ ...failed(message) }, CREATING]),
      );
    for (let count = 0; count < 40; count++) {
      flip(`failure ${count}`);
      jest.advanceTimersByTime(100);
    }
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told.length).toBeLessThanOrEqual(5);
    jest.advanceTimersByTime(1_250);
    const resources = JSON.stringify(engine.views()[0].resources);
    expect(resources).toContain('failure 39');
    const count = told.length;
    jest.advanceTimersByTime(5_000);
    expect(told).toHaveLength(count);
  });

  it.each([
    { reason: 'while it is well', condition: SYNCED },
    { reason: 'while it fails', condition: failed('again') },
  ])(
    'remembers of a resource that it is to stay in the cloud, said $reason',
    ({ condition }) => {
      jest.useFakeTimers();
      const other = (status: string) =>
        managedObject('Role', 'other', [
          { ...SYNCED, lastTransitionTime: status },
          READY,
        ]);
      const { sample } = clusterWith([
        role(READY),
        other('2026-11-21T10:01:00Z'),
      ]);
      const trees = new InMemoryTrees();
      start(sample, trees);
      sample.put(managedObject('Role', 'node-role', [failed('boom'), READY]));
      jest.advanceTimersByTime(250);
      sample.put(managedObject('Role', 'node-role', [SYNCED, READY]));
      jest.advanceTimersByTime(1_250);
      sample.put(
        managedObject('Role', 'node-role', [condition, READY], {
          spec: { deletionPolicy: 'Orphan' },
        }),
        other('2026-11-21T10:02:00Z'),
      );
      jest.advanceTimersByTime(250);
      sample.put(other('2026-11-21T10:03:00Z'));
      jest.advanceTimersByTime(1_250);
      expect(
        trees
          .remembered('hub-eu', 'claim-prod')
          .find(({ uid }) => uid === 'mr-node-role'),
      ).toMatchObject({ orphaned: true });
    },
  );

  it('looks again when patience ends and when a hub falls silent', () => {
    jest.useFakeTimers();
    const { sample } = clusterWith(
      [managedObject('Role', 'node-role', [failed('boom'), CREATING])],
      { now: '2026-11-21T10:01:00Z' },
    );
    const { engine } = start(sample);
    const state = () => engine.views()[0].summary.state;
    expect(state()).toBe('Provisioning');
    sample.at('2026-11-21T10:05:00Z');
    jest.advanceTimersByTime(1_250);
    expect(state()).toBe('Blocked');
    sample.silentUntil('2026-11-21T10:07:00Z');
    jest.advanceTimersByTime(1_250);
    expect(state()).toBe('Unknown');
  });

  it('counts a blocker that comes back from when it came back', () => {
    const { sample } = clusterWith([
      managedObject('Role', 'node-role', [SYNCED, READY]),
    ]);
    const gate = (phase: string) =>
      workflowObject('run', {
        labels: { 'spokeport.dev/claim-uid': 'claim-prod' },
        phase,
      });
    const { engine } = start(sample.put(gate('Failed')));
    const since = () => engine.views()[0].blockers[0]?.since.at;
    sample.at('2026-11-21T10:10:00Z').put(gate('Running'));
    engine.flush();
    expect(since()).toBeUndefined();
    sample.at('2026-11-21T10:20:00Z').put(gate('Failed'));
    engine.flush();
    expect(since()).toBe('2026-11-21T10:20:00.000Z');
  });

  it('knows another owner when the catalog does', () => {
    jest.useFakeTimers();
    const { sample } = clusterWith([]);
    const catalog = new Map<string, string>();
    const ownerOf = (tenant: string) => catalog.get(tenant);
    sample.settings = { ...sample.settings, ownerOf };
    const { engine } = start(sample);
    expect(engine.views()[0].summary.owner).toBeUndefined();
    catalog.set('payments', 'group:default/payments');
    jest.advanceTimersByTime(1_250);
    expect(engine.views()[0].summary.owner).toBe('group:default/payments');
  });

  it('shows when a hub was heard again, and computes nothing for it', () => {
    const { sample } = two();
    const { engine, told } = start(sample);
    sample.at('2026-11-21T10:05:30Z');
    engine.flush();
    told.length = 0;
    const before = engine.views();
    const { revision, heardAt: heardBefore } = before[0].summary;
    sample.at('2026-11-21T10:05:40Z');
    engine.flush();
    const after = engine.views();
    expect(heardBefore).toBe('2026-11-21T10:05:30Z');
    expect(after[0].summary.revision).toBe(revision);
    expect(told).toEqual([]);
    expect(after[0].summary.heardAt).toBe('2026-11-21T10:05:40Z');
    expect(after[0].detail.cluster).toBe(after[0].summary);
    expect(after[0].resources).toBe(before[0].resources);
    // It is silent from a minute after it was heard last, not after it was heard when this was computed.
    sample.silentUntil('2026-11-21T10:06:35Z');
    engine.flush();
    expect(engine.views()[0].summary.state).not.toBe('Unknown');
    sample.silentUntil('2026-11-21T10:06:40Z');
    engine.flush();
    expect(engine.views()[0].summary.state).toBe('Unknown');
  });

  it('tells nobody any more once it is stopped', () => {
    jest.useFakeTimers();
    const { sample } = two();
    const { engine, told } = start(sample);
    sample.put(role(READY));
    engine.stop();
    jest.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('an engine with much to do', () => {
  const many = () => {
    const sample = new Sample('2026-11-21T10:05:00Z');
    for (let index = 0; index < 150; index++) {
      const parts = ['a', 'b', 'c'].map(step =>
        managedObject('Role', `${step}-${index}`, [SYNCED, READY]),
      );
      const composite = compositeObject(`c${index}-x`, parts, {
        claim: `c${index}`,
      });
      sample.put(claimObject(`c${index}`, { composite }), composite, ...parts);
    }
    return sample;
  };

  it('lets others have their turn, and tells when all is computed', async () => {
    const sample = many();
    const { engine, told } = start(sample);
    let turns = 0;
    let isWatching = true;
    const watch = () => {
      turns += 1;
      if (isWatching) {
        setImmediate(watch);
      }
    };
    sample.silentUntil('2026-11-21T10:08:00Z');
    setImmediate(watch);
    const before = turns;
    while (told.length === 0) {
      await new Promise(done => setTimeout(done, 20));
    }
    isWatching = false;
    expect(turns - before).toBeGreaterThan(5);
    // Views that are told belong together: none is of before the hub fell silent.
    expect(told[0].changed).toHaveLength(150);
    expect(
      engine.views().every(({ summary }) => summary.state === 'Unknown'),
    ).toBe(true);
  });

  it('computes nothing of clusters that a change does not concern', () => {
    const sample = many();
    const { engine } = start(sample);
    const before = engine.views();
    sample.put(
      managedObject('Role', 'b-7', [SYNCED, CREATING]),
      applicationObject('unrelated', {
        spec: { destination: { server: 'https://elsewhere.example.org' } },
      }),
      secretObject('elsewhere'),
    );
    engine.flush();
    const names = engine
      .views()
      .filter(view => !before.includes(view))
      .map(({ summary }) => summary.ref.name);
    expect(names).toEqual(['elsewhere', 'c7']);
  });

  it('shows a resource in its new version without judging its cluster anew', () => {
    const { sample } = clusterWith([role(READY)]);
    const { engine, told } = start(sample);
    const [before] = engine.views();
    sample.put(
      managedObject('Role', 'node-role', [
        { ...SYNCED, lastTransitionTime: '2026-11-21T10:04:00Z' },
        READY,
      ]),
    );
    engine.flush();
    const [after] = engine.views();
    expect(told).toEqual([{ changed: ['prod'], removed: [] }]);
    expect(after.journey).toBe(before.journey);
    expect(after.resources[2].conditions[0].lastTransitionTime).toBe(
      '2026-11-21T10:04:00Z',
    );
    expect(after.summary.revision).toBe(sample.view('prod').summary.revision);
    expect(after.detail.cluster).toBe(after.summary);
  });
});
