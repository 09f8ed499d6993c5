import type { FleetReader } from '../../../fleet';
import type { ProjectedObject } from '../../../projections';

/** Everything that the fleet's changes tell, beside the fleet itself. */
export class FleetMirror {
  /** What was said to be deleted, though it never was gone from the hub. */
  readonly falseDeletes: string[] = [];
  /** The highest resourceVersion of any object since the last restore. */
  highest = 0;
  epoch = 0;
  readonly stop: () => void;
  readonly #fleet: FleetReader;
  readonly #objects = new Map<string, ProjectedObject>();

  /** @param gone - uids of objects that were ever gone from the hub, as far as it has come */
  constructor(fleet: FleetReader, gone: ReadonlySet<string>) {
    this.#fleet = fleet;
    this.stop = fleet.subscribe(change => {
      if (change.type === 'put') {
        this.#objects.set(change.object.uid, change.object);
        this.highest = Math.max(
          this.highest,
          Number(change.object.resourceVersion),
        );
      } else if (change.type === 'hub') {
        const { epoch = 0 } = fleet.hub(change.hub) ?? {};
        if (epoch > this.epoch) {
          this.epoch = epoch;
          this.highest = 0;
        }
      } else {
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
