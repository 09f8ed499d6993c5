import { mockServices } from '@backstage/backend-test-utils';
import { clusterView, FakeModel } from '../__testUtils__/FakeModel';
import { FleetModel } from '../model/FleetModel';
import { ChangeFeed } from './ChangeFeed';
import { StreamConnection } from './StreamConnection';
import { StreamMessages } from './StreamMessages';

/** A reader that reads only when the test says so. */
class SlowResponse {
  readonly written: string[] = [];
  congested = false;
  #drained: (() => void) | undefined;

  write(text: string): boolean {
    this.written.push(text);
    return !this.congested;
  }

  end() {}

  once(...[, listener]: ['drain', () => void]) {
    this.#drained = listener;
  }

  drain() {
    this.congested = false;
    this.#drained?.();
  }

  get events() {
    return this.written.flatMap(text => /event: (\w+)/.exec(text)?.[1] ?? []);
  }
}

const everything = {
  mayReadCluster: () => true,
  mayReadScope: () => true,
  mayReadApplication: () => true,
  readsAll: true,
  decision: 'aa',
};

async function setUp(capacity: number) {
  const model = new FakeModel();
  model.clusters = [clusterView('payments-prod-1', 'payments')];
  const feed = new ChangeFeed({
    clusters: model.views,
    hubs: model.hubs,
    fleet: model.fleet,
    requests: model.requestReader,
    logger: mockServices.logger.mock(),
    interval: 1,
    capacity,
  });
  feed.start();
  const response = new SlowResponse();
  const connection = new StreamConnection({
    response,
    feed,
    messages: new StreamMessages({
      clusters: model.views,
      model: new FleetModel({
        clusters: model.views,
        fleet: model.fleet,
        owners: { ownerOf: () => undefined },
        settings: {},
      }),
      fleet: model.fleet,
      hubs: model.hubs,
      owners: { ownerOf: () => undefined },
    }),
    viewer: everything,
  });
  feed.subscribe(() => connection.pump());
  connection.open(undefined);
  let revision = 1;
  const change = async () => {
    revision += 1;
    const { sequence } = feed;
    const done = new Promise<void>(resolve => {
      const stop = feed.subscribe(() => {
        if (feed.sequence > sequence) {
          stop();
          resolve();
        }
      });
    });
    model.update('payments-prod-1', { revision: String(revision) });
    await done;
  };
  return { response, connection, change };
}

describe('StreamConnection with a slow reader', () => {
  it('queues nothing, and sends all that was missed as one message', async () => {
    const { response, change } = await setUp(100);
    response.congested = true;
    await change();
    await change();
    await change();
    expect(response.events).toEqual(['snapshot', 'changes']);
    response.drain();
    expect(response.events).toEqual(['snapshot', 'changes', 'changes']);
    expect(response.written[response.written.length - 1]).toContain(
      '"revision":"4"',
    );
  });

  it('drops a reader that missed too much to a snapshot', async () => {
    const { response, change } = await setUp(2);
    response.congested = true;
    await change();
    await change();
    await change();
    await change();
    response.drain();
    expect(response.events).toEqual(['snapshot', 'changes', 'snapshot']);
  });

  it('drops a reader to a snapshot when the policy changed meanwhile', async () => {
    const { response, connection, change } = await setUp(100);
    response.congested = true;
    await change();
    connection.redecide({ ...everything, decision: 'bb' });
    response.drain();
    expect(response.events).toEqual(['snapshot', 'changes', 'snapshot']);
    expect(response.written[response.written.length - 1]).toMatch(
      /^id: .*-bb\n/,
    );
  });
});
