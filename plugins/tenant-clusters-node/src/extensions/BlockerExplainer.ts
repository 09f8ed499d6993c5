import type {
  Actor,
  Sentence,
  StageName,
  TimeFact,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** What kind of fact stands in the way. @public */
export type BlockerCauseType =
  /** A condition has a status that is bad for its kind; its message may say why. */
  | 'condition'
  /** Not ready, and nothing says why. */
  | 'not-ready'
  /** Waits for another object that it refers to. */
  | 'reference'
  | 'warning-event'
  | 'paused'
  /** Refers to a kind that the hub has and that is not read. */
  | 'kind-not-watched'
  /** Marked for deletion, nothing below it is left, and finalisers still hold it. */
  | 'finaliser'
  /** A Usage of Crossplane keeps it from being deleted. */
  | 'held-by-usage'
  | 'no-application'
  | 'application-condition'
  | 'operation-failed'
  | 'out-of-sync'
  /** A window of the AppProject keeps the sync from running. */
  | 'sync-window'
  /** Removed from Git, and nothing deletes it: pruning is off. */
  | 'prune-off'
  /** Pruning waits until somebody confirms it. */
  | 'prune-confirm'
  | 'flux-suspended'
  | 'flux-stalled'
  /** A Kustomization waits for another one. */
  | 'flux-dependency'
  /** A Kustomization or its source failed. */
  | 'flux-failed'
  | 'application-unhealthy'
  | 'application-missing'
  | 'event-missing'
  | 'run-missing'
  | 'step-failed'
  | 'run-suspended'
  | 'review-missing'
  | 'merge-missing'
  | 'checks-failed'
  | 'changes-requested'
  | 'conflict'
  | 'draft'
  | 'hub-silent';

/** The object that a cause lies in. Every string in it is from a hub: text, never markup. @public */
export interface BlockerObject {
  uid: string;
  apiVersion: string;
  group: string;
  kind: string;
  namespace?: string;
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  finalizers: string[];
  /** RFC 3339. */
  deletedAt?: string;
}

/** One unmet condition, before it is put into words. @public */
export interface BlockerCause {
  type: BlockerCauseType;
  stage: StageName;
  object?: BlockerObject;
  condition?: {
    type: string;
    status?: string;
    reason?: string;
  };
  event?: { reason: string; count: number };
  /** As the system wrote it: whole, and not to be trusted. */
  message?: string;
  since: TimeFact;
  /** How many others wait for this one. */
  waiting: number;
  /** Facts by name, for example `application`, `step`, `request`. */
  facts: Record<string, string>;
  /** True for waiting that is part of the way and no failure. */
  ordinary: boolean;
}

/** What an explainer may look at. @public */
export interface BlockerContext {
  cause: BlockerCause;
  /** Names the object for people, for example `Role node-role`. */
  resource: string;
  cluster: {
    hub: string;
    hubTitle: string;
    namespace: string;
    name: string;
    tenant?: string;
    cidr?: string;
  };
  actors: { requester: Actor; tenant: Actor; platformTeam: Actor };
}

/** What people read about a cause, and who can act on it. @public */
export interface BlockerExplanation {
  title: Sentence;
  detail?: Sentence;
  nextStep?: Sentence;
  actor: Actor;
  /**
   * Milliseconds that the cause may last before a person must act: 0 where it can never pass by itself, undefined where no
   * person need ever act.
   */
  patience?: number;
}

/**
 * Knows one reason why a journey stands still, and what to do about it. Explainers of modules are asked before the built-in
 * ones, in the order they were added; the first that answers is believed. It must be pure, and quick: it is asked for each
 * cause whenever a cluster is computed anew.
 * @public
 */
export interface BlockerExplainer {
  /** Stable; shown in the API as the blocker's `explainer`. */
  id: string;
  explain(context: BlockerContext): BlockerExplanation | undefined;
}
