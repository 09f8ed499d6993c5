import { HubStore, KubeObject } from '../../store/types';
import { setConditions } from '../runtime/conditions';
import { Controller } from '../runtime/Controller';
import { ControllerClock } from '../runtime/ControllerClock';
import { hexDigest } from '../runtime/names';
import { groupOf, keyOf, mutateStatus, refOf } from '../runtime/objects';
import { providerCrds } from './providerCrds';

const PACKAGE_GROUP = 'pkg.crossplane.io';
const KINDS = ['Provider', 'Function', 'Configuration'];
/** Pulling a package takes about this long. */
const PULL_SECONDS = 2;

/** Plays Crossplane's package manager: packages become Installed, then Healthy, and providers bring their kinds. */
export class PackageController implements Controller {
  readonly name = 'crossplane-packages';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;

  constructor(options: { store: HubStore; clock: ControllerClock }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  keysFor({ object }: { object: KubeObject }) {
    return groupOf(object.apiVersion) === PACKAGE_GROUP &&
      KINDS.includes(object.kind)
      ? [keyOf(object)]
      : [];
  }

  reconcile(key: string) {
    const ref = refOf(key);
    const found = this.#store.get(ref);
    if (!found || found.metadata.deletionTimestamp) return undefined;
    const image = String(found.spec?.package ?? '');
    if (found.status?.currentIdentifier !== image) {
      mutateStatus(this.#store, ref, status => {
        status.currentIdentifier = image;
        setConditions(status, this.#clock.now(), {
          type: 'Installed',
          status: 'False',
          reason: 'UnpackingPackage',
          message: 'Waiting for unpack to complete',
        });
      });
      return { afterSeconds: PULL_SECONDS };
    }
    if (found.kind === 'Provider') {
      this.#install(image);
    }
    mutateStatus(this.#store, ref, status => {
      status.currentRevision = `${found.metadata.name}-${hexDigest(image, 12)}`;
      setConditions(
        status,
        this.#clock.now(),
        { type: 'Installed', status: 'True', reason: 'ActivePackageRevision' },
        { type: 'Healthy', status: 'True', reason: 'HealthyPackageRevision' },
      );
    });
    return undefined;
  }

  /** A kind that is served already, with its real schema perhaps, stays as it is. */
  #install(image: string) {
    for (const crd of providerCrds(image)) {
      const { apiVersion, kind, metadata } = crd;
      if (!this.#store.get({ apiVersion, kind, name: metadata.name })) {
        this.#store.create(crd);
      }
    }
  }
}
