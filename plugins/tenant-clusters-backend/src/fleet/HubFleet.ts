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

/** Objects that are packed anew with each change, while they have to be. */
const REPACKED_AT_ONCE = 16;

/** Names the XR (crossplane/crossplane:internal/xcrd/crd.go). */
const COMPOSITE_LABEL = 'crossplane.io/composite';

/** Labels of Workflows that lead to what they are about. */
const isLeadingLabel = (label: string) => label.startsWith('spokeport.dev/');

const labelKey = (label: string, value: string) => `${label}=${value}`;

const bareServer = (server: string) => server.replace(/\/+$/, '');

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
  readonly #roles = new Map<Role, Set<ProjectedObject>>(
    LISTED_ROLES.map(role => [role, new Set()]),
  );
  readonly #lists = new Map<Role, ProjectedObject[]>();

  get(uid: string): ProjectedObject | undefined {
    return this.#objects.get(uid);
  }

  /** @returns the object as it is kept */
  set(object: ProjectedObject): ProjectedObject {
    const previous = this.#objects.get(object.uid);
    if (previous) {
      this.remove(previous);
    }
    const kept = this.#packer.pack(object);
    this.#renewSharedTexts();
    this.#objects.set(object.uid, kept);
    this.#references.add(kept);
    for (const owner of object.owners) {
      if (owner.controller) {
        this.#owned.add(owner.uid, kept);
      }
    }
    this.#roles.get(object.role)?.add(kept);
    this.#lists.delete(object.role);
    this.#index(object, kept, 'add');
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
    this.#references.delete(object);
    for (const owner of object.owners) {
      if (owner.controller) {
        this.#owned.delete(owner.uid, object);
      }
    }
    this.#roles.get(object.role)?.delete(object);
    this.#lists.delete(object.role);
    this.#index(object, object, 'delete');
  }

  /** @param kept - the same object as it is kept; its values are quicker to read in the one that came in */
  #index(
    object: ProjectedObject,
    kept: ProjectedObject,
    change: 'add' | 'delete',
  ): void {
    const composite = object.labels[COMPOSITE_LABEL];
    // An XR has the label too, with its own name.
    if (composite && composite !== object.name) {
      this.#composed[change](composite, kept);
    }
    switch (object.role) {
      case 'claim':
        if (object.fields.tenant) {
          this.#tenants[change](object.fields.tenant, kept as typeof object);
        }
        this.#claims[change](
          `${object.namespace ?? ''}/${object.name}`,
          kept as typeof object,
        );
        break;
      case 'application':
        this.#indexApplication(object, kept as typeof object, change);
        break;
      case 'workflow':
        for (const [label, value] of Object.entries(object.labels)) {
          if (isLeadingLabel(label)) {
            this.#labelled[change](
              labelKey(label, value),
              kept as typeof object,
            );
          }
        }
        break;
      case 'warning-event':
        this.warnings[change](kept as typeof object);
        break;
      default:
    }
  }

  #indexApplication(
    application: ProjectedApplication,
    kept: ProjectedApplication,
    change: 'add' | 'delete',
  ): void {
    this.#projects[change](application.project, kept);
    this.#named[change](application.name, kept);
    for (const key of trackedKeys(application)) {
      this.#tracking[change](key, kept);
    }
    const { name, server } = application.destination;
    if (name) {
      this.#destinations[change](`name ${name}`, kept);
    }
    if (server) {
      this.#destinations[change](`server ${bareServer(server)}`, kept);
    }
  }

  /** All objects of a role, in one array until the next change of that role. */
  list<R extends ListedRole>(role: R): OfRole<R>[] {
    let list = this.#lists.get(role);
    if (!list) {
      list = Array.from(this.#roles.get(role) ?? []);
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
