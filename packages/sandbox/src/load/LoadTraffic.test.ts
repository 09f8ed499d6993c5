import { buildFleet, type LoadFleet } from './buildFleet';
import { FLEET_SIZES } from './FleetSize';
import { jsonOf } from './LoadCollection';
import { LoadTraffic } from './LoadTraffic';

const EVENTS = 20_000;

/** Managed resources that are not in sync. */
function unsynced({ hubs, plan }: LoadFleet): number {
  return hubs
    .flatMap(hub =>
      plan.managedKinds.flatMap(kind => hub.serve(kind).entries()),
    )
    .filter(entry => {
      const { status } = JSON.parse(jsonOf(entry).toString());
      return status.conditions.some(
        (condition: { type: string; status: string }) =>
          condition.type === 'Synced' && condition.status === 'False',
      );
    }).length;
}

it('leaves the fleet as well as it was, however long it goes on', () => {
  const fleet = buildFleet(FLEET_SIZES.M);
  const traffic = new LoadTraffic(fleet);
  const before = unsynced(fleet);
  for (let event = 0; event < EVENTS; event++) {
    traffic.sendOne();
  }
  const managed = traffic
    .takeMarks()
    .filter(({ change }) => change === 'managed').length;
  expect(managed).toBeGreaterThan(EVENTS / 4);
  expect(unsynced(fleet)).toBeGreaterThan(before);
  expect(unsynced(fleet)).toBeLessThan(before + EVENTS / 15);
});
