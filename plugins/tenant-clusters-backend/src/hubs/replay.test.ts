import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultFleet } from '../fleet';
import { DEFAULT_CLAIM_FIELDS, ProjectionPlan } from '../projections';
import { FakeApiServer } from './__testUtils__/FakeApiServer';
import { FAST_TIMINGS } from './__testUtils__/fastTimings';
import { until } from '../__testUtils__/until';
import { HubConnection } from './connection/HubConnection';
import { WatchedKind } from './kinds/WatchedKind';

interface RecordedLine {
  type: string;
  object: {
    apiVersion: string;
    kind: string;
    metadata: { uid: string; resourceVersion: string };
  };
}

const MEANING = { cluster: true, fields: DEFAULT_CLAIM_FIELDS };

const STREAMS: { name: string; plan: ProjectionPlan }[] = [
  { name: 'claims', plan: { role: 'claim', ...MEANING } },
  { name: 'xrs', plan: { role: 'xr', ...MEANING } },
  { name: 'xnetworks', plan: { role: 'xr', ...MEANING } },
  { name: 'managed', plan: { role: 'managed' } },
  { name: 'applications', plan: { role: 'application' } },
  { name: 'workflows', plan: { role: 'workflow' } },
  { name: 'crossplane-configmaps', plan: { role: 'cluster-event' } },
];

/** The last change of the moment in which the cluster of the recorded run had become ready. */
const READY = 1_020;

const versionOf = ({ object }: RecordedLine) =>
  Number(object.metadata.resourceVersion);

function readLines(name: string): RecordedLine[] {
  return readFileSync(join(__dirname, '__fixtures__', `${name}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .sort((left, right) => versionOf(left) - versionOf(right));
}

/** What must be there after these lines, worked out without any of the code under test. */
function uidsAfter(lines: RecordedLine[]): string[] {
  const uids = new Set<string>();
  for (const { type, object } of lines) {
    if (type === 'DELETED') {
      uids.delete(object.metadata.uid);
    } else {
      uids.add(object.metadata.uid);
    }
  }
  return Array.from(uids);
}

it('follows a recorded run of real controllers from the claim to its removal', async () => {
  const stop = new AbortController();
  const fleet = new DefaultFleet();
  const connections: HubConnection[] = [];
  const seen = new Set<string>();
  fleet.subscribe(change => {
    if (change.type === 'put') {
      seen.add(change.object.uid);
    }
  });
  const streams = await Promise.all(
    STREAMS.map(async ({ name, plan }) => {
      const lines = readLines(name);
      const [group, version] = lines[0].object.apiVersion.includes('/')
        ? lines[0].object.apiVersion.split('/')
        : ['', lines[0].object.apiVersion];
      const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
      const server = await FakeApiServer.start(`${root}/${name}`);
      const connection = new HubConnection({
        kubernetes: { type: 'direct', url: server.url },
        headersTimeout: FAST_TIMINGS.headers,
      });
      connections.push(connection);
      const kind = new WatchedKind({
        hub: 'hub-eu',
        fleet,
        plan: {
          plan,
          resource: {
            group,
            version,
            kind: lines[0].object.kind,
            plural: name,
          },
        },
        reflector: {
          connection,
          timings: { ...FAST_TIMINGS, silence: 60_000 },
        },
        onObject: () => {},
        onGone: () => {},
      });
      kind.start(stop.signal);
      await until(`a watch of ${name}`, () => server.watches === 1);
      return { lines, server, kind };
    }),
  );
  const replay = async (from: number, to: number) => {
    for (const { lines, server } of streams) {
      for (const line of lines) {
        if (versionOf(line) > from && versionOf(line) <= to) {
          server.write(`${JSON.stringify(line)}\n`);
        }
      }
    }
    const expected = streams.flatMap(({ lines }) =>
      uidsAfter(lines.filter(line => versionOf(line) <= to)),
    );
    await until(
      'the fleet has what the run left',
      () =>
        streams.every(
          ({ lines, kind }) =>
            kind.objects ===
            uidsAfter(lines.filter(line => versionOf(line) <= to)).length,
        ) && expected.every(uid => fleet.byUid('hub-eu', uid) !== undefined),
    );
    return expected;
  };

  await replay(0, READY);
  const [claim] = fleet.claimsAt('hub-eu', 'team-a', 'shop-7044');
  await until('ready', () =>
    fleet
      .claimsAt('hub-eu', 'team-a', 'shop-7044')[0]
      .conditions.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ),
  );
  const [{ object: xr }] = fleet.children(claim);
  const children = fleet.children(xr!);
  expect(children.map(({ object }) => object?.role)).toEqual([
    'managed',
    'composite',
    'cluster-event',
  ]);
  expect(
    fleet.children(children[1].object!).map(({ object }) => object?.role),
  ).toEqual(['managed', 'managed']);
  expect(
    fleet
      .applicationsTracking('hub-eu', {
        apiVersion: claim.apiVersion,
        kind: claim.kind,
        namespace: claim.namespace,
        name: claim.name,
      })
      .map(({ name }) => name),
  ).toEqual(['tenants']);

  const left = await replay(READY, Infinity);
  expect(fleet.claimsAt('hub-eu', 'team-a', 'shop-7044')).toEqual([]);
  const gone = Array.from(seen).filter(uid => !left.includes(uid));
  expect(gone.length).toBeGreaterThan(5);
  expect(gone.filter(uid => fleet.byUid('hub-eu', uid))).toEqual([]);

  stop.abort();
  await Promise.all([
    ...connections.map(connection => connection.close()),
    ...streams.map(({ server }) => server.close()),
  ]);
});
