import type {
  ObjectReference,
  ProjectedApplication,
  ProjectedClaim,
  ProjectedMetadata,
  ProjectedObject,
  ProjectedWarningEvent,
  ProjectedWorkflow,
} from '../projections';
import { HubFleet } from './HubFleet';
import { sameContent } from './packed/sameContent';
import type { ListedRole } from './listedRoles';
import { sameHubState } from './sameHubState';
import type {
  FleetChange,
  FleetReader,
  FleetWriter,
  HubState,
  ResolvedReference,
} from './types';

/** The fleet in memory, with an index for each question that is asked of it. */
export class DefaultFleet implements FleetReader, FleetWriter {
  readonly #states = new Map<string, HubState>();
  readonly #hubs = new Map<string, HubFleet>();
  readonly #listeners = new Set<(change: FleetChange) => void>();
  readonly #onListenerError: (error: unknown) => void;

  /** @param options.onListenerError - told of a listener that throws; the others are still called */
  constructor(options: { onListenerError?: (error: unknown) => void } = {}) {
    this.#onListenerError = options.onListenerError ?? (() => {});
  }

  hubs(): HubState[] {
    return Array.from(this.#states.values());
  }

  hub(name: string): HubState | undefined {
    return this.#states.get(name);
  }

  byUid(hub: string, uid: string): ProjectedObject | undefined {
    return this.#hubs.get(hub)?.get(uid);
  }

  byReference(
    hub: string,
    reference: ObjectReference,
  ): ProjectedObject | undefined {
    return this.#hubs.get(hub)?.byReference(reference);
  }

  claims(hub?: string): ProjectedClaim[] {
    return hub === undefined
      ? Array.from(this.#hubs.values()).flatMap(fleet => fleet.list('claim'))
      : this.#hubs.get(hub)?.list('claim') ?? [];
  }

  claimsAt(hub: string, namespace: string, name: string): ProjectedClaim[] {
    return this.#hubs.get(hub)?.claimsAt(namespace, name) ?? [];
  }

  claimsOf(hub: string, tenant: string): ProjectedClaim[] {
    return this.#hubs.get(hub)?.claimsOf(tenant) ?? [];
  }

  composedBy(hub: string, composite: string): ProjectedObject[] {
    return this.#hubs.get(hub)?.composedBy(composite) ?? [];
  }

  applicationsOf(hub: string, project: string): ProjectedApplication[] {
    return this.#hubs.get(hub)?.applicationsOf(project) ?? [];
  }

  children(object: ProjectedObject): ResolvedReference[] {
    const fleet = this.#hubs.get(object.hub);
    return referencesOf(object).map(reference => ({
      reference,
      // A namespaced XR's references inherit its namespace, though what it composed may have none.
      object:
        fleet?.byReference(reference) ??
        (object.namespace && reference.namespace === object.namespace
          ? fleet?.byReference({ ...reference, namespace: undefined })
          : undefined),
    }));
  }

  ownedBy(hub: string, uid: string): ProjectedObject[] {
    return this.#hubs.get(hub)?.ownedBy(uid) ?? [];
  }

  warnings(hub: string, uid: string): ProjectedWarningEvent[] {
    return this.#hubs.get(hub)?.warnings.of(uid) ?? [];
  }

  applications(hub: string): ProjectedApplication[] {
    return this.#hubs.get(hub)?.list('application') ?? [];
  }

  applicationsNamed(hub: string, name: string): ProjectedApplication[] {
    return this.#hubs.get(hub)?.applicationsNamed(name) ?? [];
  }

  applicationsTracking(
    hub: string,
    claim: ObjectReference,
  ): ProjectedApplication[] {
    return this.#hubs.get(hub)?.applicationsTracking(claim) ?? [];
  }

  applicationsTo(
    hub: string,
    destination: { name?: string; server?: string },
  ): ProjectedApplication[] {
    return this.#hubs.get(hub)?.applicationsTo(destination) ?? [];
  }

  workflows(hub: string): ProjectedWorkflow[] {
    return this.#hubs.get(hub)?.list('workflow') ?? [];
  }

  workflowsLabelled(
    hub: string,
    label: string,
    value: string,
  ): ProjectedWorkflow[] {
    return this.#hubs.get(hub)?.workflowsLabelled(label, value) ?? [];
  }

  listed<R extends ListedRole>(
    hub: string,
    role: R,
  ): Extract<ProjectedObject, { role: R }>[] {
    return this.#hubs.get(hub)?.list(role) ?? [];
  }

  clusterSecrets(hub: string): ProjectedMetadata[] {
    return this.#hubs.get(hub)?.list('cluster-secret') ?? [];
  }

  clusterEvents(hub: string): ProjectedMetadata[] {
    return this.#hubs.get(hub)?.list('cluster-event') ?? [];
  }

  subscribe(listener: (change: FleetChange) => void): () => void {
    // A wrapper of its own, so that one function subscribed twice is two subscriptions.
    const own = (change: FleetChange) => listener(change);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  put(object: ProjectedObject): void {
    const fleet = this.#hubs.get(object.hub) ?? new HubFleet();
    this.#hubs.set(object.hub, fleet);
    const previous = fleet.get(object.uid);
    if (previous && sameContent(previous, object)) {
      // The same content again. It was true already at the version that is kept.
      if (object.role === 'warning-event') {
        fleet.set(object);
      }
      return;
    }
    this.#publish({ type: 'put', object: fleet.set(object), previous });
  }

  uidAt(
    hub: string,
    address: { group: string; kind: string; namespace?: string; name: string },
  ): string | undefined {
    return this.#hubs.get(hub)?.at(address)?.uid;
  }

  delete(hub: string, uid: string): void {
    const fleet = this.#hubs.get(hub);
    const object = fleet?.get(uid);
    if (!fleet || !object) {
      return;
    }
    if (
      object.role === 'warning-event' &&
      fleet.get(object.involvedUid) !== undefined
    ) {
      this.#remove(fleet, fleet.warnings.expire(object));
      return;
    }
    this.#remove(fleet, [object, ...fleet.warnings.of(uid)]);
  }

  setHub(state: HubState): void {
    const previous = this.#states.get(state.name);
    this.#states.set(state.name, state);
    if (!previous || !sameHubState(previous, state)) {
      this.#publish({ type: 'hub', hub: state.name });
    }
  }

  removeHub(name: string): void {
    this.#hubs.delete(name);
    if (this.#states.delete(name)) {
      this.#publish({ type: 'hub', hub: name });
    }
  }

  #remove(fleet: HubFleet, objects: ProjectedObject[]): void {
    for (const object of objects) {
      fleet.remove(object);
    }
    for (const object of objects) {
      this.#publish({ type: 'delete', object });
    }
  }

  #publish(change: FleetChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}

function referencesOf(object: ProjectedObject): ObjectReference[] {
  switch (object.role) {
    case 'claim':
      return object.composite
        ? [object.composite, ...object.resources]
        : object.resources;
    case 'composite':
      return object.resources;
    default:
      return [];
  }
}
