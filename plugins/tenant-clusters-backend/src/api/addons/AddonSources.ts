import { SPOKEPORT_LABELS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import type {
  ProjectedApplicationSet,
  ProjectedMetadata,
} from '../../projections/types';
import type { IndexedCluster } from '../model/IndexedCluster';
import {
  addonOfSet,
  isHubItself,
  readRegistration,
  registrationOf,
} from '../../journey';

const ADDON_LABEL = 'spokeport.dev/addon';

/** Registrations and ApplicationSets of the hubs, found in one pass over each for a whole matrix. */
export class AddonSources {
  readonly #fleet: FleetReader;
  readonly #registrations = new Map<
    IndexedCluster,
    ProjectedMetadata | undefined
  >();
  readonly #stamped = new Map<string, Map<string, ProjectedMetadata>>();
  readonly #sets = new Map<string, Map<string, ProjectedApplicationSet>>();

  constructor(fleet: FleetReader) {
    this.#fleet = fleet;
  }

  /** The cluster secret of a cluster, whose labels select its add-ons. */
  registration(cluster: IndexedCluster): ProjectedMetadata | undefined {
    if (!this.#registrations.has(cluster)) {
      this.#registrations.set(cluster, this.#findRegistration(cluster));
    }
    return this.#registrations.get(cluster);
  }

  #findRegistration({ summary }: IndexedCluster) {
    const { hub, kind, namespace, name } = summary.ref;
    if (kind === 'registered') {
      return this.#fleet
        .clusterSecrets(hub)
        .find(
          secret =>
            secret.namespace === namespace &&
            readRegistration(this.#fleet, secret).name === name,
        );
    }
    const { uid } = summary;
    const stamped = uid && this.#stampedOf(hub).get(uid);
    // Without any that is not stamped, nothing can be found by name.
    if (stamped || this.#stampedOf(hub).size === this.#secrets(hub)) {
      return stamped || undefined;
    }
    const claim = this.#fleet
      .claimsAt(hub, namespace, name)
      .find(candidate => candidate.uid === uid);
    return claim && registrationOf(this.#fleet, claim)?.secret;
  }

  /** The ApplicationSet that makes an add-on's Applications: by its label, else by what it made. */
  applicationSet(
    hub: string,
    addon: string,
  ): ProjectedApplicationSet | undefined {
    return this.#setsOf(hub).get(addon);
  }

  #secrets(hub: string): number {
    return this.#fleet
      .clusterSecrets(hub)
      .filter(secret => !isHubItself(secret)).length;
  }

  #stampedOf(hub: string): Map<string, ProjectedMetadata> {
    const known = this.#stamped.get(hub);
    if (known) {
      return known;
    }
    const stamped = new Map(
      this.#fleet.clusterSecrets(hub).flatMap(secret => {
        const uid = secret.annotations[SPOKEPORT_LABELS.claimUid];
        return uid ? [[uid, secret] as const] : [];
      }),
    );
    this.#stamped.set(hub, stamped);
    return stamped;
  }

  #setsOf(hub: string): Map<string, ProjectedApplicationSet> {
    const known = this.#sets.get(hub);
    if (known) {
      return known;
    }
    const sets = this.#fleet.listed(hub, 'application-set');
    const byUid = new Map(sets.map(set => [set.uid, set]));
    const found = new Map<string, ProjectedApplicationSet>();
    for (const application of this.#fleet.applications(hub)) {
      if (application.addon && !found.has(application.addon)) {
        const owner = application.owners.find(({ uid }) => byUid.has(uid));
        const set = owner && byUid.get(owner.uid);
        if (set) {
          found.set(application.addon, set);
        }
      }
    }
    for (const set of sets) {
      const addon = set.labels[ADDON_LABEL] ?? addonOfSet(set);
      if (addon) {
        found.set(addon, set);
      }
    }
    this.#sets.set(hub, found);
    return found;
  }
}
