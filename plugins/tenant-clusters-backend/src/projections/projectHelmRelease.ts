import { projectBase, ProjectedType } from './projectBase';
import { projectConditions } from './projectConditions';
import {
  projectFluxDependencies,
  projectFluxReference,
  projectInventory,
} from './projectFlux';
import { asNumber, asRecord, asRecords, asString } from './read';
import type { ProjectedHelmRelease } from './types';

const MAX_HISTORY = 10;

function projectHistory(
  status: Record<string, unknown>,
): ProjectedHelmRelease['history'] {
  return asRecords(status.history)
    .slice(0, MAX_HISTORY)
    .map(release => ({
      chartName: asString(release.chartName) ?? '',
      chartVersion: asString(release.chartVersion) ?? '',
      version: asNumber(release.version),
      status: asString(release.status),
      lastDeployed: asString(release.lastDeployed),
    }));
}

/** A Flux HelmRelease (fluxcd/helm-controller:api/v2/helmrelease_types.go, snapshot_types.go). */
export function projectHelmRelease(
  object: Record<string, unknown>,
  type: ProjectedType,
): ProjectedHelmRelease | undefined {
  const base = projectBase(object, type, 'helm-release');
  if (!base) {
    return undefined;
  }
  const { namespace } = base;
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const chart = asRecord(asRecord(spec.chart).spec);
  const chartName = asString(chart.chart);
  return {
    ...base,
    suspended: spec.suspend === true,
    chart: chartName
      ? { name: chartName, version: asString(chart.version) }
      : undefined,
    source: projectFluxReference(spec.chartRef ?? chart.sourceRef, {
      kind: 'HelmRepository',
      namespace,
    }),
    dependsOn: projectFluxDependencies(spec.dependsOn, {
      kind: 'HelmRelease',
      namespace,
    }),
    targetNamespace: asString(spec.targetNamespace),
    releaseName: asString(spec.releaseName),
    remote: spec.kubeConfig !== undefined && spec.kubeConfig !== null,
    inventory: projectInventory(status),
    history: projectHistory(status),
    lastAttemptedRevision: asString(status.lastAttemptedRevision),
    observedGeneration: asNumber(status.observedGeneration),
    conditions: projectConditions(object),
  };
}
