import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetChange, FleetReader } from '../../fleet/types';
import type { ProjectedWorkflow } from '../../projections/types';
import { OrderedItems } from '../list/OrderedItems';
import type { ClusterIndex } from './ClusterIndex';
import { addressKey, type IndexedCluster } from './IndexedCluster';
import { IndexedWorkflow } from './IndexedWorkflow';

/** Whose a Workflow is, and how that is known. */
export interface WorkflowLink {
  cluster: IndexedCluster;
  via: string;
}

/** Argo Workflows of all hubs, newest first, with the cluster or claim that each ran for. */
export class WorkflowIndex {
  readonly #fleet: FleetReader;
  readonly #clusters: ClusterIndex;
  readonly #items = new OrderedItems<IndexedWorkflow>(({ object, key }) => [
    -Date.parse(object.createdAt ?? '') || 0,
    key,
  ]);
  readonly #byKey = new Map<string, IndexedWorkflow>();

  constructor(options: { fleet: FleetReader; clusters: ClusterIndex }) {
    this.#fleet = options.fleet;
    this.#clusters = options.clusters;
    for (const { name } of this.#fleet.hubs()) {
      this.#fleet.workflows(name).forEach(object => this.#put(object));
    }
    this.#fleet.subscribe(change => this.#take(change));
  }

  /** Newest first. The array is shared and must not be changed. */
  newestFirst(): IndexedWorkflow[] {
    this.#clusters.refresh();
    return this.#items.sorted('created');
  }

  key(workflow: IndexedWorkflow) {
    return this.#items.key(workflow, 'created');
  }

  get(address: {
    hub: string;
    namespace: string;
    name: string;
  }): IndexedWorkflow | undefined {
    return this.#byKey.get(addressKey(address));
  }

  /**
   * Whose it is: by the label with the uid of a claim, else by what a journey found. One that several journeys claim is
   * nobody's.
   */
  linkOf({ object, claimUid }: IndexedWorkflow): WorkflowLink | undefined {
    const labelled = claimUid ? this.#clusters.byUid(claimUid) : undefined;
    if (labelled?.summary.ref.hub === object.hub) {
      return {
        cluster: labelled,
        via: `label ${SPOKEPORT_LABELS.claimUid}`,
      };
    }
    const found = this.#clusters.runningFor(object.uid);
    return found.length === 1
      ? { cluster: found[0], via: found[0].workflows.get(object.uid) ?? '' }
      : undefined;
  }

  #put(object: ProjectedWorkflow): void {
    const key = addressKey(object);
    this.#remove(key);
    const indexed = new IndexedWorkflow(object);
    this.#byKey.set(key, indexed);
    this.#items.add(indexed);
  }

  #remove(key: string): void {
    const known = this.#byKey.get(key);
    if (known) {
      this.#items.delete(known);
      this.#byKey.delete(key);
    }
  }

  #take(change: FleetChange): void {
    if (change.type === 'hub') {
      if (!this.#fleet.hub(change.hub)) {
        for (const [key, { object }] of this.#byKey) {
          if (object.hub === change.hub) {
            this.#remove(key);
          }
        }
      }
    } else if (change.object.role === 'workflow') {
      const key = addressKey(change.object);
      if (change.type === 'put') {
        this.#put(change.object);
      } else if (this.#byKey.get(key)?.object.uid === change.object.uid) {
        this.#remove(key);
      }
    }
  }
}
