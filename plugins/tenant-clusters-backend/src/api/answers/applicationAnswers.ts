import type {
  Application,
  ApplicationDetail,
  DeliveredResource,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { CLUSTER_SCOPE, cleanText, commitUrl } from '../../journey';
import type { Viewer } from '../../permissions';
import type { ProjectedApplication } from '../../projections/types';
import type { IndexedApplication } from '../model/IndexedApplication';
import { clusterKey, type IndexedCluster } from '../model/IndexedCluster';
import type { Redactor } from './Redactor';

/** An Application is judged by each claim and cluster that it serves: one that may be read is enough to see it. */
export function mayReadApplication(
  viewer: Viewer,
  { scopes }: Pick<IndexedApplication, 'scopes'>,
): boolean {
  return scopes.some(scope => viewer.mayReadApplication(scope));
}

/** The clusters and claims that it serves and the viewer may read, each once. */
export function readableClusters(
  application: IndexedApplication,
  viewer: Viewer,
): IndexedCluster[] {
  return [
    ...new Set(
      application.served
        .filter(({ scope }) => viewer.mayReadScope(scope))
        .flatMap(claim => application.clusterOf(claim) ?? []),
    ),
  ];
}

/** An Application of a list of all, for one viewer. */
export function applicationAnswer(
  application: IndexedApplication,
  viewer: Viewer,
  redactor: Redactor,
): Application {
  const shown = redactor.application(application.shown);
  return {
    ...shown,
    clusters: readableClusters(application, viewer).map(
      ({ summary }) => summary.ref,
    ),
    ...(redactor.isShared(application.shown) && { shared: true }),
  };
}

/** What it delivers; where it delivers for others too, only the claims that the viewer may read. */
export function deliveredResources(
  application: IndexedApplication,
  viewer: Viewer,
  shared: boolean,
): DeliveredResource[] {
  const claims = new Map(
    application.served
      .filter(({ delivered }) => delivered)
      .map(claim => [clusterKey(claim.ref), claim]),
  );
  const { hub } = application.object;
  return application.object.resources.flatMap(resource => {
    const claim = claims.get(
      clusterKey({
        hub,
        namespace: resource.namespace ?? CLUSTER_SCOPE,
        name: resource.name,
        kind: `${resource.kind}.${resource.group}`,
      }),
    );
    const readable = claim && viewer.mayReadScope(claim.scope);
    if (claim ? !readable : shared) {
      return [];
    }
    const { group, kind, namespace, name, status, health } = resource;
    const { requiresPruning } = resource;
    return [
      {
        group,
        kind,
        name,
        ...(namespace && { namespace }),
        ...(status && { status: cleanText(status, 40) }),
        ...(health && { health: cleanText(health, 40) }),
        ...(requiresPruning && { requiresPruning }),
        ...(claim && application.clusterOf(claim) && { cluster: claim.ref }),
      },
    ];
  });
}

/** Where it takes its manifests from, with what was compared last. */
export function applicationSources({
  sources,
  sync,
}: ProjectedApplication): ApplicationDetail['sources'] {
  return sources.map((source, index) => {
    const revision = sync?.revisions[index];
    const url = revision && commitUrl(source.repoURL, revision);
    return {
      repository: cleanText(source.repoURL, 300),
      ...(source.path && { path: cleanText(source.path, 300) }),
      ...(source.chart && { chart: cleanText(source.chart, 300) }),
      ...(source.targetRevision && {
        targetRevision: cleanText(source.targetRevision, 300),
      }),
      ...(source.ref && { ref: cleanText(source.ref, 100) }),
      ...(revision && { revision: cleanText(revision, 100) }),
      ...(url && { revisionUrl: url }),
    };
  });
}

/** What was deployed, newest first. */
export function applicationDeployments({
  history,
}: ProjectedApplication): ApplicationDetail['deployments'] {
  return history
    .map(({ id, revisions, deployedAt, initiatedBy }) => ({
      id,
      revisions: revisions.map(revision => cleanText(revision, 100)),
      ...(deployedAt && { deployedAt }),
      ...(initiatedBy && { initiatedBy: cleanText(initiatedBy, 100) }),
    }))
    .reverse();
}
