import type {
  ObjectReference,
  ProjectedApplication,
  ProjectedClaim,
  ProjectedObject,
  ProjectedWorkflow,
} from '../projections';
import { LISTED_ROLES } from './listedRoles';
import type { ListedRole } from './listedRoles';
import { MultiMap } from './MultiMap';
import { ObjectPacker } from './packed/ObjectPacker';
import { ReferenceIndex } from './ReferenceIndex';
import { trackedKeyOf, trackedKeys } from './trackedKeys';
import { WarningIndex } from './WarningIndex';

type Role = ProjectedObject['role'];
type OfRole<R extends Role> = Extract<ProjectedObject, { role: R }>;

/** One of the indexes by a key, and the key. */
type Place = [index: MultiMap<string, ProjectedObject>, key: string];

/** Objects that are packed anew with each change, while they have to be. */
const REPACKED_AT_ONCE = 16;

/** Names the XR (crossplane/crossplane:internal/xcrd/crd.go). */
const COMPOSITE_LABEL = 'crossplane.io/composite';

/** Labels of Workflows that lead to what they are about. */
const isLeadingLabel = (label: string) => label.startsWith('spokeport.dev/');

const labelKey = (label: string, value: string) => `${label}=${value}`;

const bareServer = (server: string) => server.replace(/\/+$/, '');

const isSameReference = (one: ProjectedObject, other: ProjectedObject) =>
  one.name === other.name &&
  one.namespace === other.namespace &&
  one.kind === other.kind &&
  one.group === other.group;

