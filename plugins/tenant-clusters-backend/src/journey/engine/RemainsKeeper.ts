import type { FleetReader } from '../../fleet/types';
import type { StateClock } from '../../history/types';
import type { TreeMemory } from '../../history/TreeMemory';
import { groupOf } from '../../projections';
import type { ProjectedClaim } from '../../projections/types';
import { CLUSTER_SCOPE } from '../clusterScope';
import type { Registration } from '../correlate/registration';
import type { Remains } from '../types';

/** What is left of one claim that is gone, and where it was. */
export interface KeptRemains {
  hub: string;
  namespace: string;
  name: string;
  group: string;
  kind: string;
  remains: Remains;
}

/**
 * Knows the claims that are gone and whose removal is still to be told: those that this process saw going, and those that are
 * remembered from before it began and were not there any more.
 */
export class RemainsKeeper {
  readonly #fleet: FleetReader;
  readonly #clock: StateClock;
  readonly #trees: TreeMemory;
  readonly #kept = new Map<string, KeptRemains>();
  /** Hubs that were looked through for claims that went while this backend was away. */
  readonly #searched = new Set<string>();

  constructor(options: {
    fleet: FleetReader;
    clock: StateClock;
    trees: TreeMemory;
  }) {
    this.#fleet = options.fleet;
    this.#clock = options.clock;
    this.#trees = options.trees;
  }

  get(hub: string, uid: string): KeptRemains | undefined {
    return this.#kept.get(JSON.stringify([hub, uid]));
  }

  all(): KeptRemains[] {
    return [...this.#kept.values()];
  }

  /** Takes in that a claim is gone. One of which nothing was seen leaves nothing to tell. */
  claimGone(
    claim: ProjectedClaim,
    registration: Registration | undefined,
  ): KeptRemains | undefined {
    const { hub, uid, group, kind, name } = claim;
    if (this.#trees.remembered(hub, uid).length === 0) {
      return undefined;
    }
    return this.#keep({
      hub,
      namespace: claim.namespace ?? CLUSTER_SCOPE,
      name,
      group,
      kind,
      remains: { uid, goneAt: this.#goneAt(hub, uid), claim, registration },
    });
  }

  /** Finds the claims that went while nobody watched; once a hub has been read whole. */
  search(hub: string): KeptRemains[] {
    const state = this.#fleet.hub(hub);
    const isRead =
      state?.state === 'live' &&
      state.kinds.every(kind => kind.state !== 'connecting');
    if (!isRead || this.#searched.has(hub)) {
      return [];
    }
    this.#searched.add(hub);
    return this.#trees.claims(hub).flatMap(uid => {
      const root = this.#trees
        .remembered(hub, uid)
        .find(node => node.uid === uid);
      if (!root || this.#fleet.byUid(hub, uid) || this.get(hub, uid)) {
        return [];
      }
      return [
        this.#keep({
          hub,
          namespace: root.namespace ?? CLUSTER_SCOPE,
          name: root.name,
          group: groupOf(root.apiVersion),
          kind: root.kind,
          remains: { uid, goneAt: this.#goneAt(hub, uid) },
        }),
      ];
    });
  }

  /** Drops what is left of a claim: nobody asks for it any more, or the claim is there after all. */
  drop(hub: string, uid: string, forget: boolean): void {
    this.#kept.delete(JSON.stringify([hub, uid]));
    if (forget) {
      this.#trees.forget(hub, uid);
    }
  }

  #keep(kept: KeptRemains): KeptRemains {
    this.#kept.set(JSON.stringify([kept.hub, kept.remains.uid]), kept);
    return kept;
  }

  /** When it was seen to be gone first, also before a restart. */
  #goneAt(hub: string, uid: string): string {
    const subject = {
      hub,
      cluster: uid,
      type: 'stage',
      subject: 'claim',
    } as const;
    return this.#clock.since(subject, 'gone').at;
  }
}
