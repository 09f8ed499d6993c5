import { jsonEqual } from '../../store/jsonEqual';
import { HubStore, KubeObject, WatchEvent } from '../../store/types';
import { ARGOCD_NAMESPACE, isClusterSecret } from '../argocd/clusters';
import { DEFAULT_POLL_SECONDS } from '../argocd/ApplicationController';
import { GitSource } from '../argocd/GitSource';
import { normalizeUrl } from '../argocd/projects';
import { Controller, Requeue } from '../runtime/Controller';
import { ControllerClock, timestamp } from '../runtime/ControllerClock';
import {
  controllerOf,
  controllerReference,
  getIfServed,
  isKind,
  keyOf,
  listIfServed,
  mutate,
  mutateStatus,
  refOf,
  refTo,
} from '../runtime/objects';
import { generate, renderValue } from './generators';

const API_VERSION = 'argoproj.io/v1alpha1';
const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const REFRESH = 'argocd.argoproj.io/application-set-refresh';
const KEPT_STATUSES = 5000;

/** Plays Argo CD's ApplicationSet controller. */
export class ApplicationSetController implements Controller {
  readonly name = 'applicationset';
  readonly #store: HubStore;
  readonly #clock: ControllerClock;
  readonly #git: GitSource;
  readonly #pollSeconds: number;

  constructor(options: {
    store: HubStore;
    clock: ControllerClock;
    git: GitSource;
    pollSeconds?: number;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#git = options.git;
    this.#pollSeconds = options.pollSeconds ?? DEFAULT_POLL_SECONDS;
  }

  keysFor({ object, previous }: WatchEvent): string[] {
    if (isKind(object, 'argoproj.io', 'ApplicationSet')) return [keyOf(object)];
    if (isClusterSecret(object) || (previous && isClusterSecret(previous))) {
      return this.#all().map(keyOf);
    }
    const owner = controllerOf(object);
    return owner?.kind === 'ApplicationSet' &&
      isKind(object, 'argoproj.io', 'Application')
      ? [keyOf({ ...owner, namespace: object.metadata.namespace })]
      : [];
  }

  /** The keys of the sets that read a repository. */
  pushed(repoURL: string): string[] {
    const url = normalizeUrl(repoURL);
    return this.#all()
      .filter(set => readsRepository(set.spec?.generators, url))
      .map(keyOf);
  }

  #all(): KubeObject[] {
    return listIfServed(this.#store, {
      apiVersion: API_VERSION,
      kind: 'ApplicationSet',
    });
  }

  async reconcile(key: string): Promise<Requeue> {
    const found = this.#store.get(refOf(key));
    if (!found?.spec || found.metadata.deletionTimestamp) return undefined;
    const set = this.#acknowledge(found);
    let wanted: KubeObject[];
    try {
      wanted = await this.#render(set);
    } catch (error) {
      this.#fail(set, (error as Error).message);
      return { afterSeconds: this.#untilPoll() };
    }
    const current = this.#store.get(refTo(set));
    if (!current || current.metadata.deletionTimestamp) return undefined;
    this.#apply(current, wanted);
    this.#report(current);
    return usesGit(set.spec.generators)
      ? { afterSeconds: this.#untilPoll() }
      : undefined;
  }

  #untilPoll(): number {
    return this.#pollSeconds * this.#clock.speed;
  }

  #acknowledge(set: KubeObject): KubeObject {
    if (!set.metadata.annotations?.[REFRESH]) return set;
    return mutate(this.#store, refTo(set), copy => {
      delete copy.metadata.annotations?.[REFRESH];
    })!;
  }

  async #render(set: KubeObject): Promise<KubeObject[]> {
    const { goTemplate = false, goTemplateOptions, template } = set.spec;
    const strict = (goTemplateOptions ?? []).includes('missingkey=error');
    const context = { store: this.#store, git: this.#git, goTemplate };
    const applications: KubeObject[] = [];
    for (const generator of set.spec.generators ?? []) {
      for (const parameters of await generate(generator, context)) {
        const { metadata, spec } = renderValue(
          template,
          parameters,
          goTemplate,
          strict,
        );
        applications.push(application(set, metadata, spec));
      }
    }
    const names = applications.map(({ metadata }) => metadata.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice) {
      throw new Error(
        `ApplicationSet ${set.metadata.name} contains applications with duplicate name: ${twice}`,
      );
    }
    return applications;
  }

  #apply(set: KubeObject, wanted: KubeObject[]) {
    for (const app of wanted) {
      const live = getIfServed(this.#store, refTo(app));
      if (!live) {
        this.#store.create(app);
        this.#event(
          set,
          'created',
          `created Application "${app.metadata.name}"`,
        );
      } else if (controllerOf(live)?.uid === set.metadata.uid) {
        this.#update(set, live, app);
      }
    }
    const names = new Set(wanted.map(({ metadata }) => metadata.name));
    for (const live of this.#owned(set)) {
      if (names.has(live.metadata.name) || live.metadata.deletionTimestamp) {
        continue;
      }
      this.#store.delete(refTo(live));
      this.#event(
        set,
        'Deleted',
        `Deleted Application "${live.metadata.name}"`,
      );
    }
  }

  #update(set: KubeObject, live: KubeObject, app: KubeObject) {
    const updated = mutate(this.#store, refTo(live), copy => {
      // The API server's defaults are no difference.
      if (!jsonEqual(copy.spec, app.spec)) copy.spec = app.spec;
      copy.metadata.labels = {
        ...copy.metadata.labels,
        ...app.metadata.labels,
      };
      if (app.metadata.annotations) {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          ...app.metadata.annotations,
        };
      }
    });
    if (updated?.metadata.resourceVersion !== live.metadata.resourceVersion) {
      this.#event(set, 'updated', `updated Application "${app.metadata.name}"`);
    }
  }

  #owned(set: KubeObject): KubeObject[] {
    return listIfServed(this.#store, {
      apiVersion: API_VERSION,
      kind: 'Application',
      namespace: set.metadata.namespace,
    }).filter(app => controllerOf(app)?.uid === set.metadata.uid);
  }

  #report(set: KubeObject) {
    const done = 'All applications have been generated successfully';
    const resources = this.#owned(set)
      .map(({ metadata, status }) => ({
        group: 'argoproj.io',
        ...(status?.health ? { health: { status: status.health.status } } : {}),
        kind: 'Application',
        name: metadata.name,
        namespace: metadata.namespace,
        ...(status?.sync ? { status: status.sync.status } : {}),
        version: 'v1alpha1',
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#conditions(set, [
      ['ErrorOccurred', 'False', 'ApplicationSetUpToDate', done],
      [
        'ParametersGenerated',
        'True',
        'ParametersGenerated',
        'Successfully generated parameters for all Applications',
      ],
      ['ResourcesUpToDate', 'True', 'ApplicationSetUpToDate', done],
    ]);
    mutateStatus(this.#store, refTo(set), status => {
      status.resources = resources.slice(0, KEPT_STATUSES);
      status.resourcesCount = resources.length;
    });
  }

  #fail(set: KubeObject, message: string) {
    this.#conditions(set, [
      ['ErrorOccurred', 'True', 'ApplicationParamsGenerationError', message],
      ['ParametersGenerated', 'False', 'ErrorOccurred', message],
      [
        'ResourcesUpToDate',
        'False',
        'ApplicationParamsGenerationError',
        message,
      ],
    ]);
    this.#event(set, 'ApplicationParamsGenerationError', message, 'Warning');
  }

  #conditions(set: KubeObject, lines: [string, string, string, string][]) {
    mutateStatus(this.#store, refTo(set), status => {
      const before: Record<string, any>[] = status.conditions ?? [];
      status.conditions = lines.map(([type, value, reason, message]) => {
        const same = before.find(
          condition =>
            condition.type === type &&
            condition.status === value &&
            condition.reason === reason &&
            condition.message === message,
        );
        return (
          same ?? {
            lastTransitionTime: timestamp(this.#clock.now()),
            message,
            reason,
            status: value,
            type,
          }
        );
      });
    });
  }

  #event(
    object: KubeObject,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ) {
    this.#store.recordEvent({
      object,
      type,
      reason,
      message,
      component: 'applicationset-controller',
    });
  }
}

