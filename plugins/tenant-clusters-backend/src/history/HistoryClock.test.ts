import { mockServices } from '@backstage/backend-test-utils';
import { HistoryClock } from './HistoryClock';
import type {
  FirstObservation,
  HistoryStore,
  Observation,
  ObservedSubject,
} from './types';

const subject: ObservedSubject = {
  hub: 'hub-eu',
  cluster: 'uid-1',
  type: 'state',
  subject: 'state',
};
const NOW = Date.parse('2026-11-20T10:00:00Z');

function setUp(
  options: {
    stored?: Observation[];
    firsts?: FirstObservation[];
    settled?: () => boolean;
    silentSince?: number;
  } = {},
) {
  const recorded: Observation[] = [];
  let now = NOW;
  let failures = 0;
  let taken = Promise.resolve();
  const store: Pick<HistoryStore, 'record'> = {
    record: async observations => {
      await taken;
      if (failures > 0) {
        failures -= 1;
        throw new Error('database is away');
      }
      recorded.push(...observations);
      return observations;
    },
  };
  const logger = mockServices.logger.mock();
  const clock = new HistoryClock({
    store: store as HistoryStore,
    logger,
    stored: options.stored ?? [],
    firsts: options.firsts,
    settled: options.settled ?? (() => true),
    position: () => ({ epoch: 0, resourceVersion: '7' }),
    silentSince: () => options.silentSince,
    now: () => now,
    flushAfter: 1,
  });
  return {
    clock,
    recorded,
    logger,
    later: (seconds: number) => {
      now += seconds * 1_000;
    },
    /** Lets the database take its time; returns what ends that. */
    slow: () => {
      let go = () => {};
      taken = new Promise(resolve => {
        go = resolve;
      });
      return go;
    },
    failNext: () => {
      failures = 1;
    },
  };
}

const stored = (value: string): Observation => ({
  ...subject,
  value,
  since: { at: '2026-11-19T08:00:00.000Z', source: 'observed' },
  position: { epoch: 0, resourceVersion: '5' },
});