/** The objects of one hub with their indexes. Events and changes are its caller's part. */
export class HubFleet {
  readonly warnings = new WarningIndex();
  readonly #packer = new ObjectPacker();
  #repacking: Iterator<ProjectedObject> | undefined;
  readonly #objects = new Map<string, ProjectedObject>();
  readonly #references = new ReferenceIndex();
  readonly #owned = new MultiMap<string, ProjectedObject>();
  readonly #claims = new MultiMap<string, ProjectedClaim>();
  readonly #tenants = new MultiMap<string, ProjectedClaim>();
  readonly #composed = new MultiMap<string, ProjectedObject>();
  readonly #projects = new MultiMap<string, ProjectedApplication>();
  readonly #named = new MultiMap<string, ProjectedApplication>();
  readonly #tracking = new MultiMap<string, ProjectedApplication>();
  readonly #destinations = new MultiMap<string, ProjectedApplication>();
  readonly #labelled = new MultiMap<string, ProjectedWorkflow>();
  readonly #roles = new Map<Role, Map<string, ProjectedObject>>(
    LISTED_ROLES.map(role => [role, new Map()]),
  );
  readonly #lists = new Map<Role, ProjectedObject[]>();

  get(uid: string): ProjectedObject | undefined {
    return this.#objects.get(uid);
  }

  /** @returns the object as it is kept */
  set(object: ProjectedObject): ProjectedObject {
    const previous = this.#objects.get(object.uid);
    const isSame = previous !== undefined && isSameReference(previous, object);
    const kept = this.#packer.pack(object, isSame ? previous : object);
    this.#renewSharedTexts();
    if (!isSame || !this.#takePlace(previous, object, kept)) {
      if (previous) {
        this.remove(previous);
      }
      for (const [index, key] of this.#placesOf(object)) {
        index.add(key, kept);
      }
    }
    this.#objects.set(object.uid, kept);
    this.#references.add(kept);
    this.#roles.get(object.role)?.set(object.uid, kept);
    this.#lists.delete(object.role);
    if (kept.role === 'warning-event') {
      this.warnings.add(kept);
    }
    return kept;
  }

  /**
   * Texts that objects share are never forgotten one by one. Once many may be shared by nothing any more, all objects are
   * packed anew, some with each change, so that nobody waits for it.
   */
  #renewSharedTexts(): void {
    if (!this.#repacking && this.#packer.isWorn) {
      this.#packer.renew();
      this.#repacking = this.#objects.values();
    }
    for (let count = 0; this.#repacking && count < REPACKED_AT_ONCE; count++) {
      const { value, done } = this.#repacking.next();
      if (done) {
        this.#repacking = undefined;
        this.#packer.settle();
      } else {
        this.#packer.repack(value);
      }
    }
  }

  remove(object: ProjectedObject): void {
    this.#objects.delete(object.uid);
    for (const [index, key] of this.#placesOf(object)) {
      index.delete(key, object);
    }
    this.#references.delete(object);
    this.#roles.get(object.role)?.delete(object.uid);
    this.#lists.delete(object.role);
    if (object.role === 'warning-event') {
      this.warnings.delete(object);
    }
  }

  /**
   * Puts an object in the place of what it was before at the same address, in each index by a key. Most changes move none of these; taking a key out of a
   * large map and putting it in again makes it grow.
   *
   * @param object - the same as `kept`, in which values are quicker to read
   * @returns whether all of its keys are those of before; otherwise nothing was done
   */
  #takePlace(
    previous: ProjectedObject,
    object: ProjectedObject,
    kept: ProjectedObject,
  ): boolean {
    const before = this.#placesOf(previous);
    const after = this.#placesOf(object);
    const isSame =
      previous.role === object.role &&
      before.length === after.length &&
      before.every(
        ([index, key], place) =>
          index === after[place][0] && key === after[place][1],
      );
    if (isSame) {
      for (const [index, key] of before) {
        index.replace(key, previous, kept);
      }
      if (previous.role === 'warning-event') {
        this.warnings.delete(previous);
      }
    }
    return isSame;
  }

  /** The indexes that an object stands in, and under which keys. */
  #placesOf(object: ProjectedObject): Place[] {
    const places: Place[] = [];
    for (const { controller, uid } of object.owners) {
      if (controller) {
        places.push([this.#owned, uid]);
      }
    }
    const composite = object.labels[COMPOSITE_LABEL];
    // An XR has the label too, with its own name.
    if (composite && composite !== object.name) {
      places.push([this.#composed, composite]);
    }
    switch (object.role) {
      case 'claim':
        if (object.fields.tenant) {
          places.push([this.#tenants, object.fields.tenant]);
        }
        places.push([this.#claims, `${object.namespace ?? ''}/${object.name}`]);
        break;
      case 'application':
        this.#addPlaces(places, object);
        break;
      case 'workflow':
        for (const [label, value] of Object.entries(object.labels)) {
          if (isLeadingLabel(label)) {
            places.push([this.#labelled, labelKey(label, value)]);
          }
        }
        break;
      default:
    }
    return places;
  }

  #addPlaces(places: Place[], application: ProjectedApplication): void {
    places.push(
      [this.#projects, application.project],
      [this.#named, application.name],
    );
    for (const key of trackedKeys(application)) {
      places.push([this.#tracking, key]);
    }
    const { name, server } = application.destination;
    if (name) {
      places.push([this.#destinations, `name ${name}`]);
    }
    if (server) {
      places.push([this.#destinations, `server ${bareServer(server)}`]);
    }
  }

  /** All objects of a role, in one array until the next change of that role. */
  list<R extends ListedRole>(role: R): OfRole<R>[] {
    let list = this.#lists.get(role);
    if (!list) {
      list = Array.from(this.#roles.get(role)?.values() ?? []);
      this.#lists.set(role, list);
    }
    return list as OfRole<R>[];
  }

  at(address: {
    group: string;
    kind: string;
    namespace?: string;
    name: string;
  }): ProjectedObject | undefined {
    return this.#references.at(address);
  }

  byReference(reference: ObjectReference): ProjectedObject | undefined {
    return this.#references.get(reference);
  }

  claimsAt(namespace: string, name: string): ProjectedClaim[] {
    return this.#claims.get(`${namespace}/${name}`);
  }

  claimsOf(tenant: string): ProjectedClaim[] {
    return this.#tenants.get(tenant);
  }

  composedBy(composite: string): ProjectedObject[] {
    return this.#composed.get(composite);
  }

  applicationsOf(project: string): ProjectedApplication[] {
    return this.#projects.get(project);
  }

  applicationsNamed(name: string): ProjectedApplication[] {
    return this.#named.get(name);
  }

  ownedBy(uid: string): ProjectedObject[] {
    return this.#owned.get(uid);
  }

  applicationsTracking(claim: ObjectReference): ProjectedApplication[] {
    return this.#tracking.get(trackedKeyOf(claim));
  }

  applicationsTo(destination: {
    name?: string;
    server?: string;
  }): ProjectedApplication[] {
    const { name, server } = destination;
    return Array.from(
      new Set([
        ...(name ? this.#destinations.get(`name ${name}`) : []),
        ...(server
          ? this.#destinations.get(`server ${bareServer(server)}`)
          : []),
      ]),
    );
  }

  workflowsLabelled(label: string, value: string): ProjectedWorkflow[] {
    return isLeadingLabel(label)
      ? this.#labelled.get(labelKey(label, value))
      : this.list('workflow').filter(({ labels }) => labels[label] === value);
  }
}
