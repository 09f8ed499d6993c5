import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import { asRecord, asRecords, asString } from './read';
import type { ProjectedXrd } from './types';

/** Marks an XRD whose claims are clusters. */
export const CLUSTER_LABEL = 'spokeport.dev/cluster';

function projectScope(
  spec: Record<string, unknown>,
  apiVersion: string,
): ProjectedXrd['scope'] {
  const scope = spec.scope;
  if (
    scope === 'LegacyCluster' ||
    scope === 'Namespaced' ||
    scope === 'Cluster'
  ) {
    return scope;
  }
  // Each version has its own default; Crossplane 1 knows no scope at all.
  return apiVersion.endsWith('/v2') ? 'Namespaced' : 'LegacyCluster';
}

/** A CompositeResourceDefinition, v1 or v2 (crossplane/crossplane:apis/apiextensions/v1/xrd_types.go, v2/xrd_types.go). */
export function projectXrd(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedXrd | undefined {
  const base = projectBase(object, type, 'xrd');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const group = asString(spec.group) ?? '';
  const kindOf = (value: unknown) => {
    const names = asRecord(value);
    const kind = asString(names.kind);
    return kind
      ? { group, kind, plural: asString(names.plural) ?? '' }
      : undefined;
  };
  return {
    ...base,
    compositeKind: kindOf(spec.names) ?? { group, kind: '', plural: '' },
    claimKind: kindOf(spec.claimNames),
    scope: projectScope(spec, type.apiVersion),
    versions: asRecords(spec.versions)
      .filter(version => version.served === true)
      .flatMap(version => asString(version.name) ?? []),
    cluster: base.labels[CLUSTER_LABEL] === 'true',
    conditions: projectConditions(object),
  };
}
