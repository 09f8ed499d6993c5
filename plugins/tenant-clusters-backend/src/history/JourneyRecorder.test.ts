import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Journey } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { clusterView, FakeModel } from '../api/__testUtils__/FakeModel';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { JourneyRecorder } from './JourneyRecorder';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

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
  };
}

describe('JourneyRecorder', () => {
  it('estimates from finished journeys of the same class, at least five, each counted once', async () => {
    const knex = await databases.init('SQLITE_3');
    const store = await DatabaseHistoryStore.create({
      database: mockServices.database.mock({ getClient: async () => knex }),
    });
    const model = new FakeModel();
    const recorder = () =>
      new JourneyRecorder({
        store,
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
  });

  it('records nothing of a hub that is not read whole yet', async () => {
    const recordDurations = jest.fn();
    const model = new FakeModel();
    model.clusters = [finished(1, 10)];
    const recorder = new JourneyRecorder({
      store: {
        recordDurations,
        durations: async () => [],
      } as Partial<DatabaseHistoryStore> as DatabaseHistoryStore,
      clusters: model.views,
      logger: mockServices.logger.mock(),
      settled: () => false,
    });
    await recorder.update();
    expect(recordDurations).not.toHaveBeenCalled();
  });
});
