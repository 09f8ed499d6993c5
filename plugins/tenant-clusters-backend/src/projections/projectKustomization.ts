import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import {
  projectFluxDependencies,
  projectFluxReference,
  projectInventory,
} from './projectFlux';
import { asNumber, asRecord, asString } from './read';
import type { ProjectedKustomization } from './types';

/** A Flux Kustomization (fluxcd/kustomize-controller:api/v1/kustomization_types.go). */
export function projectKustomization(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedKustomization | undefined {
  const base = projectBase(object, type, 'kustomization');
  if (!base) {
    return undefined;
  }
  const { namespace } = base;
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  return {
    ...base,
    suspended: spec.suspend === true,
    prune: spec.prune === true,
    path: asString(spec.path),
    source: projectFluxReference(spec.sourceRef, {
      kind: 'GitRepository',
      namespace,
    }),
    dependsOn: projectFluxDependencies(spec.dependsOn, {
      kind: 'Kustomization',
      namespace,
    }),
    targetNamespace: asString(spec.targetNamespace),
    remote: spec.kubeConfig !== undefined && spec.kubeConfig !== null,
    inventory: projectInventory(status),
    lastAppliedRevision: asString(status.lastAppliedRevision),
    lastAttemptedRevision: asString(status.lastAttemptedRevision),
    lastAppliedOriginRevision: asString(status.lastAppliedOriginRevision),
    observedGeneration: asNumber(status.observedGeneration),
    conditions: projectConditions(object),
  };
}
