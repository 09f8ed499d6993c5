import { projectReference, projectReferences } from './projectReference';
import { asRecord, asString } from './read';
import type { ObjectReference } from './types';

/** What Crossplane's machinery wrote into an XR. */
export interface CompositionFields {
  claim?: ObjectReference;
  resources: ObjectReference[];
  composition?: string;
}

/**
 * Reads an XR of either version: below `spec` in Crossplane 1 and for v2 `LegacyCluster`, below `spec.crossplane` for v2
 * `Namespaced` and `Cluster` (crossplane/crossplane:internal/xcrd/schemas.go). References of a namespaced XR name no
 * namespace: they are in its own.
 */
export function projectComposition(
  object: Record<string, unknown>,
): CompositionFields {
  const spec = asRecord(object.spec);
  const machinery = asRecord(spec.crossplane);
  const namespace = asString(asRecord(object.metadata).namespace);
  return {
    claim: projectReference(spec.claimRef),
    resources: projectReferences(
      machinery.resourceRefs ?? spec.resourceRefs,
      namespace,
    ),
    composition: asString(
      asRecord(machinery.compositionRef ?? spec.compositionRef).name,
    ),
  };
}

/** `crossplane.io/paused: "true"`; any other value pauses nothing. */
export function isPaused(annotations: Record<string, string>): boolean {
  return annotations['crossplane.io/paused'] === 'true';
}
