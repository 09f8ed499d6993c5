import { HubStore, KubeObject } from '../../store/types';
import { glob } from '../runtime/FailurePlan';
import { getIfServed, groupOf } from '../runtime/objects';
import { ARGOCD_NAMESPACE, RegisteredCluster } from './clusters';
import { sourcesOf } from './loadTargetState';

const OPEN_PROJECT: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default', namespace: ARGOCD_NAMESPACE },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};

/** An Application's AppProject; `default` exists in every Argo CD. */
export function projectOf(
  store: HubStore,
  app: KubeObject,
): KubeObject | undefined {
  const name = app.spec?.project || 'default';
  const project = getIfServed(store, {
    ...OPEN_PROJECT,
    namespace: ARGOCD_NAMESPACE,
    name,
  });
  return project ?? (name === 'default' ? OPEN_PROJECT : undefined);
}

/** The InvalidSpecErrors of an Application under its project. */
export function projectErrors(
  project: KubeObject,
  app: KubeObject,
  cluster: RegisteredCluster,
): string[] {
  const errors: string[] = [];
  const name = project.metadata.name;
  for (const { repoURL } of sourcesOf(app.spec)) {
    if (!isSourcePermitted(project, repoURL)) {
      errors.push(
        `application repo ${repoURL} is not permitted in project '${name}'`,
      );
    }
  }
  const namespace = app.spec.destination?.namespace ?? '';
  if (!isDestinationPermitted(project, cluster, namespace)) {
    errors.push(
      `application destination server '${cluster.server}' and namespace '${namespace}' do not match any of the allowed destinations in project '${name}'`,
    );
  }
  return errors;
}

function isSourcePermitted(project: KubeObject, repoURL: string): boolean {
  const repos: string[] = project.spec?.sourceRepos ?? [];
  const url = normalizeUrl(repoURL);
  const like = (pattern: string) =>
    glob(pattern, repoURL) || glob(normalizeUrl(pattern), url);
  return (
    repos.some(pattern => !pattern.startsWith('!') && like(pattern)) &&
    !repos.some(pattern => pattern.startsWith('!') && like(pattern.slice(1)))
  );
}

/** One spelling for the addresses of one repository. */
export function normalizeUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

function isDestinationPermitted(
  project: KubeObject,
  cluster: RegisteredCluster,
  namespace: string,
): boolean {
  const destinations: Record<string, string>[] =
    project.spec?.destinations ?? [];
  const like = (entry: Record<string, string>) =>
    (entry.server
      ? glob(entry.server.replace(/^!/, ''), cluster.server)
      : glob((entry.name ?? '').replace(/^!/, ''), cluster.name)) &&
    glob((entry.namespace ?? '').replace(/^!/, ''), namespace);
  const denies = (entry: Record<string, string>) =>
    [entry.server, entry.name, entry.namespace].some(value =>
      value?.startsWith('!'),
    );
  return (
    destinations.some(entry => !denies(entry) && like(entry)) &&
    !destinations.some(entry => denies(entry) && like(entry))
  );
}

/** Why an object may not be synced under a project, as gitops-engine's permission validator says it. */
export function resourceError(
  project: KubeObject,
  object: KubeObject,
  namespaced: boolean,
  cluster: RegisteredCluster,
): string | undefined {
  const group = groupOf(object.apiVersion);
  const { kind } = object;
  const listed = (list: Record<string, string>[] | undefined) =>
    (list ?? []).some(
      entry => glob(entry.group, group) && glob(entry.kind, kind),
    );
  const {
    clusterResourceWhitelist,
    clusterResourceBlacklist,
    namespaceResourceWhitelist,
    namespaceResourceBlacklist,
  } = project.spec ?? {};
  const permitted = namespaced
    ? (namespaceResourceWhitelist === undefined ||
        listed(namespaceResourceWhitelist)) &&
      !listed(namespaceResourceBlacklist)
    : listed(clusterResourceWhitelist) && !listed(clusterResourceBlacklist);
  if (!permitted) {
    return `resource ${group}:${kind} is not permitted in project ${project.metadata.name}`;
  }
  const namespace = object.metadata.namespace ?? '';
  return !namespaced || isDestinationPermitted(project, cluster, namespace)
    ? undefined
    : `namespace ${namespace} is not permitted in project '${project.metadata.name}'`;
}
