import { jsonEqual } from '../../store/jsonEqual';
import { HubStore, KubeObject, ObjectRef, WatchEvent } from '../../store/types';
import { Controller, Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import {
  isKind,
  keyOf,
  listIfServed,
  mutate,
  mutateStatus,
  refOf,
  refTo,
  removeFinalizer,
} from '../runtime/objects';
import {
  comparedTo,
  revisionFields,
  revisionsOf,
  setApplicationConditions,
  setHealth,
  unresolvedRevisions,
} from './applicationStatus';
import { ApplicationView, instanceName } from './ApplicationView';
import { ARGOCD_NAMESPACE, isClusterSecret } from './clusters';
import {
  ComparedResource,
  compareState,
  Comparison,
  resourceStatuses,
} from './compareState';
import { applicationEvent } from './events';
import { GitSource } from './GitSource';
import { readHealthOverrides } from './health';
import { sourcesOf, TargetState } from './loadTargetState';
import { autoSync, AutoSyncDecision } from './autoSync';
import { normalizeUrl } from './projects';
import { SyncOperations } from './SyncOperations';
import { readTracking } from './tracking';
import { secondsSince } from '../runtime/StartTimes';

const REFRESH = 'argocd.argoproj.io/refresh';
const FINALIZER_PREFIX = 'resources-finalizer.argocd.argoproj.io';
const PROGRESS_SECONDS = 1;

/**
 * Real Argo CD polls every 180 s; the sandbox is more eager, for people who wait in front of it. Real time at any speed: pushes are
 * told of, and nothing else in Git gets faster.
 */
export const DEFAULT_POLL_SECONDS = 15;

type Refresh = 'live' | 'normal';

/** Plays Argo CD's application controller and repo-server. */
export class ApplicationController implements Controller {
  readonly name = 'argocd';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #pollSeconds: number;
  readonly #view: ApplicationView;
  readonly #operations: SyncOperations;
  /** Asked for by a push, a changed object or a finished operation; a poll makes up for what is lost here. */
  readonly #refreshes = new Map<string, Refresh>();
  /** When Git was last asked, by uptime; `reconciledAt` has whole seconds only. */
  readonly #polled = new Map<string, number>();

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    git: GitSource;
    pollSeconds?: number;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#pollSeconds = options.pollSeconds ?? DEFAULT_POLL_SECONDS;
    this.#view = new ApplicationView(options);
    this.#operations = new SyncOperations({ ...options, view: this.#view });
  }

  keysFor(event: WatchEvent): string[] {
    const { object, previous, type } = event;
    const keys: string[] = [];
    if (isKind(object, 'argoproj.io', 'Application')) keys.push(keyOf(object));
    for (const name of this.#view.tracking.note(event)) {
      const [namespace, app] = name.includes('_')
        ? name.split('_')
        : [ARGOCD_NAMESPACE, name];
      keys.push(...this.#ask(applicationKey(namespace, app), 'live'));
    }
    if (isClusterSecret(object) || isClusterSecret(previous ?? object)) {
      keys.push(...this.#all().flatMap(app => this.#ask(keyOf(app), 'normal')));
    }
    if (isKind(object, 'argoproj.io', 'AppProject') && type !== 'MODIFIED') {
      keys.push(
        ...this.#all()
          .filter(({ spec }) => spec?.project === object.metadata.name)
          .flatMap(app => this.#ask(keyOf(app), 'normal')),
      );
    }
    return keys;
  }

  /** Refreshes every Application that reads a repository; returns their keys. */
  pushed(repoURL: string): string[] {
    const url = normalizeUrl(repoURL);
    return this.#all()
      .filter(app =>
        sourcesOf(app.spec ?? {}).some(
          source => normalizeUrl(String(source.repoURL)) === url,
        ),
      )
      .flatMap(app => this.#ask(keyOf(app), 'normal'));
  }

  /** What Git wants of an Application and what is there, compared now at the revisions that are known. */
  async managedResources(ref: ObjectRef): Promise<ComparedResource[]> {
    const app = this.#store.get(ref);
    const resolved = app && this.#view.resolve(app);
    if (!app || !resolved || resolved.errors) return [];
    const { destination } = resolved;
    await this.#view.refill(app, destination);
    const { manifests } = await this.#view.target(app, destination, {
      revisions: knownRevisions(app),
    });
    return compareState({
      app: instanceName(app),
      manifests,
      previous: await this.#view.previous(app, destination),
      destination,
      overrides: readHealthOverrides(this.#store),
    }).resources;
  }

  #all(): KubeObject[] {
    return listIfServed(this.#store, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
    });
  }

  #ask(key: string, level: Refresh): string[] {
    if (this.#refreshes.get(key) !== 'normal') this.#refreshes.set(key, level);
    return [key];
  }

  async reconcile(key: string): Promise<Requeue> {
    const app = this.#store.get(refOf(key));
    if (!app?.spec) return undefined;
    if (app.metadata.deletionTimestamp) return this.#finalize(app);
    if (app.operation) {
      const requeue = await this.#operations.advance(app);
      const current = this.#store.get(refOf(key));
      if (current && !current.operation) this.#ask(key, 'live');
      // While it runs, its objects change: the page should see that before the end.
      if (current?.operation && this.#refreshes.has(key)) {
        await this.#refresh(current, 'live');
        this.#refreshes.delete(key);
      }
      return requeue;
    }
    const level = this.#dueRefresh(key, app);
    if (!level) return { afterSeconds: this.#untilPoll(app) };
    this.#refreshes.delete(key);
    if (level === 'normal') {
      this.#polled.set(key, this.#clock.uptime());
    }
    const healAfter = await this.#refresh(app, level);
    return this.#next(key, healAfter);
  }

  #next(key: string, healAfter?: number): Requeue {
    const app = this.#store.get(refOf(key));
    if (!app) return undefined;
    if (app.operation) return { afterSeconds: 0 };
    if (app.status?.health?.status === 'Progressing') {
      this.#ask(key, 'live');
      return { afterSeconds: PROGRESS_SECONDS };
    }
    if (healAfter !== undefined) {
      this.#ask(key, 'live');
      return { afterSeconds: healAfter };
    }
    return { afterSeconds: Math.max(this.#untilPoll(app), 0.1) };
  }

  #dueRefresh(key: string, app: KubeObject): Refresh | undefined {
    if (app.metadata.annotations?.[REFRESH]) return 'normal';
    if (!app.status?.reconciledAt) return 'normal';
    if (!jsonEqual(app.status?.sync?.comparedTo, comparedTo(app.spec))) {
      return 'normal';
    }
    if (this.#untilPoll(app) <= 0) return 'normal';
    return this.#refreshes.get(key);
  }

  #untilPoll(app: KubeObject): number {
    const polled = this.#polled.get(keyOf(app));
    const passed =
      polled === undefined
        ? secondsSince(app.status?.reconciledAt ?? '1970-01-01', this.#clock)
        : this.#clock.uptime() - polled;
    return this.#pollSeconds * this.#clock.speed - passed;
  }

  /** Compares and writes; returns after how many seconds healing is due, if it is. */
  async #refresh(app: KubeObject, level: Refresh): Promise<number | undefined> {
    const resolved = this.#view.resolve(app);
    if (resolved.errors) {
      this.#writeErrors(app, 'InvalidSpecError', resolved.errors);
      return undefined;
    }
    const { destination } = resolved;
    // A refresh that is asked for while this one runs is for the next.
    const answers = app.metadata.annotations?.[REFRESH] !== undefined;
    await this.#view.refill(app, destination);
    let target: TargetState;
    try {
      target = await this.#view.target(app, destination, {
        revisions: level === 'live' ? knownRevisions(app) : undefined,
      });
    } catch (error) {
      this.#writeErrors(
        app,
        'ComparisonError',
        [(error as Error).message],
        answers,
      );
      return undefined;
    }
    const comparison = compareState({
      app: instanceName(app),
      manifests: target.manifests,
      previous: await this.#view.previous(app, destination),
      destination,
      overrides: readHealthOverrides(this.#store),
    });
    const current = this.#store.get(refTo(app));
    if (!current || current.metadata.deletionTimestamp) return undefined;
    return this.#writeComparison(current, target, comparison, {
      level,
      answers,
    });
  }

  /** In the recorded order: an automated operation is asked for first, the comparison is written after it. */
  #writeComparison(
    app: KubeObject,
    target: TargetState,
    comparison: Comparison,
    { level, answers }: { level: Refresh; answers: boolean },
  ): number | undefined {
    const decision: AutoSyncDecision = app.operation
      ? {}
      : autoSync(app, comparison, target.revisions, this.#clock);
    if (decision.operation) {
      const { operation } = decision;
      mutate(this.#store, refTo(app), copy => {
        copy.operation = operation;
        if (copy.status) delete copy.status.operationState;
      });
      applicationEvent(
        this.#store,
        app,
        'OperationStarted',
        `Initiated automated sync to [${target.revisions.join(', ')}]`,
      );
    }
    const conditions = decision.error
      ? [{ type: 'SyncError', message: decision.error }]
      : [];
    this.#write(
      app,
      status => {
        const unchanged =
          status.sync?.status === comparison.sync &&
          status.health?.status === comparison.health;
        status.sync = {
          status: comparison.sync,
          comparedTo: comparedTo(app.spec),
          ...revisionFields(app.spec, target.revisions),
        };
        setHealth(status, comparison.health, this.#clock.now());
        status.resources = resourceStatuses(comparison);
        Object.assign(
          status,
          target.sourceTypes.length > 1
            ? { sourceTypes: target.sourceTypes }
            : { sourceType: target.sourceTypes[0] },
        );
        status.summary ??= {};
        setApplicationConditions(
          status,
          conditions,
          ['ComparisonError', 'InvalidSpecError', 'SyncError', 'UnknownError'],
          this.#clock.now(),
        );
        if (level === 'normal' || !unchanged || !status.reconciledAt) {
          status.reconciledAt = timestamp(this.#clock.now());
        }
      },
      answers,
    );
    return decision.retryAfter;
  }

  /** A bad path leaves health as it was (Healthy at first); a bad spec makes both Unknown: as recorded, as in appcontroller.go. */
  #writeErrors(
    app: KubeObject,
    type: string,
    messages: string[],
    answers = true,
  ) {
    this.#write(
      app,
      status => {
        const unresolved = revisionFields(
          app.spec,
          unresolvedRevisions(app.spec),
        );
        status.sync = {
          status: 'Unknown',
          comparedTo: comparedTo(app.spec),
          ...unresolved,
        };
        setHealth(
          status,
          type === 'ComparisonError' ? 'Healthy' : 'Unknown',
          this.#clock.now(),
        );
        delete status.resources;
        setApplicationConditions(
          status,
          messages.map(message => ({ type, message })),
          ['ComparisonError', 'InvalidSpecError', 'SyncError', 'UnknownError'],
          this.#clock.now(),
        );
        status.reconciledAt = timestamp(this.#clock.now());
      },
      answers,
    );
  }

  /** @param answers - whether this is what the refresh annotation asked for */
  #write(
    app: KubeObject,
    change: (status: Record<string, any>) => void,
    answers: boolean,
  ) {
    const before = app.status ?? {};
    const written = mutate(this.#store, refTo(app), copy => {
      copy.status = copy.status ?? {};
      copy.status.controllerNamespace = ARGOCD_NAMESPACE;
      copy.status.resourceHealthSource = 'appTree';
      change(copy.status);
      if (answers && copy.metadata.annotations?.[REFRESH]) {
        delete copy.metadata.annotations[REFRESH];
      }
    });
    if (!written) return;
    const { sync, health } = written.status;
    if (before.sync?.status !== sync.status) {
      this.#changed(app, 'sync', before.sync?.status, sync.status);
    }
    if (before.health?.status !== health.status) {
      this.#changed(app, 'health', before.health?.status, health.status);
    }
  }

  #changed(app: KubeObject, what: string, from = '', to = '') {
    applicationEvent(
      this.#store,
      app,
      'ResourceUpdated',
      `Updated ${what} status: ${from} -> ${to}`,
    );
  }

  /** With the resources finalizer the Application goes after everything it made. */
  async #finalize(app: KubeObject): Promise<Requeue> {
    const finalizer = app.metadata.finalizers?.find(name =>
      name.startsWith(FINALIZER_PREFIX),
    );
    if (!finalizer) return undefined;
    const resolved = this.#view.resolve(app);
    if (!resolved.errors) {
      const { destination } = resolved;
      await this.#view.refill(app, destination);
      const own = destination
        .tracked(instanceName(app))
        .filter(object => readTracking(object)?.own);
      for (const object of own) {
        if (!object.metadata.deletionTimestamp) {
          destination.delete(refTo(object));
        }
      }
      if (own.some(object => destination.live(refTo(object)))) {
        mutateStatus(this.#store, refTo(app), status =>
          setHealth(status, 'Progressing', this.#clock.now()),
        );
        return { afterSeconds: PROGRESS_SECONDS };
      }
    }
    removeFinalizer(this.#store, app, finalizer);
    return undefined;
  }
}

function applicationKey(namespace: string, name: string): string {
  return keyOf({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace,
    name,
  });
}

/** The revisions of the last comparison, if that got as far as commits. */
function knownRevisions(app: KubeObject): string[] | undefined {
  const { sync } = app.status ?? {};
  return sync && sync.status !== 'Unknown' ? revisionsOf(sync) : undefined;
}