describe('HistoryClock', () => {
  it('counts what is not written yet, what the database was just given too', async () => {
    const { clock, slow, failNext } = setUp();
    expect(clock.waiting).toBe(0);
    const go = slow();
    clock.since(subject, 'Ready');
    expect(clock.waiting).toBe(1);
    const flushed = clock.flush();
    expect(clock.waiting).toBe(1);
    go();
    await flushed;
    expect(clock.waiting).toBe(0);

    failNext();
    clock.since(subject, 'Degraded');
    await clock.flush();
    expect(clock.waiting).toBe(1);
    await clock.stop();
    expect(clock.waiting).toBe(0);
  });

  it.each([
    {
      hint: undefined,
      expected: {
        at: '2026-11-20T10:00:00.000Z',
        source: 'observed',
        precisionSeconds: 1,
      },
      reason: 'without a hint the first sight counts',
    },
    {
      hint: '2026-11-20T09:00:00Z',
      expected: {
        at: '2026-11-20T09:00:00.000Z',
        source: 'object',
        precisionSeconds: 1,
      },
      reason: 'an object that says since when is believed once',
    },
    {
      hint: '2026-11-20T11:00:00Z',
      expected: {
        at: '2026-11-20T10:00:00.000Z',
        source: 'observed',
        precisionSeconds: 1,
      },
      reason: 'nothing is since the future',
    },
    {
      hint: 'yesterday',
      expected: {
        at: '2026-11-20T10:00:00.000Z',
        source: 'observed',
        precisionSeconds: 1,
      },
      reason: 'not a time',
    },
  ])('first sight: $reason', ({ hint, expected }) => {
    expect(setUp().clock.since(subject, 'Ready', hint)).toEqual(expected);
  });

  it('keeps since while the value stays, whatever the object says later', async () => {
    const { clock, later, recorded } = setUp();
    const first = clock.since(subject, 'False', '2026-11-20T09:00:00Z');
    later(60);
    expect(clock.since(subject, 'False', '2026-11-20T09:59:00Z')).toEqual(
      first,
    );
    expect(clock.since(subject, 'True', '2026-11-20T08:00:00Z')).toEqual({
      at: '2026-11-20T10:01:00.000Z',
      source: 'observed',
      precisionSeconds: 1,
    });
    await clock.flush();
    expect(recorded.map(({ value }) => value)).toEqual(['False', 'True']);
  });

  it('takes what it was let go of for a change, when it is asked for again', async () => {
    const { clock, recorded, later } = setUp();
    const ready = { ...subject, type: 'condition', subject: 'Ready' } as const;
    clock.since(ready, 'False', '2026-11-20T09:00:00Z');
    later(60);
    clock.since(ready, 'True');
    clock.release(ready);
    later(60);
    expect(clock.since(ready, 'False')).toEqual({
      at: '2026-11-20T10:02:00.000Z',
      source: 'observed',
      precisionSeconds: 1,
    });
    await clock.flush();
    expect(recorded.map(({ value, since }) => [value, since.at])).toEqual([
      ['False', '2026-11-20T09:00:00.000Z'],
      ['True', '2026-11-20T10:01:00.000Z'],
      ['False', '2026-11-20T10:02:00.000Z'],
    ]);
  });

  it('lets go of nothing while the hub has not been read whole', () => {
    const ready = { ...subject, type: 'condition', subject: 'Ready' } as const;
    const since = {
      at: '2026-11-20T08:00:00.000Z',
      source: 'observed',
      precisionSeconds: 1,
    } as const;
    const { clock } = setUp({
      stored: [{ ...ready, value: 'True', since, position: { epoch: 0 } }],
      settled: () => false,
    });
    clock.since(ready, 'False');
    clock.release(ready);
    expect(clock.since(ready, 'True')).toEqual(since);
  });

  it('goes on from what was stored', () => {
    const { clock } = setUp({ stored: [stored('Ready')] });
    expect(clock.since(subject, 'Ready')).toEqual(stored('Ready').since);
  });

  it('knows which values there were before, also those from before a restart', () => {
    const { clock, later } = setUp();
    const first = clock.since(subject, 'Connecting');
    later(10);
    clock.since(subject, 'Ready');
    later(10);
    clock.since(subject, 'Connecting');
    expect(clock.ever(subject, 'Connecting')).toEqual(first);
    expect(clock.ever(subject, 'Degraded')).toBeUndefined();

    const restarted = setUp({
      firsts: [{ ...subject, value: 'Connecting', since: first }],
    });
    expect(restarted.clock.ever(subject, 'Connecting')).toEqual(first);
  });

  it('marks what changed while the portal was down as inferred', async () => {
    const { clock, recorded, later } = setUp({ stored: [stored('Ready')] });
    expect(clock.since(subject, 'Degraded')).toMatchObject({
      source: 'inferred',
    });
    later(1);
    expect(clock.since(subject, 'Ready')).toMatchObject({ source: 'observed' });
    await clock.flush();
    expect(recorded).toHaveLength(2);
  });

  it.each([
    { known: 'Ready', hint: undefined, reason: 'what it was before is known' },
    { known: undefined, hint: undefined, reason: 'it was not there before' },
  ])(
    'knows a change during a silence no better than its length: $reason',
    ({ known }) => {
      const { clock } = setUp({
        stored: known ? [stored(known)] : [],
        silentSince: NOW - 90_000,
      });
      expect(clock.since(subject, 'Degraded')).toEqual({
        at: '2026-11-20T10:00:00.000Z',
        source: 'inferred',
        precisionSeconds: 90,
      });
    },
  );

  it('believes an object that says since when, also after a silence', () => {
    const { clock } = setUp({ silentSince: NOW - 90_000 });
    expect(clock.since(subject, 'True', '2026-11-20T09:59:00Z')).toMatchObject({
      at: '2026-11-20T09:59:00.000Z',
      source: 'object',
    });
  });

  it('writes nothing while the hub has not been read whole', async () => {
    let settled = false;
    const { clock, recorded, later } = setUp({
      stored: [stored('Ready')],
      settled: () => settled,
    });
    const provisional = clock.since(subject, 'Unknown');
    later(5);
    expect(clock.since(subject, 'Unknown')).toEqual(provisional);
    settled = true;
    expect(clock.since(subject, 'Ready')).toEqual(stored('Ready').since);
    await clock.flush();
    expect(recorded).toEqual([]);
  });

  it('tries again when the database is away, and says so once', async () => {
    const { clock, recorded, failNext, logger } = setUp();
    failNext();
    clock.since(subject, 'Ready');
    await clock.flush();
    expect(recorded).toEqual([]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await clock.flush();
    expect(recorded).toHaveLength(1);
    await clock.stop();
  });
});
