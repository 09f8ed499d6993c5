import { projectBase, ProjectedType } from './projectBase';
import { asRecord, asRecords, asString } from './read';
import type { ProjectedComposition } from './types';

const MAX_STEPS = 99;

/** A Composition (crossplane/crossplane:apis/apiextensions/v1/composition_types.go). */
export function projectCompositionKind(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedComposition | undefined {
  const base = projectBase(object, type, 'composition');
  if (!base) {
    return undefined;
  }
  const spec = asRecord(object.spec);
  const composed = asRecord(spec.compositeTypeRef);
  return {
    ...base,
    compositeKind: {
      apiVersion: asString(composed.apiVersion) ?? '',
      kind: asString(composed.kind) ?? '',
    },
    steps: asRecords(spec.pipeline)
      .slice(0, MAX_STEPS)
      .map(step => ({
        step: asString(step.step) ?? '',
        function: asString(asRecord(step.functionRef).name) ?? '',
      })),
  };
}
