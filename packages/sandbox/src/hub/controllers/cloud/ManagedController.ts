import { jsonEqual } from '../../store/jsonEqual';
import { HubStore, KubeObject } from '../../store/types';
import {
  Condition,
  conditionOf,
  isTrue,
  setConditions,
} from '../runtime/conditions';
import { Controller, Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { FailurePlan } from '../runtime/FailurePlan';
import {
  addFinalizer,
  keyOf,
  mutate,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import {
  atProvider,
  awsService,
  EXTERNAL_NAME,
  identifierOf,
  profileOf,
} from './awsResource';
import { createFailure } from './awsErrors';
import { ProviderConfigError, accountOf } from './providerConfig';
import {
  resolveReferences,
  UnresolvedReferenceError,
} from './resolveReferences';
import { StartTimes } from '../runtime/StartTimes';

const FINALIZER = 'finalizer.managedresource.crossplane.io';
const PENDING = 'crossplane.io/external-create-pending';
const SUCCEEDED = 'crossplane.io/external-create-succeeded';
const FAILED = 'crossplane.io/external-create-failed';
const RESOLVE_AGAIN_SECONDS = 1;
const RETRY_SECONDS = 10;
const UPDATE_SECONDS = 2;

/**
 * Plays a provider and its cloud: managed resources become Ready after compressed times, fail as told, and go when
 * deleted. AWS kinds report as upjet does (crossplane/upjet:pkg/resource/conditions.go); other kinds as plain managed
 * resources do.
 */
export class ManagedController implements Controller {
  readonly name = 'cloud';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #failures: FailurePlan;
  readonly #starts: StartTimes;

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    failurePlan: FailurePlan;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#failures = options.failurePlan;
    this.#starts = new StartTimes(options.clock);
  }

  keysFor({ object }: { object: KubeObject }) {
    const managed = this.#store
      .resourceType(object)
      ?.categories.includes('managed');
    return managed ? [keyOf(object)] : [];
  }

  reconcile(key: string): Requeue {
    const found = this.#store.get(refOf(key));
    if (!found) return undefined;
    if (found.metadata.annotations?.['crossplane.io/paused'] === 'true') {
      return this.#pause(found);
    }
    if (found.metadata.deletionTimestamp) return this.#delete(found);
    try {
      return this.#advance(this.#initialize(found));
    } catch (error) {
      if (error instanceof UnresolvedReferenceError) {
        return this.#refuse(
          found,
          'CannotResolveResourceReferences',
          `cannot resolve references: ${error.message}`,
          RESOLVE_AGAIN_SECONDS,
        );
      }
      if (error instanceof ProviderConfigError) {
        return this.#refuse(
          found,
          'CannotConnectToProvider',
          error.message,
          RETRY_SECONDS,
          'connect failed: ',
        );
      }
      throw error;
    }
  }

  /** The recorded order: external name first where the caller names the resource, then the finalizer. */
  #initialize(found: KubeObject): KubeObject {
    let object = found;
    if (
      !profileOf(object).idPrefix &&
      !object.metadata.annotations?.[EXTERNAL_NAME]
    ) {
      object = mutate(this.#store, refTo(object), copy => {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          [EXTERNAL_NAME]: copy.metadata.name,
        };
      })!;
    }
    return addFinalizer(this.#store, object, FINALIZER);
  }

  #advance(object: KubeObject): Requeue {
    const account = accountOf(this.#store, object);
    const resolved = resolveReferences(this.#store, object);
    const current = mutate(this.#store, refTo(object), copy => {
      if (copy.spec?.forProvider) copy.spec.forProvider = resolved;
    })!;
    if (current.metadata.annotations?.[SUCCEEDED]) {
      return this.#observe(current, account);
    }
    return this.#create(current, account);
  }

  #create(object: KubeObject, account: string): Requeue {
    const { createSeconds } = profileOf(object);
    const isAsync = awsService(object.apiVersion) !== undefined;
    if (!object.metadata.annotations?.[PENDING]) {
      const begun = this.#annotate(object, PENDING);
      this.#starts.begin(`${object.metadata.uid}/create`);
      this.#report(begun, synced());
      this.#report(begun, creating());
      if (isAsync) this.#report(begun, ongoing());
      return { afterSeconds: createSeconds };
    }
    const left = this.#starts.secondsLeft(
      `${object.metadata.uid}/create`,
      object.metadata.annotations[PENDING],
      createSeconds,
    );
    if (left > 0) return { afterSeconds: left };
    const failure = this.#failures.failureFor(object);
    if (failure?.kind === 'unavailable' && !failure.message) {
      return this.#unavailable(object);
    }
    if (failure) {
      return this.#failCreate(object, createFailure(object, failure, account));
    }
    return this.#succeed(object, account);
  }

  #succeed(object: KubeObject, account: string): Requeue {
    const named = this.#annotate(object, SUCCEEDED, {
      [EXTERNAL_NAME]: identifierOf(object),
    });
    this.#store.recordEvent({
      object: named,
      type: 'Normal',
      reason: 'CreatedExternalResource',
      message: 'Successfully requested creation of external resource',
      component: component(object),
    });
    if (awsService(object.apiVersion)) {
      this.#report(named, synced(), lastOperation(), finished());
    }
    return this.#observe(named, account);
  }

  #observe(object: KubeObject, account: string): Requeue {
    const isAws = awsService(object.apiVersion) !== undefined;
    const seen = conditionOf(object, 'Synced')?.observedGeneration;
    const key = `${object.metadata.uid}/update/${object.metadata.generation}`;
    const changed =
      isTrue(object, 'Ready') && seen !== object.metadata.generation;
    if (isAws && changed && differs(object)) {
      this.#starts.begin(key);
      this.#report(object, synced(), ongoing());
      return { afterSeconds: UPDATE_SECONDS };
    }
    if (isAws && this.#updating(object) && this.#starts.known(key)) {
      const left = this.#starts.secondsLeft(key, undefined, UPDATE_SECONDS);
      if (left > 0) return { afterSeconds: left };
    }
    mutateStatus(this.#store, refTo(object), status => {
      status.atProvider = isAws ? atProvider(object, account) : {};
    });
    if (isAws && this.#updating(this.#store.get(refTo(object)))) {
      this.#report(object, lastOperation(), finished());
    }
    this.#report(object, synced(), {
      type: 'Ready',
      status: 'True',
      reason: 'Available',
    });
    return undefined;
  }

  #updating(object: KubeObject | undefined) {
    return conditionOf(object, 'AsyncOperation')?.reason === 'Ongoing';
  }

  #failCreate(object: KubeObject, message: string): Requeue {
    const failed = this.#annotate(object, FAILED);
    this.#report(
      failed,
      {
        type: 'LastAsyncOperation',
        status: 'False',
        reason: 'AsyncCreateFailure',
        message,
      },
      finished(),
    );
    return this.#refuse(
      failed,
      'CannotCreateExternalResource',
      message,
      RETRY_SECONDS,
      'create failed: ',
    );
  }

  #unavailable(object: KubeObject): Requeue {
    this.#report(object, synced(), {
      type: 'Ready',
      status: 'False',
      reason: 'Unavailable',
    });
    return { afterSeconds: RETRY_SECONDS };
  }

  /** Something stands in the way: Synced says so, a Warning tells it, and it is tried again. */
  #refuse(
    object: KubeObject,
    reason: string,
    message: string,
    afterSeconds: number,
    prefix = '',
  ): Requeue {
    this.#store.recordEvent({
      object,
      type: 'Warning',
      reason,
      message,
      component: component(object),
    });
    this.#report(object, {
      type: 'Synced',
      status: 'False',
      reason: 'ReconcileError',
      message: `${prefix}${message}`,
    });
    return { afterSeconds };
  }

  #pause(object: KubeObject): Requeue {
    this.#report(object, {
      type: 'Synced',
      status: 'False',
      reason: 'ReconcilePaused',
      message:
        'Reconciliation (including deletion) is paused via the pause annotation',
    });
    return undefined;
  }

  #delete(object: KubeObject): Requeue {
    const exists = object.metadata.annotations?.[SUCCEEDED] !== undefined;
    const kept = object.spec?.deletionPolicy === 'Orphan';
    const isAws = awsService(object.apiVersion) !== undefined;
    if (exists && !kept && isAws) {
      if (conditionOf(object, 'Ready')?.reason !== 'Deleting') {
        this.#starts.begin(`${object.metadata.uid}/delete`);
        this.#report(
          object,
          { type: 'Ready', status: 'False', reason: 'Deleting' },
          synced(),
        );
        this.#report(object, ongoing());
        this.#store.recordEvent({
          object,
          type: 'Normal',
          reason: 'DeletedExternalResource',
          message: 'Successfully requested deletion of external resource',
          component: component(object),
        });
      }
      const left = this.#starts.secondsLeft(
        `${object.metadata.uid}/delete`,
        object.metadata.deletionTimestamp,
        profileOf(object).deleteSeconds,
      );
      if (left > 0) return { afterSeconds: left };
    }
    removeFinalizer(this.#store, object, FINALIZER);
    return undefined;
  }

  #annotate(
    object: KubeObject,
    name: string,
    more: Record<string, string> = {},
  ): KubeObject {
    return mutate(this.#store, refTo(object), copy => {
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        ...more,
        [name]: timestamp(this.#clock.now()),
      };
    })!;
  }

  #report(object: KubeObject, ...conditions: Condition[]) {
    mutateStatus(this.#store, refTo(object), (status, current) => {
      status.atProvider ??= {};
      setConditions(
        status,
        this.#clock.now(),
        ...conditions.map(condition => ({
          ...condition,
          ...(['LastAsyncOperation', 'AsyncOperation'].includes(condition.type)
            ? {}
            : { observedGeneration: current.metadata.generation }),
        })),
      );
    });
  }
}

function component(object: KubeObject) {
  return `managed/${object.apiVersion}, kind=${object.kind.toLowerCase()}`;
}

/** Whether the wishes have moved away from what is there. */
function differs(object: KubeObject): boolean {
  const is = object.status?.atProvider ?? {};
  return Object.entries(object.spec?.forProvider ?? {}).some(
    ([field, value]) =>
      !/(Ref|Refs|Selector)$/.test(field) && !jsonEqual(is[field], value),
  );
}

function synced(): Condition {
  return { type: 'Synced', status: 'True', reason: 'ReconcileSuccess' };
}

function creating(): Condition {
  return { type: 'Ready', status: 'False', reason: 'Creating' };
}

function ongoing(): Condition {
  return { type: 'AsyncOperation', status: 'True', reason: 'Ongoing' };
}

function finished(): Condition {
  return { type: 'AsyncOperation', status: 'True', reason: 'Finished' };
}

function lastOperation(): Condition {
  return { type: 'LastAsyncOperation', status: 'True', reason: 'Success' };
}
