/** How many objects a large fleet has, over all of its hubs. */
export interface FleetSize {
  name: FleetSizeName;
  hubs: number;
  tenants: number;
  /** Cluster claims, each with its XR and a nested network XR. */
  clusters: number;
  /** Claims that are no clusters: namespaced XRs of Crossplane 2. */
  stores: number;
  applications: number;
  managed: number;
  /** Kinds of managed resources, each served by every hub. */
  kinds: number;
  workflows: number;
  /** Warning events. */
  events: number;
}

export type FleetSizeName = 'XS' | 'S' | 'M' | 'L';

const LARGE = {
  hubs: 3,
  tenants: 100,
  clusters: 1_000,
  stores: 200,
  applications: 20_000,
  managed: 100_000,
  kinds: 300,
  workflows: 5_000,
  events: 20_000,
};

function fraction(name: FleetSizeName, part: number): FleetSize {
  const of = (count: number) => Math.max(3, Math.round(count * part));
  return {
    name,
    hubs: LARGE.hubs,
    tenants: of(LARGE.tenants),
    clusters: of(LARGE.clusters),
    stores: of(LARGE.stores),
    applications: of(LARGE.applications),
    managed: of(LARGE.managed),
    // A provider brings its kinds whether they are used or not; with few objects few of them have any.
    kinds: of(LARGE.kinds * Math.min(1, part * 3)),
    workflows: of(LARGE.workflows),
    events: of(LARGE.events),
  };
}

/** L is the size that the product is made for; M is a tenth of it, S a hundredth, and XS is for tests. */
export const FLEET_SIZES: Record<FleetSizeName, FleetSize> = {
  XS: fraction('XS', 0.003),
  S: fraction('S', 0.01),
  M: fraction('M', 0.1),
  L: fraction('L', 1),
};

export function isFleetSizeName(text: string): text is FleetSizeName {
  return Object.hasOwn(FLEET_SIZES, text);
}
