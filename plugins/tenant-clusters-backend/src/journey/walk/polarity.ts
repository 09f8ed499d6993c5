import type {
  ProjectedBase,
  ProjectedCondition,
} from '../../projections/types';

/**
 * What a condition says: `bad` and `good` by the table, `informational` where no status of it is bad, `unknown` where its type is
 * in no table. An unknown one never speaks against an object that is Ready.
 */
export type Verdict = 'good' | 'bad' | 'informational' | 'unknown';

/** Which status of a condition is bad; `always` is for Argo CD's conditions, which have none and stand only when they hold. */
type BadWhen = 'True' | 'False' | 'always' | 'never';

type Table = Record<string, BadWhen>;

/**
 * Claims, XRs, managed resources, and any other custom resource as far as it uses the same words.
 * crossplane/crossplane:apis/core/v2/condition.go, crossplane/upjet:pkg/resource/conditions.go
 */
const CROSSPLANE: Table = {
  Ready: 'False',
  Synced: 'False',
  // Opens whenever composed resources change often, also on an XR that is Ready.
  Responsive: 'never',
  LastAsyncOperation: 'False',
  // False while an operation is going on.
  AsyncOperation: 'never',
  // UpdateRequested is the way of any change; UpdateFailed shows in Synced as well.
  UpToDate: 'never',
};

/** crossplane/crossplane:apis/apiextensions/v1/conditions.go */
const API_EXTENSIONS: Table = {
  ...CROSSPLANE,
  Established: 'False',
  Offered: 'False',
  ValidPipeline: 'False',
};

/** crossplane/crossplane:apis/pkg/v1/conditions.go */
const PACKAGE: Table = {
  Installed: 'False',
  Healthy: 'False',
  RevisionHealthy: 'False',
  RuntimeHealthy: 'False',
  // False only while its signature is being verified or cannot be; Installed then says so too.
  Verified: 'never',
};

/** argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, ApplicationConditionType */
const APPLICATION: Table = {
  ComparisonError: 'always',
  InvalidSpecError: 'always',
  SyncError: 'always',
  DeletionError: 'always',
  UnknownError: 'always',
  SharedResourceWarning: 'never',
  RepeatedResourceWarning: 'never',
  ExcludedResourceWarning: 'never',
  OrphanedResourceWarning: 'never',
};

/** argoproj/argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go, ApplicationSetConditionType */
const APPLICATION_SET: Table = {
  ErrorOccurred: 'True',
  ParametersGenerated: 'False',
  ResourcesUpToDate: 'False',
  RolloutProgressing: 'never',
  InvalidRolloutConfig: 'True',
};

/** argoproj/argo-workflows:pkg/apis/workflow/v1alpha1/workflow_types.go, ConditionType */
const WORKFLOW: Table = {
  PodRunning: 'never',
  Completed: 'never',
  SpecWarning: 'never',
  SpecError: 'True',
  MetricsError: 'never',
  ArtifactGCError: 'never',
};

/** argoproj/argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go, RolloutConditionType */
const ROLLOUT: Table = {
  InvalidSpec: 'True',
  ReplicaFailure: 'True',
  Available: 'False',
  // False only once its deadline is over.
  Progressing: 'False',
  // False all through a rollout.
  Healthy: 'never',
  Completed: 'never',
  Paused: 'never',
};

/** argoproj/argo-events:pkg/apis/events/v1alpha1: they speak of the deployment, not of whether events flow. */
const EVENTS: Table = {
  Deployed: 'False',
  Configured: 'False',
  SourcesProvided: 'False',
  DependenciesProvided: 'False',
  TriggersProvided: 'False',
};

/** fluxcd/pkg:apis/meta/conditions.go, fluxcd/helm-controller:api/v2/condition_types.go, fluxcd/source-controller:api/v1/condition_types.go */
const FLUX: Table = {
  Ready: 'False',
  Healthy: 'False',
  Stalled: 'True',
  Reconciling: 'never',
  Released: 'False',
  TestSuccess: 'False',
  Remediated: 'never',
  Drifted: 'never',
  FetchFailed: 'True',
  BuildFailed: 'True',
  IncludeUnavailable: 'True',
  StorageOperationFailed: 'True',
  SourceVerified: 'False',
  // What is stored serves until the new artifact is there.
  ArtifactInStorage: 'never',
  ArtifactOutdated: 'never',
};

const ARGO: Record<string, Table> = {
  Application: APPLICATION,
  ApplicationSet: APPLICATION_SET,
  Workflow: WORKFLOW,
  Rollout: ROLLOUT,
  EventSource: EVENTS,
  Sensor: EVENTS,
  EventBus: EVENTS,
};

function tableOf({ group, kind }: ProjectedBase): Table {
  if (group.endsWith('.fluxcd.io')) {
    return FLUX;
  }
  switch (group) {
    case 'argoproj.io':
      return Object.hasOwn(ARGO, kind) ? ARGO[kind] : {};
    case 'pkg.crossplane.io':
      return PACKAGE;
    case 'apiextensions.crossplane.io':
      return API_EXTENSIONS;
    default:
      return CROSSPLANE;
  }
}

/** Judges one condition of an object by the polarity table. Absent conditions are judged by nobody: absent is not ok. */
export function judgeCondition(
  object: ProjectedBase,
  condition: Pick<ProjectedCondition, 'type' | 'status'>,
): Verdict {
  const table = tableOf(object);
  const badWhen = Object.hasOwn(table, condition.type)
    ? table[condition.type]
    : undefined;
  switch (badWhen) {
    case undefined:
      return 'unknown';
    case 'never':
      return 'informational';
    case 'always':
      return 'bad';
    default:
      return condition.status === badWhen ? 'bad' : 'good';
  }
}
