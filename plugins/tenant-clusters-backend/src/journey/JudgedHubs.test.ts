import { DefaultFleet, type HubState } from '../fleet';
import { JudgedHubs } from './JudgedHubs';

function setUp() {
  const fleet = new DefaultFleet();
  const hubs = new JudgedHubs(fleet);
  const told: string[] = [];
  hubs.subscribe(hub => told.push(hub));
  const enter = (state: HubState['state']) =>
    fleet.setHub({
      name: 'hub-eu',
      title: 'Hub Europe',
      state,
      epoch: 1,
      kinds: [],
    });
  const shown = () => [
    hubs.hub('hub-eu')?.state,
    ...hubs.hubs().map(({ state }) => state),
  ];
  return { fleet, hubs, told, enter, shown };
}

describe('JudgedHubs', () => {
  it('shows a hub as connecting until it was judged, and says when that is', () => {
    const { hubs, told, enter, shown } = setUp();
    enter('live');
    expect(shown()).toEqual(['connecting', 'connecting']);
    told.splice(0);
    hubs.judged('hub-eu');
    expect(shown()).toEqual(['live', 'live']);
    expect(told).toEqual(['hub-eu']);
    hubs.judged('hub-eu');
    expect(told).toEqual(['hub-eu']);
  });

  it.each(['stale', 'unreachable', 'unauthorized', 'misconfigured'] as const)(
    'does not hide that a hub is %s',
    state => {
      const { enter, shown } = setUp();
      enter(state);
      expect(shown()).toEqual([state, state]);
    },
  );

  it('goes on showing a hub that was judged, whatever happens to it', () => {
    const { hubs, enter, shown } = setUp();
    enter('live');
    hubs.judged('hub-eu');
    enter('unreachable');
    enter('live');
    expect(shown()).toEqual(['live', 'live']);
  });

  it('waits again for a hub that was taken out of the configuration and comes back', () => {
    const { fleet, hubs, told, enter, shown } = setUp();
    enter('live');
    hubs.judged('hub-eu');
    fleet.removeHub('hub-eu');
    expect(shown()).toEqual([undefined]);
    told.splice(0);
    hubs.judged('hub-eu');
    expect(told).toEqual([]);
    enter('live');
    expect(shown()).toEqual(['connecting', 'connecting']);
  });
});
