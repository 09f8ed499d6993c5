import { projectBase, projectEntries, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asString, bounded } from './read';
import type { ProjectedUsage, UsageSide } from './types';

const MAX_REASON = 1_000;

function projectSide(
  value: unknown,
  inheritedNamespace?: string,
): UsageSide | undefined {
  const side = asRecord(value);
  const kind = asString(side.kind);
  if (!kind) {
    return undefined;
  }
  const reference = asRecord(side.resourceRef);
  const selector = asRecord(side.resourceSelector);
  return {
    apiVersion: asString(side.apiVersion) ?? '',
    kind,
    namespace:
      asString(reference.namespace) ??
      asString(selector.namespace) ??
      inheritedNamespace,
    name: asString(reference.name),
    matchLabels: side.resourceSelector
      ? projectEntries(selector.matchLabels)
      : undefined,
  };
}

/**
 * A Usage or ClusterUsage of `protection.crossplane.io`, or a Usage of Crossplane 1
 * (crossplane/crossplane:apis/protection/v1beta1/usage_types.go, apis/apiextensions/v1beta1/usage_types.go). What a namespaced
 * Usage names is in its own namespace unless it says otherwise; Crossplane 1 knows cluster-scoped objects only. Crossplane
 * writes the name of what a selector found into `resourceRef`.
 */
export function projectUsage(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedUsage | undefined {
  const base = projectBase(object, type, 'usage');
  const spec = asRecord(object.spec);
  const of = projectSide(spec.of, base?.namespace);
  return (
    base &&
    of && {
      ...base,
      of,
      by: projectSide(spec.by, base.namespace),
      reason: bounded(asString(spec.reason), MAX_REASON),
      conditions: projectConditions(object),
    }
  );
}