/** With preserveResourcesOnDeletion the Application gets no finalizer: when it goes, what it deployed stays. */
function application(
  set: KubeObject,
  metadata: Record<string, any> = {},
  spec: Record<string, any> = {},
): KubeObject {
  const keeps = set.spec.syncPolicy?.preserveResourcesOnDeletion === true;
  const finalizers =
    metadata.finalizers ?? (keeps ? [] : [RESOURCES_FINALIZER]);
  return {
    apiVersion: API_VERSION,
    kind: 'Application',
    metadata: {
      name: metadata.name,
      namespace: set.metadata.namespace ?? ARGOCD_NAMESPACE,
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      ...(finalizers.length > 0 ? { finalizers } : {}),
      ownerReferences: [controllerReference(set)],
    },
    spec,
  };
}

function usesGit(generators: unknown): boolean {
  return JSON.stringify(generators ?? []).includes('"git":');
}

function readsRepository(generators: unknown, url: string): boolean {
  if (Array.isArray(generators)) {
    return generators.some(item => readsRepository(item, url));
  }
  if (!generators || typeof generators !== 'object') return false;
  return Object.entries(generators).some(([key, value]) =>
    key === 'repoURL' && typeof value === 'string'
      ? normalizeUrl(value) === url
      : readsRepository(value, url),
  );
}
