import { HubStore, ObjectRef } from '../store/types';
import { ApplicationSetController } from './applicationset/ApplicationSetController';
import { ApplicationController } from './argocd/ApplicationController';
import { ComparedResource } from './argocd/compareState';
import { createGitSource } from './argocd/createGitSource';
import { GitSource } from './argocd/GitSource';
import { ArgoEventsController } from './argoEvents/ArgoEventsController';
import { WorkflowController } from './argoWorkflows/WorkflowController';
import { ManagedController } from './cloud/ManagedController';
import { DeploymentController } from './core/DeploymentController';
import { ClaimController } from './crossplane/ClaimController';
import { CompositeController } from './crossplane/CompositeController';
import { CompositionController } from './crossplane/CompositionController';
import { DefinitionController } from './crossplane/DefinitionController';
import { DefinitionIndex } from './crossplane/DefinitionIndex';
import { ReconcileRequestController } from './crossplane/ReconcileRequestController';
import { PackageController } from './crossplane/PackageController';
import {
  ControllerClock,
  DefaultControllerClock,
} from './runtime/ControllerClock';
import { ConfigMapFailurePlan, FailurePlan } from './runtime/FailurePlan';
import {
  ReconcileErrorHandler,
  runControllers,
} from './runtime/runControllers';

export interface StartControllersOptions {
  store: HubStore;
  /** Where manifests come from; default: bare repositories of this machine, by `resolveRepository`. */
  git?: GitSource;
  /** The directory of the bare repository behind an address, or undefined when there is none. */
  resolveRepository?(repoURL: string): string | undefined;
  /** Default: the process's own time at `speed`. */
  clock?: ControllerClock;
  /** How many times faster than real time everything happens; default 1. Without effect when `clock` is given. */
  speed?: number;
  /** How often Argo CD looks at its repositories, in seconds at any speed; default 15 (a real one: 180). */
  argocdPollSeconds?: number;
  /** Default: the ConfigMap `crossplane-system/sandbox-cloud`. */
  failurePlan?: FailurePlan;
  /** Told of each failed reconcile; it is tried again whatever this does. */
  onError?: ReconcileErrorHandler;
}

/** Controllers at work. */
export interface Controllers {
  /** What Git wants of an Application, at the revision it was compared at, and what is there. */
  managedResources(ref: ObjectRef): Promise<ComparedResource[]>;
  /** A repository got a push: Applications and ApplicationSets that read it look now, as after Argo CD's webhook. */
  notifyPush(repoURL: string): void;
  /** Resolves once nothing runs any more. */
  stop(): Promise<void>;
}

/**
 * Starts the controllers that play a hub: Argo CD, ApplicationSets, Crossplane, the cloud, Argo Events, Argo Workflows.
 * All they know is in the store, so that they go on where they were after a restart.
 */
export function startControllers(
  options: StartControllersOptions,
): Controllers {
  const { store, onError } = options;
  const git =
    options.git ??
    createGitSource({
      resolveRepository: url => options.resolveRepository?.(url),
    });
  const clock =
    options.clock ?? new DefaultControllerClock({ speed: options.speed });
  const failurePlan = options.failurePlan ?? new ConfigMapFailurePlan(store);
  const definitions = new DefinitionIndex(store);
  const context = {
    store,
    git,
    clock,
    failurePlan,
    definitions,
    pollSeconds: options.argocdPollSeconds,
  };
  const applications = new ApplicationController(context);
  const applicationSets = new ApplicationSetController(context);
  const running = runControllers({
    store,
    clock,
    onError,
    controllers: [
      new DeploymentController(context),
      new PackageController(context),
      new DefinitionController(context),
      new CompositionController(context),
      new ClaimController(context),
      new CompositeController(context),
      new ManagedController(context),
      new ReconcileRequestController(context),
      new ArgoEventsController(context),
      new WorkflowController(context),
      applicationSets,
      applications,
    ],
  });
  return {
    managedResources: ref => applications.managedResources(ref),
    notifyPush: repoURL => {
      for (const controller of [applications, applicationSets]) {
        for (const key of controller.pushed(repoURL)) {
          running.enqueue(controller.name, key);
        }
      }
    },
    stop: async () => {
      await running.stop();
      definitions.close();
    },
  };
}
