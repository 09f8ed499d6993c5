import { FakeModel } from '../api/__testUtils__/FakeModel';
import { createSettledHubs } from './createSettledHubs';

describe('createSettledHubs', () => {
  it.each([
    { hub: 'live', repository: 'live', expected: true, reason: 'all is read' },
    {
      hub: 'connecting',
      repository: 'live',
      expected: false,
      reason: 'the hub is being read',
    },
    {
      hub: 'unreachable',
      repository: 'live',
      expected: false,
      reason: 'the hub never answered',
    },
    {
      hub: 'live',
      repository: 'connecting',
      expected: false,
      reason: 'requests are being read',
    },
    {
      hub: 'live',
      repository: 'failing',
      expected: true,
      reason: 'that Git is silent is a state of its own',
    },
  ] as const)('$reason', ({ hub, repository, expected }) => {
    const model = new FakeModel();
    model.hub = { ...model.hub, state: hub };
    model.repository = { ...model.repository, state: repository };
    const settled = createSettledHubs({
      fleet: model.fleet,
      requests: model.requestReader,
    });
    expect(settled('hub-eu')).toBe(expected);
  });

  it('stays settled when the hub falls silent', () => {
    const model = new FakeModel();
    const settled = createSettledHubs({
      fleet: model.fleet,
      requests: model.requestReader,
    });
    expect(settled('hub-eu')).toBe(true);
    model.hub = { ...model.hub, state: 'unreachable' };
    expect(settled('hub-eu')).toBe(true);
    expect(settled('hub-us')).toBe(false);
  });
});
