import { differingFields } from './differingFields';
import { projectBase, ProjectedType } from './projectBase';
import { isPaused } from './projectComposition';
import { projectConditions } from './projectConditions';
import { projectFieldReferences } from './projectFieldReferences';
import { projectState } from './projectState';
import { asRecord, asString, asStrings } from './read';
import type { FieldReference, ProjectedManaged } from './types';

const NONE: FieldReference[] = Object.freeze(
  [] as FieldReference[],
) as FieldReference[];

/** A managed resource, cluster-scoped or a namespaced one of v2 (which has no deletionPolicy and may name its config's kind). */
export function projectManaged(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedManaged | undefined {
  const base = projectBase(object, type, 'managed');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const providerConfig = asRecord(spec.providerConfigRef);
  const conditions = projectConditions(object);
  const isReady = conditions.some(
    ({ type: name, status }) => name === 'Ready' && status === 'True',
  );
  return {
    ...base,
    conditions,
    compositionResourceName:
      base.annotations['crossplane.io/composition-resource-name'],
    externalName: base.annotations['crossplane.io/external-name'],
    providerConfig: asString(providerConfig.name),
    providerConfigKind: asString(providerConfig.kind),
    paused: isPaused(base.annotations),
    managementPolicies: asStrings(spec.managementPolicies),
    deletionPolicy: asString(spec.deletionPolicy),
    state: projectState(object),
    differing: differingFields(object),
    dependsOn: isReady ? NONE : projectFieldReferences(spec),
  };
}
