import type {
  ObjectReference,
  ProjectedApplication,
  ProjectedClaim,
  ProjectedMetadata,
  ProjectedObject,
  ProjectedWarningEvent,
  ProjectedWorkflow,
} from '../projections/types';
import type { ListedRole } from './listedRoles';

/** How one hub is heard. */
export interface HubState {
  name: string;
  title: string;
  state:
    | 'connecting'
    | 'live'
    | 'stale'
    | 'unreachable'
    | 'unauthorized'
    | 'misconfigured';
  /** When the hub last said anything, RFC 3339. */
  heardAt?: string;
  /** One sentence in English for the log and the platform team; no addresses, no tokens. */
  message?: string;
  /** Counts up when the hub turns out to be restored from a backup or another one. */
  epoch: number;
  /** What the hub was at the last look that it answered. */
  look?: HubLook;
  kinds: HubKindState[];
}

/** Which hub answered, and how far it had come. */
export interface HubLook {
  /** When it was asked, milliseconds of `performance.now()`. What it answers is not older. */
  begunAt: number;
  /** The hub's resourceVersion; undefined where the role may not list what tells it. */
  version?: string;
  /** uid of the namespace kube-system; undefined where the role may not read it. */
  identity?: string;
}

export interface HubKindState {
  group: string;
  kind: string;
  state: 'absent' | 'connecting' | 'live' | 'failing';
  objects: number;
  message?: string;
  counts?: KindCounts;
}

/** What came of a kind since it is watched. They begin anew when its watch does. */
export interface KindCounts {
  /** Changes that watches told. */
  events: number;
  /** Complete lists: one when a watch begins, and one whenever it could not go on. */
  lists: number;
  /** Objects that could not be taken in. */
  faults: number;
}

/** One meaningful change: a projection differs, an object came or went, a hub is heard differently or is no longer one. */
export type FleetChange =
  | { type: 'put'; object: ProjectedObject; previous?: ProjectedObject }
  | { type: 'delete'; object: ProjectedObject }
  | { type: 'hub'; hub: string };

/** A reference together with what it leads to. */
export interface ResolvedReference {
  reference: ObjectReference;
  object?: ProjectedObject;
}

/**
 * The fleet in memory, as the journey engine and the API read it. Every method answers from an index; none calls a hub.
 * Returned objects are shared and must not be changed.
 */
export interface FleetReader {
  hubs(): HubState[];
  hub(name: string): HubState | undefined;

  byUid(hub: string, uid: string): ProjectedObject | undefined;
  byReference(
    hub: string,
    reference: ObjectReference,
  ): ProjectedObject | undefined;

  /** All claims, of all hubs or one. */
  claims(hub?: string): ProjectedClaim[];
  /** Claims of any kind at `namespace/name` of a hub. */
  claimsAt(hub: string, namespace: string, name: string): ProjectedClaim[];

  /** What an XR or claim refers to, in the order of its references; objects that are not there are left undefined. */
  children(object: ProjectedObject): ResolvedReference[];
  /** Claims of a tenant on a hub, by what their kind calls the tenant. */
  claimsOf(hub: string, tenant: string): ProjectedClaim[];
  /** What the XR of this name composed, by the label that Crossplane puts on it: also what is referred to no more. */
  composedBy(hub: string, composite: string): ProjectedObject[];
  /** Objects whose controller owner is this uid. */
  ownedBy(hub: string, uid: string): ProjectedObject[];
  /** Warning events about this uid. They stay after they expire on the hub, until the object is gone. */
  warnings(hub: string, uid: string): ProjectedWarningEvent[];

  applications(hub: string): ProjectedApplication[];
  /** Applications of this name, in whatever namespace they are. */
  applicationsNamed(hub: string, name: string): ProjectedApplication[];
  /** Applications with an entry for this object in `status.resources` (or in their last operation's result). */
  applicationsTracking(
    hub: string,
    claim: ObjectReference,
  ): ProjectedApplication[];
  /** Applications that deliver to this cluster, by destination name or server. */
  applicationsTo(
    hub: string,
    destination: { name?: string; server?: string },
  ): ProjectedApplication[];

  /** Applications of an AppProject, in whatever namespace they are. */
  applicationsOf(hub: string, project: string): ProjectedApplication[];

  workflows(hub: string): ProjectedWorkflow[];
  workflowsLabelled(
    hub: string,
    label: string,
    value: string,
  ): ProjectedWorkflow[];
  /** All objects of one of the roles that there are few of, in one array that stays the same until one of them changes. */
  listed<R extends ListedRole>(
    hub: string,
    role: R,
  ): Extract<ProjectedObject, { role: R }>[];
  clusterSecrets(hub: string): ProjectedMetadata[];
  clusterEvents(hub: string): ProjectedMetadata[];

  /** Called in order, synchronously, after each change. Returns the unsubscribe function. */
  subscribe(listener: (change: FleetChange) => void): () => void;
}

/** The writing side, for the reflectors. */
export interface FleetWriter {
  put(object: ProjectedObject): void;
  /** The uid of the object at an address of a hub. */
  uidAt(
    hub: string,
    address: { group: string; kind: string; namespace?: string; name: string },
  ): string | undefined;
  delete(hub: string, uid: string): void;
  setHub(state: HubState): void;
  /**
   * Forgets a hub that is no longer configured, with all of its objects. They are not gone from the hub, so no deletion is
   * published for them, only one change of the hub; {@link FleetReader.hub} is undefined by then.
   */
  removeHub(name: string): void;
}
