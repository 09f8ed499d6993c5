import { buildFleet } from './buildFleet';
import { FLEET_SIZES } from './FleetSize';
import { jsonOf, LoadEntry, LoadObject, parseEntry } from './LoadCollection';
import { LoadHub } from './LoadHub';
import { KINDS, LoadKind } from './LoadKind';

const SIZE = FLEET_SIZES.S;

const entriesOf = (hubs: LoadHub[], kind: LoadKind): LoadEntry[] =>
  hubs.flatMap(hub => hub.serve(kind).entries());

const averageBytes = (entries: LoadEntry[]) =>
  entries.reduce((sum, entry) => sum + jsonOf(entry).length, 0) /
  entries.length;

interface Composed extends LoadObject {
  spec: { resourceRefs: { kind: string; name: string }[] };
}

describe('the large fleet', () => {
  const { plan, hubs } = buildFleet(SIZE, 5);

  it('has as many objects as its size says, in three hubs', () => {
    const count = (kind: LoadKind) => entriesOf(hubs, kind).length;
    expect(hubs).toHaveLength(3);
    expect(hubs.every(hub => hub.serve(KINDS.claim).size > 0)).toBe(true);
    expect({
      claims: count(KINDS.claim),
      composites: count(KINDS.composite),
      stores: count(KINDS.store),
      applications: count(KINDS.application),
      workflows: count(KINDS.workflow),
      events: count(KINDS.event),
      managed: plan.managedKinds.reduce((sum, kind) => sum + count(kind), 0),
    }).toEqual({
      claims: SIZE.clusters,
      composites: SIZE.clusters,
      stores: SIZE.stores,
      applications: SIZE.applications,
      workflows: SIZE.workflows,
      events: SIZE.events,
      managed: SIZE.managed,
    });
  });

  it.each([
    [12_000, () => entriesOf(hubs, KINDS.application), 'applications'],
    [
      3_300,
      () => plan.managedKinds.flatMap(kind => entriesOf(hubs, kind)),
      'managed resources',
    ],
  ])('has objects of %d bytes on the wire', (bytes, entries) => {
    expect(Math.abs(averageBytes(entries()) - bytes) / bytes).toBeLessThan(
      0.05,
    );
  });

  it('has workflows of 20 nodes', () => {
    for (const entry of entriesOf(hubs, KINDS.workflow)) {
      const { nodes } = parseEntry(entry).status as { nodes: object };
      expect(Object.keys(nodes)).toHaveLength(20);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const bytes = (seed: number) =>
      buildFleet(FLEET_SIZES.XS, seed).hubs.flatMap(hub =>
        hub
          .collections()
          .flatMap(collection =>
            collection.entries().map(entry => jsonOf(entry).toString()),
          ),
      );
    expect(bytes(1)).toEqual(bytes(1));
    expect(bytes(1)).not.toEqual(bytes(2));
  });

  it('leads from every claim through its XRs to resources that are there', () => {
    for (const hub of hubs) {
      const managed = new Set(
        plan.managedKinds.flatMap(kind =>
          hub
            .serve(kind)
            .entries()
            .map(({ name }) => `${kind.kind}/${name}`),
        ),
      );
      const composites = new Map(
        [KINDS.composite, KINDS.network].flatMap(kind =>
          hub
            .serve(kind)
            .entries()
            .map(entry => [
              `${kind.kind}/${entry.name}`,
              parseEntry(entry) as Composed,
            ]),
        ),
      );
      for (const claim of hub.serve(KINDS.claim).entries()) {
        const { spec } = parseEntry(claim) as unknown as {
          spec: { resourceRef: { kind: string; name: string } };
        };
        const reached: string[] = [];
        const walk = ({ kind, name }: { kind: string; name: string }) => {
          const key = `${kind}/${name}`;
          const composite = composites.get(key);
          if (composite) {
            composite.spec.resourceRefs.forEach(walk);
          } else if (kind !== 'ConfigMap') {
            reached.push(key);
          }
        };
        walk(spec.resourceRef);
        expect(reached.length).toBeGreaterThan(50);
        expect(reached.filter(key => !managed.has(key))).toEqual([]);
      }
    }
  });

  it('ties workflows, events, registrations and applications to their claim', () => {
    const ready = plan.clusters.filter(({ phase }) => phase === 'ready');
    expect(ready.length).toBeGreaterThan(plan.clusters.length / 2);
    for (const { hub, claimUid, eventUid, name } of ready) {
      const labelled = (kind: LoadKind) =>
        hubs[hub]
          .serve(kind)
          .entries()
          .filter(
            ({ labels }) => labels['spokeport.dev/claim-uid'] === claimUid,
          );
      expect(labelled(KINDS.configMap).map(({ uid }) => uid)).toEqual([
        eventUid,
      ]);
      expect(labelled(KINDS.workflow).length).toBeGreaterThan(0);
      const destinations = hubs[hub]
        .serve(KINDS.application)
        .entries()
        .map(
          entry => parseEntry(entry).spec as { destination: { name?: string } },
        )
        .filter(({ destination }) => destination.name === name);
      expect(destinations.length).toBeGreaterThan(5);
    }
  });
});
