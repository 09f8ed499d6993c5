import { HubStore, KubeObject } from '../../store/types';
import { Controller, Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { isKind, keyOf, mutateStatus, refOf } from '../runtime/objects';
import { StartTimes } from '../runtime/StartTimes';

const ROLLOUT_SECONDS = 3;

/** Plays the deployment controller and the pods behind it: Deployments of the hub become available. */
export class DeploymentController implements Controller {
  readonly name = 'core-deployments';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #starts: StartTimes;

  constructor(options: { store: HubStore; clock: ControllerClock }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#starts = new StartTimes(options.clock);
  }

  keysFor({ object }: { object: KubeObject }) {
    return isKind(object, 'apps', 'Deployment') ? [keyOf(object)] : [];
  }

  reconcile(key: string): Requeue {
    const ref = refOf(key);
    const found = this.#store.get(ref);
    if (!found || found.metadata.deletionTimestamp) return undefined;
    const { uid, generation } = found.metadata;
    const replicas = found.spec?.replicas ?? 1;
    if (
      found.status?.observedGeneration === generation &&
      found.status?.availableReplicas === replicas
    ) {
      return undefined;
    }
    const start = `${uid}/${generation}`;
    if (found.status?.observedGeneration !== generation) {
      this.#starts.begin(start);
      this.#report(key, replicas, false);
      return { afterSeconds: ROLLOUT_SECONDS };
    }
    const progressing = found.status?.conditions?.find(
      ({ type }: { type: string }) => type === 'Progressing',
    );
    const left = this.#starts.secondsLeft(
      start,
      progressing?.lastUpdateTime,
      ROLLOUT_SECONDS,
    );
    if (left > 0) return { afterSeconds: left };
    this.#report(key, replicas, true);
    return undefined;
  }

  #report(key: string, replicas: number, available: boolean) {
    const now = timestamp(this.#clock.now());
    mutateStatus(this.#store, refOf(key), (status, { metadata }) => {
      Object.assign(status, {
        observedGeneration: metadata.generation,
        replicas,
        updatedReplicas: replicas,
        readyReplicas: available ? replicas : 0,
        availableReplicas: available ? replicas : 0,
        unavailableReplicas: available ? 0 : replicas,
        conditions: [
          {
            type: 'Available',
            status: available ? 'True' : 'False',
            reason: available
              ? 'MinimumReplicasAvailable'
              : 'MinimumReplicasUnavailable',
            message: available
              ? 'Deployment has minimum availability.'
              : 'Deployment does not have minimum availability.',
            lastUpdateTime: now,
            lastTransitionTime: now,
          },
          {
            type: 'Progressing',
            status: 'True',
            reason: available ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
            message: `Deployment "${metadata.name}" ${
              available ? 'has successfully progressed.' : 'is progressing.'
            }`,
            lastUpdateTime: now,
            lastTransitionTime: now,
          },
        ],
      });
    });
  }
}
