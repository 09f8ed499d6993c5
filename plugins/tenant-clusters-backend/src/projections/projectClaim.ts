import { ClaimFieldPaths } from './ClaimFieldPaths';
import { projectBase, ProjectedType } from './projectBase';
import { isPaused, projectComposition } from './projectComposition';
import { projectConditions } from './projectConditions';
import { projectReference } from './projectReference';
import { projectState } from './projectState';
import { projectSpec } from './projectSpec';
import { readClaimFields } from './readClaimFields';
import { asRecord, asString } from './read';
import type { ProjectedClaim, ProjectedComposite } from './types';

/** How claims of one kind are to be understood. */
export interface ClaimMeaning {
  cluster: boolean;
  fields: ClaimFieldPaths;
}

/** A v1 claim. */
export function projectClaim(
  object: Record<string, unknown>,
  type: ProjectedType,
  meaning: ClaimMeaning,
): ProjectedClaim | undefined {
  const base = projectBase(object, type, 'claim');
  const spec = asRecord(object.spec);
  return (
    base && {
      ...base,
      form: 'claim',
      cluster: meaning.cluster,
      conditions: projectConditions(object),
      composite: projectReference(spec.resourceRef),
      resources: [],
      composition: asString(asRecord(spec.compositionRef).name),
      paused: isPaused(base.annotations),
      state: projectState(object),
      fields: readClaimFields(object, meaning.fields),
      spec: projectSpec(object),
    }
  );
}

/**
 * An XR. One that belongs to a claim, or was composed by another XR, is a composite; one that stands for itself is what a
 * person asked for, and so plays the claim's part.
 */
export function projectXr(
  object: Record<string, unknown>,
  type: ProjectedType,
  meaning: ClaimMeaning,
): ProjectedClaim | ProjectedComposite | undefined {
  const base = projectBase(object, type, 'composite');
  if (!base) {
    return undefined;
  }
  const { claim, resources, composition } = projectComposition(object);
  const common = {
    conditions: projectConditions(object),
    resources,
    composition,
    paused: isPaused(base.annotations),
  };
  if (claim || base.owners.some(owner => owner.controller)) {
    return {
      ...base,
      ...common,
      claim,
      compositionResourceName:
        base.annotations['crossplane.io/composition-resource-name'],
      spec: claim && projectSpec(object),
    };
  }
  return {
    ...base,
    ...common,
    role: 'claim',
    form: base.namespace ? 'namespaced-xr' : 'claimless-xr',
    cluster: meaning.cluster,
    state: projectState(object),
    fields: readClaimFields(object, meaning.fields),
    spec: projectSpec(object),
  };
}
