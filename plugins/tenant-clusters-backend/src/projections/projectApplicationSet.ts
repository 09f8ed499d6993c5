import { projectApplicationResources } from './projectApplicationResources';
import { projectBase, ProjectedType } from './projectBase';
import { MAX_MESSAGE, projectConditions } from './projectConditions';
import { asRecord, asRecords, asString, asText, bounded } from './read';
import type { ProjectedApplicationSet } from './types';

const MAX_APPLICATIONS = 5_000;
/** Argo CD lets generators combine others, and those a last time. */
const MAX_DEPTH = 3;

function selectedLabels(generators: unknown, depth = 0): string[] {
  if (depth === MAX_DEPTH) {
    return [];
  }
  return asRecords(generators).flatMap(generator => {
    const selector = asRecord(asRecord(generator.clusters).selector);
    return [
      ...Object.keys(asRecord(selector.matchLabels)),
      ...asRecords(selector.matchExpressions).flatMap(
        ({ key }) => asString(key) ?? [],
      ),
      ...selectedLabels(asRecord(generator.merge).generators, depth + 1),
      ...selectedLabels(asRecord(generator.matrix).generators, depth + 1),
    ];
  });
}

/** An Argo CD ApplicationSet (argoproj/argo-cd:pkg/apis/application/v1alpha1/applicationset_types.go). */
export function projectApplicationSet(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedApplicationSet | undefined {
  const base = projectBase(object, type, 'application-set');
  if (!base) {
    return undefined;
  }
  const status = asRecord(object.status);
  return {
    ...base,
    conditions: projectConditions(object),
    applicationStatus: asRecords(status.applicationStatus)
      .slice(0, MAX_APPLICATIONS)
      .flatMap(entry => {
        const application = asString(entry.application);
        return application
          ? [
              {
                application,
                status: asString(entry.status) ?? '',
                step: asText(entry.step),
                message: bounded(asString(entry.message), MAX_MESSAGE),
              },
            ]
          : [];
      }),
    resources: projectApplicationResources(status.resources),
    selects: [
      ...new Set(
        selectedLabels(asRecord(object.spec).generators).map(key => key),
      ),
    ].sort(),
  };
}
