import { mockServices } from '@backstage/backend-test-utils';
import { createJourneyEngine, JudgedHubs } from '../../journey';
import { claimObject } from '../../journey/__testUtils__/objects';
import { Sample } from '../../journey/__testUtils__/Sample';
import { FakeModel } from '../__testUtils__/FakeModel';
import { ChangeFeed } from './ChangeFeed';

it('tells the other readers when one fails', async () => {
  const model = new FakeModel();
  const logger = mockServices.logger.mock();
  const feed = new ChangeFeed({
    clusters: model.views,
    hubs: model.hubs,
    fleet: model.fleet,
    requests: model.requestReader,
    logger,
    interval: 1,
  });
  const stop = feed.start();
  feed.subscribe(() => {
    throw new Error('the connection is odd');
  });
  const told = new Promise<void>(resolve => {
    feed.subscribe(resolve);
  });
  model.hubChanged({ state: 'stale' });
  await told;
  expect(logger.error).toHaveBeenCalledTimes(1);
  stop();
});

it('tells that a hub is live when its clusters are known, not before', async () => {
  const model = new FakeModel();
  const hubs = new JudgedHubs(model.fleet);
  const feed = new ChangeFeed({
    clusters: model.views,
    hubs,
    fleet: model.fleet,
    requests: model.requestReader,
    logger: mockServices.logger.mock(),
    interval: 1,
  });
  const stop = feed.start();
  const told = new Promise<void>(resolve => {
    feed.subscribe(resolve);
  });
  hubs.judged('hub-eu');
  await told;
  expect(feed.after(0)).toEqual([
    {
      sequence: 1,
      clusters: [],
      hubs: ['hub-eu'],
      requests: [],
      objects: [],
    },
  ]);
  stop();
});

it('tells which clusters came, changed and went, as the journeys tell it', async () => {
  const version = (kubernetesVersion: string) => ({
    spec: { kubernetesVersion },
  });
  const sample = new Sample().put(
    claimObject('one', { uid: 'claim-one', ...version('1.32') }),
    claimObject('two', { uid: 'claim-two' }),
  );
  const engine = createJourneyEngine({
    ...sample.input,
    now: () => sample.now,
  });
  const feed = new ChangeFeed({
    clusters: engine,
    hubs: new FakeModel().hubs,
    fleet: sample.fleet,
    requests: sample.requests,
    logger: mockServices.logger.mock(),
    interval: 1,
  });
  const stop = feed.start();
  const told = async (change: () => unknown) => {
    const next = new Promise<void>(resolve => {
      const unsubscribe = feed.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
    const before = feed.sequence;
    change();
    engine.flush();
    await next;
    return (feed.after(before) ?? []).flatMap(({ clusters }) =>
      clusters.map(
        cluster =>
          `${cluster.ref.name}: ${cluster.before ? 'was' : 'was not'}, ${
            cluster.after ? 'is' : 'is not'
          }`,
      ),
    );
  };
  const changed = await told(() =>
    sample.put(
      claimObject('one', { uid: 'claim-one', ...version('1.33') }),
      claimObject('three', { uid: 'claim-three' }),
    ),
  );
  expect(changed).toEqual(['one: was, is', 'three: was not, is']);
  const gone = await told(() => sample.fleet.removeHub('hub-eu'));
  expect(gone).toEqual([
    'one: was, is not',
    'three: was, is not',
    'two: was, is not',
  ]);
  stop();
  engine.stop();
});
