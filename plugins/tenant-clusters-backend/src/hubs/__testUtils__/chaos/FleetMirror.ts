import type { FleetReader } from '../../../fleet';
import type { ProjectedObject } from '../../../projections';

/** Everything that the fleet's changes tell, beside the fleet itself. */
export class FleetMirror {
  /** What was said to be deleted, though it never was gone from the hub. */
  readonly falseDeletes: string[] = [];
  readonly stop: () => void;
  readonly #fleet: FleetReader;
  readonly #objects = new Map<string, ProjectedObject>();

  /** @param gone - uids of objects that were ever gone from the hub, as far as it has come */
  constructor(fleet: FleetReader, gone: ReadonlySet<string>) {
    this.#fleet = fleet;
    this.stop = fleet.subscribe(change => {
      if (change.type === 'put') {
        this.#objects.set(change.object.uid, change.object);
      } else if (change.type === 'delete') {
        const { uid, kind, name } = change.object;
        this.#objects.delete(uid);
        if (!gone.has(uid)) {
          this.falseDeletes.push(`${kind} ${name} ${uid}`);
        }
      }
    });
  }

  get objects(): ProjectedObject[] {
    return Array.from(this.#objects.values());
  }

  /** Where the fleet's answers differ from what its changes told. */
  inconsistencies(): string[] {
    return this.objects.flatMap(object => {
      const { hub, uid, apiVersion, kind, namespace, name } = object;
      const reference = { apiVersion, kind, namespace, name };
      return this.#fleet.byUid(hub, uid)?.uid === uid &&
        this.#fleet.byReference(hub, reference)?.uid === uid
        ? []
        : [`the change feed and the fleet differ: ${kind} ${name} ${uid}`];
    });
  }
}
