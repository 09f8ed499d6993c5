import type { HubStates } from '../fleet/HubStates';
import type { FleetChange, FleetReader, HubKindState } from '../fleet/types';
import type { InstrumentName } from './instruments';
import type { Meter } from './Meter';
import { ObjectSizes } from './ObjectSizes';
import { RunningSums } from './RunningSums';

/** Seconds. Creation times are known to the second. */
const LAG_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600];
/** An older object was not created now: its kind was found now. */
const NEW_MS = 600_000;

const COUNTS: [InstrumentName, keyof NonNullable<HubKindState['counts']>][] = [
  ['tenant_clusters.hub.events', 'events'],
  ['tenant_clusters.hub.lists', 'lists'],
  ['tenant_clusters.hub.faults', 'faults'],
];

/** Measures how hubs are heard, and what comes of them. */
export function observeHubs(options: {
  meter: Meter;
  fleet: FleetReader;
  /** Hubs as readers are told of them. */
  hubs: HubStates;
  /** Milliseconds since the epoch. */
  now?: () => number;
}): void {
  const { meter, fleet, hubs, now = Date.now } = options;
  observeHearing(meter, hubs, now);
  observeKinds(meter, hubs);
  observeChanges(meter, fleet, hubs, now);
}

function observeHearing(
  meter: Meter,
  hubs: HubStates,
  now: () => number,
): void {
  meter.observe('tenant_clusters.hub.state', observe => {
    for (const { name, state } of hubs.hubs()) {
      observe(1, { hub: name, state });
    }
  });
  meter.observe('tenant_clusters.hub.staleness', observe => {
    for (const { name, heardAt } of hubs.hubs()) {
      if (heardAt) {
        const silence = now() - Date.parse(heardAt);
        observe(Math.max(0, silence) / 1_000, { hub: name });
      }
    }
  });
  const restores = new RunningSums();
  meter.observe('tenant_clusters.hub.restores', observe => {
    for (const { name, epoch } of hubs.hubs()) {
      observe(restores.take(name, epoch - 1), { hub: name });
    }
  });
}

function observeKinds(meter: Meter, hubs: HubStates): void {
  meter.observe('tenant_clusters.hub.kinds', observe => {
    for (const { name, kinds } of hubs.hubs()) {
      const states = new Map<string, number>();
      for (const { state } of kinds) {
        states.set(state, (states.get(state) ?? 0) + 1);
      }
      for (const [state, count] of states) {
        observe(count, { hub: name, state });
      }
    }
  });
  meter.observe('tenant_clusters.hub.objects', observe => {
    for (const { name, kinds } of hubs.hubs()) {
      for (const { group, kind, state, objects } of kinds) {
        if (state !== 'absent') {
          observe(objects, { hub: name, group, kind });
        }
      }
    }
  });
  for (const [instrument, count] of COUNTS) {
    const sums = new RunningSums();
    meter.observe(instrument, observe => {
      for (const { name, kinds } of hubs.hubs()) {
        for (const { group, kind, counts } of kinds) {
          if (counts) {
            observe(sums.take(`${name} ${kind}.${group}`, counts[count]), {
              hub: name,
              group,
              kind,
            });
          }
        }
      }
    });
  }
}

function observeChanges(
  meter: Meter,
  fleet: FleetReader,
  hubs: HubStates,
  now: () => number,
): void {
  const changes = meter.counter('tenant_clusters.hub.changes');
  const lag = meter.histogram('tenant_clusters.hub.lag', LAG_SECONDS);
  const sizes = new ObjectSizes();
  const unsubscribe = fleet.subscribe(change => {
    if (change.type === 'hub') {
      return;
    }
    const { object } = change;
    const { hub, group, kind } = object;
    changes.add(1, { hub, group, kind });
    if (change.type === 'put') {
      sizes.saw(object);
    }
    const seconds = lagOf(change, fleet, now());
    if (seconds !== undefined) {
      lag.record(seconds, { hub });
    }
  });
  meter.onStop(unsubscribe);
  meter.observe('tenant_clusters.hub.objects.size', observe => {
    for (const { name, kinds } of hubs.hubs()) {
      for (const { group, kind, objects } of kinds) {
        const size = sizes.sizeOf(name, group, kind);
        if (size !== undefined) {
          observe(Math.round(size * objects), { hub: name, group, kind });
        }
      }
    }
  });
}

/** How long ago an object was created that was just told of by a watch; undefined for any other change. */
function lagOf(
  change: Exclude<FleetChange, { type: 'hub' }>,
  fleet: FleetReader,
  now: number,
): number | undefined {
  if (change.type !== 'put' || change.previous) {
    return undefined;
  }
  const { object } = change;
  const hub = fleet.hub(object.hub);
  // While a hub or a kind is read for the first time, what is new to us is not new.
  if (hub?.state !== 'live') {
    return undefined;
  }
  const age = now - Date.parse(object.createdAt ?? '');
  if (!(age < NEW_MS)) {
    return undefined;
  }
  const kind = hub.kinds.find(
    known => known.kind === object.kind && known.group === object.group,
  );
  return kind?.state === 'live' ? Math.max(0, age) / 1_000 : undefined;
}
