import type {
  Application,
  Blocker,
  Evidence,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { FleetReader } from '../../fleet/types';
import { CLUSTER_SCOPE } from '../../journey';
import { clusterResource, type Viewer } from '../../permissions';
import type { ClusterViews } from '../ClusterViews';
import { claimKinds } from '../model/claimKinds';
import type { OwnerLookup } from './requestAnswers';

const WITHHELD =
  'The message is withheld: this application also delivers what you may not read.';

interface ApplicationName {
  hub: string;
  namespace: string;
  name: string;
}

/**
 * Withholds messages of applications that also deliver claims which the viewer may not read: such messages quote the
 * manifests of others. One is made per answer.
 */
export class Redactor {
  readonly #viewer: Viewer;
  readonly #clusters: ClusterViews;
  readonly #fleet: FleetReader;
  readonly #owners: OwnerLookup;
  readonly #decided = new Map<string, boolean>();

  constructor(options: {
    viewer: Viewer;
    clusters: ClusterViews;
    fleet: FleetReader;
    owners: OwnerLookup;
  }) {
    this.#viewer = options.viewer;
    this.#clusters = options.clusters;
    this.#fleet = options.fleet;
    this.#owners = options.owners;
  }

  /** Whether it also delivers what the viewer may not read. */
  isShared(application: ApplicationName): boolean {
    return this.#sharedWithOthers(application);
  }

  application(application: Application): Application {
    if (!this.#sharedWithOthers(application)) {
      return application;
    }
    return {
      ...application,
      ...(application.message && { message: WITHHELD }),
      ...(application.healthMessage && { healthMessage: WITHHELD }),
      conditions: application.conditions.map(condition =>
        condition.message ? { ...condition, message: WITHHELD } : condition,
      ),
    };
  }

  blocker(blocker: Blocker): Blocker {
    const withheld = blocker.evidence.some(evidence =>
      this.#evidenceIsShared(evidence),
    );
    if (!withheld) {
      return blocker;
    }
    const { quote, detail, ...rest } = blocker;
    return {
      ...rest,
      // An unexplained blocker's sentence is the message itself.
      ...(blocker.explainer === 'quoted' && {
        title: { id: 'withheld', text: WITHHELD },
      }),
      ...(quote && { quote: WITHHELD }),
      evidence: blocker.evidence.map(evidence => this.evidence(evidence)),
    };
  }

  evidence(evidence: Evidence): Evidence {
    return evidence.message && this.#evidenceIsShared(evidence)
      ? { ...evidence, message: WITHHELD }
      : evidence;
  }

  #evidenceIsShared(evidence: Evidence): boolean {
    const { hub, namespace, name, kind } = evidence;
    return (
      (evidence.type === 'application' || kind === 'Application') &&
      hub !== undefined &&
      namespace !== undefined &&
      name !== undefined &&
      this.#sharedWithOthers({ hub, namespace, name })
    );
  }

  #sharedWithOthers(application: ApplicationName): boolean {
    const { hub, namespace, name } = application;
    const key = JSON.stringify([hub, namespace, name]);
    const known = this.#decided.get(key);
    if (known !== undefined) {
      return known;
    }
    const shared = this.#deliversUnreadable(application);
    this.#decided.set(key, shared);
    return shared;
  }

  #deliversUnreadable({ hub, namespace, name }: ApplicationName): boolean {
    const object = this.#fleet.byReference(hub, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace,
      name,
    });
    if (object?.role !== 'application') {
      return false;
    }
    const kinds = claimKinds(this.#fleet, hub);
    return object.resources.some(resource => {
      const kind = `${resource.kind}.${resource.group}`;
      if (!kinds.has(kind)) {
        return false;
      }
      const ref = {
        hub,
        namespace: resource.namespace ?? CLUSTER_SCOPE,
        name: resource.name,
        kind,
      };
      const view = this.#clusters.view(ref);
      // A claim that could not be applied is the likeliest to be quoted, and has no view yet.
      return !this.#viewer.mayReadScope(
        clusterResource(
          view?.summary ?? {
            ref,
            tenant: ref.namespace,
            owner: this.#owners.ownerOf(ref.namespace),
          },
        ),
      );
    });
  }
}
