import { mockServices } from '@backstage/backend-test-utils';
import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { clusterView, FakeModel } from '../api/__testUtils__/FakeModel';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { DatabaseLeadTimes } from './DatabaseLeadTimes';
import { JourneyRecorder } from './JourneyRecorder';

jest.setTimeout(60_000);

const { databases, engines } = createTestDatabases();

/** A cluster whose create journey took this many seconds, of which half were its provisioning. */
function finished(index: number, seconds: number, size = 'small') {
  const start = Date.now() - 3_600_000;
  const journey: Journey = {
    key: `acme/platform#${index}`,
    kind: 'create',
    state: 'done',
    startedAt: { at: new Date(start).toISOString(), source: 'object' },
    finishedAt: {
      at: new Date(start + seconds * 1_000).toISOString(),
      source: 'observed',
    },
    blockers: [],
    links: [],
    stages: [
      {
        name: 'provisioned',
        state: 'done',
        actor: { type: 'crossplane', title: 'Crossplane' },
        summary: { id: 'x', text: 'x' },
        durationSeconds: seconds / 2,
        steps: [],
        evidence: [],
      },
    ],
  };
  return {
    ...clusterView(`payments-dev-${index}`, 'payments', 'Ready', {
      size,
      region: 'eu-west-1',
    }),
    journey,
    journeys: [journey],
  };
}

describe('JourneyRecorder', () => {
  it.each(engines)(
    'estimates on %s from finished journeys of the same class, at least five, each counted once',
    async id => {
      const knex = await databases.init(id);
      const store = await DatabaseHistoryStore.create({
        database: mockServices.database.mock({ getClient: async () => knex }),
      });
      const model = new FakeModel();
      const recorder = () =>
        new JourneyRecorder({
          store,
          leadTimes: new DatabaseLeadTimes({ client: knex }),
          clusters: model.views,
          logger: mockServices.logger.mock(),
          settled: () => true,
        });
      const first = recorder();
      const of = {
        journey: 'create' as const,
        cluster: finished(0, 1).summary,
      };

      model.clusters = [10, 20, 30, 40].map((seconds, index) =>
        finished(index, seconds),
      );
      model.clusters.push(finished(8, 1_000, 'large'));
      await first.update();
      await first.update();
      expect(first.estimates(of)).toEqual({ stages: {} });

      model.clusters = [finished(5, 50)];
      await first.update();
      expect(first.estimates(of)).toEqual({
        journey: { medianSeconds: 30, p90Seconds: 46, count: 5 },
        stages: {
          provisioned: { medianSeconds: 15, p90Seconds: 23, count: 5 },
        },
      });

      const restarted = recorder();
      await restarted.refresh();
      expect(restarted.estimates(of)).toEqual(first.estimates(of));
      const { cluster } = of;
      expect(
        restarted.estimates({ ...of, cluster: { ...cluster, size: 'large' } }),
      ).toEqual({ stages: {} });
    },
  );

  it('records nothing of a hub that is not read whole yet', async () => {
    const recordDurations = jest.fn();
    const model = new FakeModel();
    model.clusters = [finished(1, 10)];
    const recorder = new JourneyRecorder({
      store: { recordDurations },
      leadTimes: { leadTimes: async () => [] },
      clusters: model.views,
      logger: mockServices.logger.mock(),
      settled: () => false,
    });
    await recorder.update();
    expect(recordDurations).not.toHaveBeenCalled();
  });

  it('tries again when the database is away, and says so once', async () => {
    const recordDurations = jest
      .fn()
      .mockRejectedValueOnce(new Error('away'))
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue(undefined);
    const logger = mockServices.logger.mock();
    const onWriteFailure = jest.fn();
    const model = new FakeModel();
    model.clusters = [finished(1, 10)];
    const recorder = new JourneyRecorder({
      store: { recordDurations },
      leadTimes: { leadTimes: async () => [] },
      clusters: model.views,
      logger,
      settled: () => true,
      onWriteFailure,
    });
    for (let turn = 0; turn < 4; turn += 1) {
      await recorder.update();
    }
    expect(recordDurations).toHaveBeenCalledTimes(3);
    expect(onWriteFailure).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
