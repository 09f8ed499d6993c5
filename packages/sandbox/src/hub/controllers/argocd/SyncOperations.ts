import { cloneJson } from '../../store/cloneJson';
import { HubStore, KubeObject } from '../../store/types';
import { Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import { mutateStatus, mutate, refTo } from '../runtime/objects';
import { ApplicationView, instanceName } from './ApplicationView';
import {
  revisionFields,
  revisionsOf,
  sourceFields,
  unresolvedRevisions,
} from './applicationStatus';
import { dryRunOf } from './dryRunOf';
import { applicationEvent } from './events';
import { StartTimes } from '../runtime/StartTimes';
import { readHealthOverrides } from './health';
import { sourcesOf } from './loadTargetState';
import { resourceError } from './projects';
import { kitchen, retryDelay } from './retryPolicy';
import { runSync, SyncedResource, SyncOutcome } from './syncTasks';

/** A sync takes at least this long, at speed 1, so that its phase Running can be seen. */
const STEP_SECONDS = 0.6;
const WAIT_SECONDS = 1;
const KEPT_HISTORY = 10;

type OperationState = Record<string, any>;

/** Runs the top-level `operation` of Applications, whoever put it there, in the recorded steps. */
export class SyncOperations {
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #view: ApplicationView;
  readonly #retries: StartTimes;

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    view: ApplicationView;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#view = options.view;
    this.#retries = new StartTimes(options.clock);
  }

  async advance(app: KubeObject): Promise<Requeue> {
    const state: OperationState | undefined = app.status?.operationState;
    if (state?.phase === 'Terminating') {
      // What was applied stays; hooks, which would be ended here, are not played.
      this.#finish(app, {
        ...state,
        phase: 'Failed',
        message: 'Operation terminated',
        finishedAt: timestamp(this.#clock.now()),
      });
      return { afterSeconds: STEP_SECONDS };
    }
    if (state?.phase !== 'Running') {
      mutateStatus(this.#store, refTo(app), status => {
        status.operationState = {
          phase: 'Running',
          startedAt: timestamp(this.#clock.now()),
          operation: cloneJson(app.operation),
        };
      });
      return { afterSeconds: STEP_SECONDS };
    }
    if (state.finishedAt) {
      const left = this.#untilRetry(app, state);
      if (left > 0) return { afterSeconds: left };
      this.#write(app, {
        ...state,
        finishedAt: undefined,
        message: `Retrying operation. Attempt #${state.retryCount}`,
      });
      return { afterSeconds: STEP_SECONDS };
    }
    return this.#run(app, state);
  }

  #untilRetry(app: KubeObject, state: OperationState): number {
    const { retryCount = 1, operation, startedAt, finishedAt } = state;
    return this.#retries.secondsLeft(
      `${app.metadata.uid}/${startedAt}/${retryCount}`,
      finishedAt,
      retryDelay(operation?.retry, retryCount),
    );
  }

  async #run(app: KubeObject, state: OperationState): Promise<Requeue> {
    const { outcome, revisions } = await this.#sync(app, state);
    const current = this.#store.get(refTo(app));
    if (current?.status?.operationState?.phase === 'Terminating') {
      return { afterSeconds: 0 };
    }
    const resources = withPruned(state, outcome.resources);
    const syncResult = {
      resources,
      // Both are there, empty, beside the plural fields of several sources.
      revision: '',
      source: { repoURL: '' },
      ...revisionFields(app.spec, revisions),
      ...sourceFields(app.spec),
    };
    const next = { ...state, message: outcome.message, syncResult };
    if (outcome.phase === 'Running') {
      this.#write(app, next);
      return { afterSeconds: WAIT_SECONDS };
    }
    return outcome.phase === 'Succeeded'
      ? this.#succeed(app, next, revisions)
      : this.#fail(app, next);
  }

  async #sync(
    app: KubeObject,
    state: OperationState,
  ): Promise<{ outcome: SyncOutcome; revisions: string[] }> {
    const sync = state.operation?.sync ?? {};
    const failed = (message: string) => ({
      outcome: { phase: 'Failed' as const, message, resources: [] },
      revisions: revisionsOf(app.status?.sync ?? {}),
    });
    const resolved = this.#view.resolve(app);
    if (resolved.errors) return failed(resolved.errors.join('; '));
    const { destination, project, cluster } = resolved;
    try {
      const { manifests, revisions } = await this.#view.target(
        app,
        destination,
        { revisions: pinned(app, sync) },
      );
      const options: string[] =
        sync.syncOptions ?? app.spec.syncPolicy?.syncOptions ?? [];
      const withNamespace = this.#withNamespace(app, destination, options);
      const outcome = runSync({
        app: instanceName(app),
        manifests: [...withNamespace, ...manifests],
        previous: await this.#view.previous(app, destination),
        destination: sync.dryRun ? dryRunOf(destination) : destination,
        overrides: readHealthOverrides(this.#store),
        prune: sync.prune === true && !sync.dryRun,
        options,
        only: sync.resources,
        refuse: (object, namespaced) =>
          withNamespace.includes(object)
            ? undefined
            : resourceError(project, object, namespaced, cluster),
      });
      const [made] = withNamespace;
      for (const line of outcome.resources) {
        if (line.kind === 'Namespace' && line.name === made?.metadata.name) {
          line.syncPhase = 'PreSync';
        }
      }
      return { outcome, revisions };
    } catch (error) {
      return failed((error as Error).message);
    }
  }

  /** CreateNamespace=true makes the destination's namespace where there is none; it is not tracked. */
  #withNamespace(
    app: KubeObject,
    destination: { live(ref: any): KubeObject | undefined },
    options: string[],
  ): KubeObject[] {
    const name = app.spec.destination?.namespace;
    const object: KubeObject = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    };
    return name &&
      options.includes('CreateNamespace=true') &&
      !destination.live(refTo(object))
      ? [object]
      : [];
  }

  /** History first, the phase a moment later: as recorded. A partial sync, or a dry run, writes no history. */
  #succeed(
    app: KubeObject,
    state: OperationState,
    revisions: string[],
  ): Requeue {
    const now = timestamp(this.#clock.now());
    const { resources, dryRun } = state.operation?.sync ?? {};
    const partial = resources !== undefined;
    if (!partial && !dryRun) {
      mutateStatus(this.#store, refTo(app), status => {
        const history: Record<string, any>[] = status.history ?? [];
        status.history = [
          ...history,
          {
            id: (history.at(-1)?.id ?? -1) + 1,
            deployStartedAt: state.startedAt,
            deployedAt: now,
            initiatedBy: cloneJson(state.operation?.initiatedBy ?? {}),
            ...revisionFields(app.spec, revisions),
            ...sourceFields(app.spec),
          },
        ].slice(-KEPT_HISTORY);
      });
    }
    this.#finish(app, { ...state, phase: 'Succeeded', finishedAt: now });
    applicationEvent(
      this.#store,
      app,
      'OperationCompleted',
      `${partial ? 'Partial sync' : 'Sync'} operation to ${revisions.join(
        ', ',
      )} succeeded`,
    );
    return { afterSeconds: STEP_SECONDS };
  }

  #fail(app: KubeObject, state: OperationState): Requeue {
    const now = this.#clock.now();
    const limit = Number(state.operation?.retry?.limit ?? 0);
    const retries = Number(state.retryCount ?? 0);
    if (limit < 0 || retries < limit) {
      const delay = retryDelay(state.operation?.retry, retries + 1);
      const next = new Date(now.getTime() + (delay * 1000) / this.#clock.speed);
      this.#retries.begin(
        `${app.metadata.uid}/${state.startedAt}/${retries + 1}`,
      );
      this.#write(app, {
        ...state,
        finishedAt: timestamp(now),
        retryCount: retries + 1,
        message: `${state.message}. Retrying attempt #${
          retries + 1
        } at ${kitchen(next)}.`,
      });
      return { afterSeconds: delay };
    }
    const message =
      retries > 0
        ? `${state.message} (retried ${retries} times).`
        : state.message;
    this.#finish(app, {
      ...state,
      phase: 'Failed',
      message,
      finishedAt: timestamp(now),
    });
    const revisions =
      revisionsOf(state.syncResult ?? {}).join(', ') ||
      unresolvedRevisions(app.spec).join(', ');
    applicationEvent(
      this.#store,
      app,
      'OperationCompleted',
      `Sync operation to ${revisions} failed: ${message}`,
      'Warning',
    );
    return { afterSeconds: STEP_SECONDS };
  }

  #write(app: KubeObject, state: OperationState) {
    const { finishedAt, ...rest } = state;
    mutateStatus(this.#store, refTo(app), status => {
      status.operationState = finishedAt ? { ...rest, finishedAt } : rest;
    });
  }

  /** Application has no status subresource: operation and status change in one write. */
  #finish(app: KubeObject, state: OperationState) {
    mutate(this.#store, refTo(app), copy => {
      delete copy.operation;
      copy.status = { ...copy.status, operationState: state };
    });
  }
}

/** The revisions an operation asks for, where they are commits or versions; names are resolved anew. */
function pinned(
  app: KubeObject,
  sync: Record<string, any>,
): (string | undefined)[] {
  const asked = revisionsOf(sync);
  return sourcesOf(app.spec).map((source, index) => {
    const revision = asked[index];
    if (source.chart) return undefined;
    return revision && /^[0-9a-f]{40}$/.test(revision) ? revision : undefined;
  });
}

/** What an earlier step pruned is gone from the cluster by now, but not from the result. */
function withPruned(
  state: OperationState,
  resources: SyncedResource[],
): SyncedResource[] {
  const earlier: SyncedResource[] = state.syncResult?.resources ?? [];
  const names = new Set(resources.map(({ kind, name }) => `${kind}/${name}`));
  return [
    ...earlier
      .filter(
        ({ status, kind, name }) =>
          status === 'Pruned' && !names.has(`${kind}/${name}`),
      )
      .map(line => ({ ...line, hookPhase: 'Succeeded' })),
    ...resources,
  ];
}
