import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DEFAULT_CLAIM_FIELDS,
  projectObject,
  type ProjectedObject,
  type ProjectionPlan,
} from '../projections';
import { HistoryClock } from './HistoryClock';
import type { RecordedTime } from './RecordedTime';
import type { HistoryStore, Observation } from './types';

/** After everything that the recorded objects say of their own times. */
const BEGIN = Date.parse('2026-11-21T11:00:00Z');

interface RecordedLine {
  type: string;
  object: {
    apiVersion: string;
    kind: string;
    metadata: { resourceVersion: string };
  };
}

const versionOf = ({ object }: RecordedLine) =>
  Number(object.metadata.resourceVersion);

/** The objects of a recorded watch of real controllers, in the order in which they were written. */
function replay(file: string, plan: ProjectionPlan): ProjectedObject[] {
  const lines: RecordedLine[] = readFileSync(resolve(__dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  lines.sort((left, right) => versionOf(left) - versionOf(right));
  return lines
    .filter(({ type }) => type !== 'DELETED')
    .flatMap(({ object }) => {
      const { apiVersion, kind } = object;
      const type = { hub: 'hub-eu', apiVersion, kind };
      return projectObject({ type, plan, object }) ?? [];
    });
}

const conditionsOf = (object: ProjectedObject) =>
  'conditions' in object ? object.conditions : [];

/** A clock whose time goes on a second with each object. */
function createClock() {
  let now = BEGIN;
  const recorded: Observation[] = [];
  const store = {
    record: async (observations: Observation[]) => {
      recorded.push(...observations);
      return observations;
    },
  } as Partial<HistoryStore> as HistoryStore;
  const clock = new HistoryClock({
    store,
    logger: mockServices.logger.mock(),
    stored: [],
    settled: () => true,
    position: () => ({ epoch: 0 }),
    now: () => now,
  });
  return {
    clock,
    recorded,
    tick: () => {
      now += 1_000;
      return new Date(now).toISOString();
    },
  };
}

const XR: ProjectionPlan = {
  role: 'xr',
  cluster: true,
  fields: DEFAULT_CLAIM_FIELDS,
};

describe('times of real objects', () => {
  it.each([
    { file: 'xrs', reason: 'a composite' },
    { file: 'xnetworks', reason: 'a nested composite' },
  ])(
    'since stays while the status does, though lastTransitionTime moves and goes back: $reason',
    async ({ file }) => {
      const { clock, recorded, tick } = createClock();
      const seen = new Map<
        string,
        { status?: string; own?: string; since: RecordedTime }
      >();
      const wrong: unknown[] = [];
      let moved = 0;
      let wentBack = 0;
      let changed = 0;
      for (const object of replay(`../hubs/__fixtures__/${file}.ndjson`, XR)) {
        const now = tick();
        for (const { type, status, lastTransitionTime } of conditionsOf(
          object,
        )) {
          const subject = `condition/${object.uid}/${type}`;
          const since = clock.since(
            { hub: 'hub-eu', cluster: object.uid, type: 'condition', subject },
            status ?? '',
            lastTransitionTime,
          );
          const before = seen.get(subject);
          seen.set(subject, { status, own: lastTransitionTime, since });
          const expected = { ...before?.since };
          if (!before) {
            Object.assign(expected, since, { source: 'object' });
          } else if (before.status === status) {
            moved += before.own === lastTransitionTime ? 0 : 1;
            wentBack += (lastTransitionTime ?? '') < (before.own ?? '') ? 1 : 0;
          } else {
            changed += 1;
            Object.assign(expected, since, { at: now, source: 'observed' });
          }
          if (JSON.stringify(since) !== JSON.stringify(expected)) {
            wrong.push({ subject, since, expected });
          }
        }
      }
      expect(wrong).toEqual([]);
      // Else the recording proves nothing.
      expect(moved).toBeGreaterThan(3);
      expect(wentBack).toBeGreaterThan(0);
      await clock.flush();
      expect(recorded).toHaveLength(seen.size + changed);
    },
  );

  it('an Argo CD condition has no status: it stands since it was seen, and its own time counts only the first time', () => {
    const { clock, tick } = createClock();
    const APPLICATION: ProjectionPlan = { role: 'application' };
    const stands: string[] = [];
    for (const object of replay(
      '__fixtures__/argo-conditions.ndjson',
      APPLICATION,
    )) {
      const now = tick();
      const [error] = conditionsOf(object);
      expect(error?.status).toBeUndefined();
      const { at, source } = clock.since(
        {
          hub: 'hub-eu',
          cluster: object.uid,
          type: 'blocker',
          subject: 'blocker/sync-error',
        },
        error ? 'standing' : 'cleared',
        error?.lastTransitionTime,
      );
      const told = `${error ? 'standing' : 'cleared'} ${
        at === now ? 'now' : at
      } ${source}`;
      if (told !== stands[stands.length - 1] && (error || stands.length > 0)) {
        stands.push(told);
      }
    }
    // It went away while Argo CD tried again, and came back with another time, which is later than what was seen of it.
    expect(
      stands.map(text => text.replace(/2026-11-21T11:\S+/, 'then')),
    ).toEqual([
      'standing now observed',
      'standing then observed',
      'cleared now observed',
      'cleared then observed',
      'standing now observed',
    ]);
  });

  it('sync status has no time: it counts since it was first observed', () => {
    const { clock, tick } = createClock();
    const APPLICATION: ProjectionPlan = { role: 'application' };
    const times = replay(
      '__fixtures__/argo-conditions.ndjson',
      APPLICATION,
    ).map(object => {
      tick();
      return clock.since(
        {
          hub: 'hub-eu',
          cluster: object.uid,
          type: 'sync',
          subject: `sync/${object.uid}`,
        },
        object.role === 'application' ? object.sync?.status ?? '' : '',
      );
    });
    expect(new Set(times.map(({ at }) => at)).size).toBe(1);
    expect(times[0]).toMatchObject({ source: 'observed', precisionSeconds: 1 });
  });
});
