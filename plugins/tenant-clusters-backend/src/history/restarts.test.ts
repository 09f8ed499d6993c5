import { mockServices } from '@backstage/backend-test-utils';
import { createJourneyEngine } from '../journey';
import { clusterWith } from '../journey/__testUtils__/clusterWith';
import {
  CREATING,
  failed,
  managedObject,
  READY,
  SYNCED,
} from '../journey/__testUtils__/objects';
import type { Sample } from '../journey/__testUtils__/Sample';
import { HistoryClock } from './HistoryClock';
import type { HistoryStore, Observation } from './types';

const PROD = { hub: 'hub-eu', namespace: 'payments', name: 'prod' };

const denied = () =>
  managedObject('Role', 'node-role', [failed('boom'), CREATING]);
const well = () => managedObject('Role', 'node-role', [SYNCED, READY]);

/** A portal on a history that the next one finds. */
function startPortal(sample: Sample, history: Observation[]) {
  const key = ({ cluster, type, subject }: Observation) =>
    `${cluster} ${type} ${subject}`;
  const latest = new Map(history.map(stored => [key(stored), stored]));
  const store: Pick<HistoryStore, 'record'> = {
    record: async observations => {
      history.push(...observations);
      return observations;
    },
  };
  const clock = new HistoryClock({
    store: store as HistoryStore,
    logger: mockServices.logger.mock(),
    stored: [...latest.values()],
    settled: () => true,
    position: () => ({ epoch: 0 }),
    now: () => sample.now,
  });
  const { now, ...input } = sample.input;
  const engine = createJourneyEngine({
    ...input,
    clock,
    now: () => sample.now,
  });
  return {
    /** Since when what `boom` tells of has stood in the way. */
    blockers: () => {
      engine.flush();
      return engine
        .view(PROD)
        ?.blockers.filter(({ quote }) => quote === 'boom')
        .map(({ since }) => since.at);
    },
    stop: async () => {
      engine.stop();
      await clock.stop();
    },
  };
}

/** What ended at an unknown time, each once. */
const ends = (history: Observation[]) => [
  ...new Set(
    history
      .filter(({ since }) => since.source === 'inferred')
      .map(({ type, subject, value }) => `${type} ${subject}: ${value}`),
  ),
];

it('sees what ended while no portal ran, so that it begins anew when it comes back', async () => {
  const history: Observation[] = [];
  const { sample } = clusterWith([denied()]);
  const first = startPortal(sample, history);
  expect(first.blockers()).toHaveLength(1);
  await first.stop();

  sample.at('2026-11-21T12:00:00Z').put(well());
  const second = startPortal(sample, history);
  expect(second.blockers()).toEqual([]);
  sample.at('2026-11-21T15:00:00Z').put(denied());
  expect(second.blockers()).toEqual(['2026-11-21T15:00:00.000Z']);
  await second.stop();
  expect(ends(history)).toEqual(
    expect.arrayContaining(['condition condition/mr-node-role/Synced: True']),
  );
});

it('goes on with what stands as before', async () => {
  const history: Observation[] = [];
  const { sample } = clusterWith([denied()]);
  const first = startPortal(sample, history);
  const since = first.blockers();
  await first.stop();

  sample.at('2026-11-21T12:00:00Z');
  const second = startPortal(sample, history);
  expect(second.blockers()).toEqual(since);
  await second.stop();
  expect(ends(history)).toEqual([]);
});
