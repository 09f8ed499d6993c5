import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedMetadata } from '../projections/types';
import type { ClaimChange, TrackedRequest } from '../requests/types';
import { appliedSubject } from './appliedSubject';
import { CLUSTER_SCOPE } from './clusterScope';
import { claimRequests, isPending } from './correlate/claimRequests';
import {
  isHubItself,
  readRegistration,
  registrationOf,
} from './correlate/registration';
import type { KeptRemains } from './engine/RemainsKeeper';
import { addressedKey, groupedIdentity } from './journeyKey';
import {
  addressAt,
  addressOfRemains,
  claimKey,
  subjectKey,
  type SubjectAddress,
} from './subjectKeys';
import type { ClusterSubject, JourneyInput } from './types';

/** What the requests say about one address: what was asked last, and all requests, newest first. */
interface Asked {
  change: ClaimChange;
  requests: TrackedRequest[];
}

const REGISTERED = 'registered';

/**
 * Finds what has a view: claims of every kind (those of cluster kinds, and infrastructure), claims that were asked for and are
 * not there yet, and spokes that are only registered. One address is answered without looking at the others, so that a change
 * costs what it concerns.
 */
export class SubjectFinder {
  readonly #input: Omit<JourneyInput, 'now'>;
  readonly #isGoing: (hub: string, uid: string) => boolean;
  #asked = new Map<string, Asked>();
  readonly #registered = new Map<string, Map<string, ProjectedMetadata>>();

  /** @param isGoing - whether the removal of a claim that is gone goes on: its registration is still its own */
  constructor(
    input: Omit<JourneyInput, 'now'>,
    isGoing: (hub: string, uid: string) => boolean = () => false,
  ) {
    this.#input = input;
    this.#isGoing = isGoing;
    this.readRequests();
    input.fleet.hubs().forEach(({ name }) => this.readRegistrations(name));
  }

  /** Reads the requests anew; returns the keys of all addresses that they speak of now, or did before. */
  readRequests(): Set<string> {
    const before = this.#asked;
    this.#asked = new Map();
    for (const request of this.#input.requests.requests()) {
      for (const change of request.changes) {
        const key = subjectKey({
          hub: request.hub,
          namespace: change.namespace || CLUSTER_SCOPE,
          name: change.name,
          kind: `${change.kind}.${change.group}`,
        });
        const asked = this.#asked.get(key);
        if (asked) {
          asked.requests.push(request);
        } else {
          this.#asked.set(key, { change, requests: [request] });
        }
      }
    }
    return new Set([...before.keys(), ...this.#asked.keys()]);
  }

  /** Looks anew which registrations of a hub no claim made; returns the keys of those that came, went or are others. */
  readRegistrations(hub: string): Set<string> {
    const before = this.#registered.get(hub) ?? new Map();
    const after = this.#registeredOnly(hub);
    this.#registered.set(hub, after);
    const keys = [...before.keys(), ...after.keys()];
    return new Set(keys.filter(key => before.get(key) !== after.get(key)));
  }

  /** Keys of everything that has a view. */
  keys(): string[] {
    const claims = this.#input.fleet.claims().map(claimKey);
    const registered = [...this.#registered.values()].flatMap(secrets => [
      ...secrets.keys(),
    ]);
    return [...new Set([...claims, ...this.#asked.keys(), ...registered])];
  }

  /** What is at an address now; undefined where nothing is. */
  at(key: string): ClusterSubject | undefined {
    const address = addressAt(key);
    if (address.kind === REGISTERED) {
      const secret = this.#registered.get(address.hub)?.get(key);
      return (
        secret && { ...address, infrastructure: false, secret, requests: [] }
      );
    }
    const claim = this.#claimAt(address);
    if (claim) {
      const requests = this.#asked.get(key)?.requests ?? [];
      return { ...address, infrastructure: !claim.cluster, claim, requests };
    }
    return this.#pendingAt(key, address);
  }

  /** The subject that goes on with the removal of a claim that is gone. */
  removed(kept: KeptRemains): ClusterSubject {
    const { hub, group, kind, remains } = kept;
    const address = addressOfRemains(kept);
    const isCluster = remains.claim
      ? remains.claim.cluster
      : this.#isClusterKind(hub, { group, kind });
    return {
      ...address,
      infrastructure: !isCluster,
      remains,
      requests: this.#asked.get(subjectKey(address))?.requests ?? [],
    };
  }

  #claimAt({ hub, kind, namespace, name }: SubjectAddress) {
    return this.#input.fleet
      .claimsAt(hub, namespace === CLUSTER_SCOPE ? '' : namespace, name)
      .find(claim => `${claim.kind}.${claim.group}` === kind);
  }

  #isClusterKind(
    hub: string,
    { group, kind }: Pick<ClaimChange, 'group' | 'kind'>,
  ): boolean {
    const { fleet, settings } = this.#input;
    const configured = settings.isClusterKind?.(hub, { group, kind });
    if (configured !== undefined) {
      return configured;
    }
    const known = fleet
      .claims(hub)
      .find(claim => claim.group === group && claim.kind === kind);
    return known?.cluster ?? true;
  }

  /** A claim that was asked for and is not on its hub yet. */
  #pendingAt(key: string, address: SubjectAddress): ClusterSubject | undefined {
    const asked = this.#asked.get(key);
    if (
      !asked ||
      !isPending(claimRequests(asked.requests, groupedIdentity(address)))
    ) {
      return undefined;
    }
    const subject: ClusterSubject = {
      ...address,
      infrastructure: !this.#isClusterKind(address.hub, asked.change),
      requests: asked.requests,
    };
    return this.#wasApplied(subject) ? undefined : subject;
  }

  /** A claim that was applied and is gone was removed, in whatever way: its merged request is no request for it any more. */
  #wasApplied(subject: ClusterSubject): boolean {
    const { create } = claimRequests(
      subject.requests,
      groupedIdentity(subject),
    );
    return (
      create?.request.state === 'merged' &&
      this.#input.clock.ever?.(
        appliedSubject(subject.hub, addressedKey(subject, create)),
        'done',
      ) !== undefined
    );
  }

  /**
   * Spokes of a hub's Argo CDs that no claim made. A hub that was never heard lists none, since its claims are not known yet.
   * Two secrets can claim the same name; the first is shown.
   */
  #registeredOnly(hub: string): Map<string, ProjectedMetadata> {
    const { fleet } = this.#input;
    const found = new Map<string, ProjectedMetadata>();
    const state = fleet.hub(hub);
    if (!state || state.state === 'connecting') {
      return found;
    }
    const claims = fleet.claims(hub).filter(({ cluster }) => cluster);
    const byName = new Map(claims.map(claim => [claim.name, claim]));
    const isClaimed = (secret: ProjectedMetadata) => {
      const stamp = secret.annotations[SPOKEPORT_LABELS.claimUid];
      if (stamp) {
        return (
          fleet.byUid(hub, stamp)?.role === 'claim' || this.#isGoing(hub, stamp)
        );
      }
      const namesake = byName.get(readRegistration(fleet, secret).name);
      return (
        namesake !== undefined &&
        registrationOf(fleet, namesake)?.secret.uid === secret.uid
      );
    };
    for (const secret of fleet.clusterSecrets(hub)) {
      if (!isHubItself(secret) && !isClaimed(secret)) {
        const key = subjectKey({
          hub,
          namespace: secret.namespace ?? CLUSTER_SCOPE,
          name: readRegistration(fleet, secret).name,
          kind: REGISTERED,
        });
        found.set(key, found.get(key) ?? secret);
      }
    }
    return found;
  }
}
