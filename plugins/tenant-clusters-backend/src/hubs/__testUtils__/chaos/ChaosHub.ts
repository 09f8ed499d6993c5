import { DefaultHubStore } from 'sandbox';
import { crd, SimulatedHub, startSimulatedHub } from '../startSimulatedHub';
import { oneOf } from './randomOf';

type Backup = ReturnType<DefaultHubStore['backup']>;

export const CHAOS_GROUP = 'platform.spokeport.dev';
const MANAGED_GROUP = 'iam.aws.example.org';
/** More than a seed writes. */
const LOST_VERSIONS = 400;

const NAMES = Array.from({ length: 8 }, (_, index) => `thing-${index}`);

/** A kind whose objects are changed, and how one is made. */
interface ChaosKind {
  apiVersion: string;
  kind: string;
  namespace?: string;
  labels?: Record<string, string>;
  spec?: (name: string) => Record<string, unknown>;
}

const ROLE = { apiVersion: `${MANAGED_GROUP}/v1alpha1`, kind: 'Role' };
const POLICY = { apiVersion: `${MANAGED_GROUP}/v1alpha1`, kind: 'Policy' };

/** Kinds that are always watched, that a reference leads to, that only a probe finds, and one of metadata only. */
export const CHAOS_KINDS: readonly ChaosKind[] = [
  {
    apiVersion: `${CHAOS_GROUP}/v1alpha1`,
    kind: 'XTenantCluster',
    spec: name => ({ resourceRefs: [{ ...ROLE, name }] }),
  },
  ROLE,
  POLICY,
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    spec: () => ({
      project: 'default',
      source: { repoURL: 'https://git.example.org/a', path: 'a' },
      destination: { name: 'in-cluster' },
    }),
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: 'argocd',
    labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
  },
];

const MANAGED_CRDS = [
  { kind: 'Role', plural: 'roles' },
  { kind: 'Policy', plural: 'policies' },
].map(names =>
  crd({ ...names, group: MANAGED_GROUP, categories: ['managed'] }),
);

/** What is compared of an object in the end: its identity, its address and a label that every change alters. */
export function summaryOf(object: {
  kind: string;
  metadata: {
    uid?: string;
    namespace?: string;
    name: string;
    labels?: Record<string, string>;
  };
}): string {
  const { uid, namespace = '', name, labels } = object.metadata;
  return `${uid} ${object.kind} ${namespace}/${name} ${labels?.value ?? ''}`;
}

/** A hub that keeps changing, and remembers which objects were ever gone from it. */
export class ChaosHub {
  readonly hub: SimulatedHub;
  /** uids. */
  readonly gone = new Set<string>();
  readonly #random: () => number;
  #backup: Backup | undefined;
  restores = 0;

  private constructor(hub: SimulatedHub, random: () => number) {
    this.hub = hub;
    this.#random = random;
  }

  static async start(random: () => number): Promise<ChaosHub> {
    const chaos = new ChaosHub(await startSimulatedHub(), random);
    const { store } = chaos.hub;
    store.subscribe(({ type, object }) => {
      if (type === 'DELETED' && object.metadata.uid) {
        chaos.gone.add(object.metadata.uid);
      }
    });
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'argocd' },
    });
    store.create(
      crd({
        group: CHAOS_GROUP,
        kind: 'XTenantCluster',
        plural: 'xtenantclusters',
        categories: ['composite'],
      }),
    );
    MANAGED_CRDS.forEach(definition => store.create(definition));
    for (let index = 0; index < 30; index++) {
      chaos.change();
    }
    return chaos;
  }

  /** Creates, changes, deletes or replaces one object. */
  change(): void {
    const { store } = this.hub;
    const kind = oneOf(this.#random, CHAOS_KINDS);
    const name = oneOf(this.#random, NAMES);
    if (!store.resourceType(kind)) {
      return;
    }
    const reference = { ...kind, name };
    const known = store.get(reference);
    const dice = this.#random();
    if (known && dice < 0.35) {
      store.delete(reference);
    }
    if (known && dice < 0.2) {
      return;
    }
    const value = String(Math.floor(this.#random() * 1e9));
    const { apiVersion, namespace, labels, spec } = kind;
    const object = {
      apiVersion,
      kind: kind.kind,
      metadata: { name, namespace, labels: { ...labels, value } },
      ...(spec && { spec: spec(name) }),
    };
    if (known && dice >= 0.35) {
      store.update({
        ...known,
        ...object,
        metadata: { ...known.metadata, ...object.metadata },
      });
    } else {
      store.create(object);
    }
  }

  /** Takes a CRD away with all of its objects, or brings it back. */
  toggleCrd(): void {
    const { store } = this.hub;
    const definition = oneOf(this.#random, MANAGED_CRDS);
    const reference = { ...definition, name: definition.metadata.name };
    if (store.get(reference)) {
      store.delete(reference);
    } else {
      store.create(definition);
    }
  }

  /** Remembers the state of now; then much else is written, as between a real backup and its use. */
  backup(): void {
    const { store } = this.hub;
    this.#backup = store.backup();
    for (let index = 0; index < LOST_VERSIONS; index++) {
      store.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'busy', labels: { value: String(index) } },
      });
    }
  }

  /**
   * Goes back to the backup, if the tracker knows of versions that are lost with it. A hub that wrote as many versions since
   * its restore as it lost, before anybody looked at it, could not be told from one that was never restored.
   *
   * @param seen - the highest version that the tracker knows
   */
  restore(seen: number): void {
    const backup = this.#backup;
    if (backup && seen > backup.resourceVersion + LOST_VERSIONS) {
      this.#backup = undefined;
      this.restores += 1;
      this.hub.store.restore(backup);
    }
  }

  /** {@link summaryOf} everything that a tracker must know, sorted. */
  summaries(): string[] {
    const { store } = this.hub;
    return CHAOS_KINDS.filter(kind => store.resourceType(kind))
      .flatMap(({ apiVersion, kind }) => store.list({ apiVersion, kind }))
      .map(summaryOf)
      .sort();
  }
}
