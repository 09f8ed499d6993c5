import { mockServices } from '@backstage/backend-test-utils';
import { JudgedHubs } from '../../journey';
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
