import { mockServices } from '@backstage/backend-test-utils';
import { FakeModel } from '../__testUtils__/FakeModel';
import { ChangeFeed } from './ChangeFeed';

it('tells the other readers when one fails', async () => {
  const model = new FakeModel();
  const logger = mockServices.logger.mock();
  const feed = new ChangeFeed({
    clusters: model.views,
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
