import { FleetSize } from '../FleetSize';
import { LoadKind, managedKinds } from '../LoadKind';
import { SeededRandom, uidOf } from '../SeededRandom';

/** What a cluster's objects show; most of a fleet is Ready. */
export type ClusterPhase =
  | 'ready'
  | 'provisioning'
  | 'denied'
  | 'connecting'
  | 'failed-step'
  | 'removing';

/** One cluster that the load makes, before any of its objects. */
export interface PlannedCluster {
  index: number;
  hub: number;
  tenant: string;
  name: string;
  phase: ClusterPhase;
  environment: string;
  region: string;
  size: string;
  cidr: string;
  createdAt: Date;
  claimUid: string;
  compositeName: string;
  compositeUid: string;
  networkName: string;
  networkUid: string;
  eventUid: string;
  addons: string[];
}

export interface FleetPlan {
  size: FleetSize;
  seed: number;
  tenants: { name: string; hub: number }[];
  clusters: PlannedCluster[];
  managedKinds: LoadKind[];
}

const ADDONS = [
  'metrics-server',
  'cert-manager',
  'ingress-nginx',
  'external-dns',
  'kyverno',
  'fluent-bit',
];
const ENVIRONMENTS = ['dev', 'stage', 'prod'];
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'sa-east-1'];
const SIZES = ['small', 'medium', 'large'];
const PHASES: [ClusterPhase, number][] = [
  ['provisioning', 0.03],
  ['denied', 0.02],
  ['connecting', 0.02],
  ['failed-step', 0.01],
  ['removing', 0.01],
];
/** When the oldest object was made: fixed, since the same seed gives the same fleet. */
const EPOCH = Date.parse('2026-03-02T08:00:00Z');
const DAY = 86_400_000;

function phaseOf(random: SeededRandom): ClusterPhase {
  let rest = random.next();
  for (const [phase, share] of PHASES) {
    rest -= share;
    if (rest < 0) {
      return phase;
    }
  }
  return 'ready';
}

export function pad(index: number, digits: number): string {
  return String(index).padStart(digits, '0');
}

/** Decides, by the seed alone, what the fleet is made of. */
export function planFleet(size: FleetSize, seed = 1): FleetPlan {
  const random = new SeededRandom(seed);
  const tenants = Array.from({ length: size.tenants }, (_, index) => ({
    name: `team-${pad(index, 3)}`,
    hub: index % size.hubs,
  }));
  const clusters = Array.from({ length: size.clusters }, (_, index) => {
    const tenant = tenants[index % tenants.length];
    const environment = random.pick(ENVIRONMENTS);
    const name = `${tenant.name}-${environment}-${pad(index, 4)}`;
    const compositeName = `${name}-x${pad(index, 4)}`;
    return {
      index,
      hub: tenant.hub,
      tenant: tenant.name,
      name,
      phase: phaseOf(random),
      environment,
      region: random.pick(REGIONS),
      size: random.pick(SIZES),
      cidr: `10.${index % 256}.${Math.floor(index / 256) * 16}.0/20`,
      createdAt: new Date(EPOCH + random.next() * 90 * DAY),
      claimUid: uidOf(seed, 'claim', index),
      compositeName,
      compositeUid: uidOf(seed, 'composite', index),
      networkName: `${compositeName}-network`,
      networkUid: uidOf(seed, 'network', index),
      eventUid: uidOf(seed, 'event', index),
      addons: ADDONS.slice(0, 2 + random.below(4)),
    };
  });
  return {
    size,
    seed,
    tenants,
    clusters,
    managedKinds: managedKinds(size.kinds),
  };
}

/** RFC 3339 without fractions, as Kubernetes writes times. */
export function timeOf(date: Date, laterBySeconds = 0): string {
  return new Date(date.getTime() + laterBySeconds * 1_000)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}

/** Whether the claim has been Ready. */
export function isProvisioned({ phase }: PlannedCluster): boolean {
  return phase !== 'provisioning' && phase !== 'denied';
}
