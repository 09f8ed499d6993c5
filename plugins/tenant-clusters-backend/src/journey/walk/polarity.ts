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

/** crossplane/crossplane:apis/core/v2/condition.go, crossplane/upjet:pkg/resource/conditions.go */
const CROSSPLANE: Record<string, BadWhen> = {
  Ready: 'False',
  Synced: 'False',
  // Opens whenever composed resources change often, also on an XR that is Ready.
  Responsive: 'never',
  LastAsyncOperation: 'False',
  // False while an operation is going on.
  AsyncOperation: 'never',
  // UpdateRequested is the way of any change; UpdateFailed shows in Synced as well.
  UpToDate: 'never',
  Established: 'False',
  Offered: 'False',
  ValidPipeline: 'False',
  Installed: 'False',
  Healthy: 'False',
  RevisionHealthy: 'False',
  RuntimeHealthy: 'False',
};

/** argoproj/argo-cd:pkg/apis/application/v1alpha1/types.go, ApplicationConditionType */
const APPLICATION: Record<string, BadWhen> = {
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

const APPLICATION_SET: Record<string, BadWhen> = {
  ErrorOccurred: 'True',
  ParametersGenerated: 'False',
  ResourcesUpToDate: 'False',
  RolloutProgressing: 'never',
  InvalidRolloutConfig: 'True',
};

/** argoproj/argo-workflows:pkg/apis/workflow/v1alpha1/workflow_types.go, ConditionType */
const WORKFLOW: Record<string, BadWhen> = {
  PodRunning: 'never',
  Completed: 'never',
  SpecWarning: 'never',
  SpecError: 'True',
  MetricsError: 'never',
  ArtifactGCError: 'never',
};

/** fluxcd/pkg:apis/meta/conditions.go */
const FLUX: Record<string, BadWhen> = {
  Ready: 'False',
  Healthy: 'False',
  Stalled: 'True',
  Reconciling: 'never',
  Released: 'False',
  TestSuccess: 'False',
  Remediated: 'never',
  Drifted: 'never',
};

function tableOf({ group, kind }: ProjectedBase): Record<string, BadWhen> {
  if (group === 'argoproj.io') {
    return (
      { Application: APPLICATION, ApplicationSet: APPLICATION_SET }[kind] ??
      WORKFLOW
    );
  }
  return group.endsWith('.fluxcd.io') ? FLUX : CROSSPLANE;
}

/** Judges one condition of an object by the polarity table. Absent conditions are judged by nobody: absent is not ok. */
export function judgeCondition(
  object: ProjectedBase,
  condition: ProjectedCondition,
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
