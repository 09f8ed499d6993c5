import { HubStore, KubeObject } from '../../store/types';
import { listIfServed } from '../runtime/objects';

export const ARGOCD_NAMESPACE = 'argocd';
export const IN_CLUSTER = {
  name: 'in-cluster',
  server: 'https://kubernetes.default.svc',
};

/** A cluster Argo CD knows: from a cluster secret, or the hub itself. Never holds the secret's credentials. */
export interface RegisteredCluster {
  name: string;
  server: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export function isClusterSecret(object: KubeObject): boolean {
  return (
    object.kind === 'Secret' &&
    object.apiVersion === 'v1' &&
    object.metadata.labels?.['argocd.argoproj.io/secret-type'] === 'cluster'
  );
}

/** All registered clusters, the hub itself among them (as `in-cluster` unless a secret names it). */
export function registeredClusters(store: HubStore): RegisteredCluster[] {
  const clusters = listIfServed(store, {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: ARGOCD_NAMESPACE,
    labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
  }).map(secret => ({
    name: field(secret, 'name') || field(secret, 'server'),
    server: field(secret, 'server').replace(/\/$/, ''),
    labels: { ...secret.metadata.labels },
    annotations: { ...secret.metadata.annotations },
  }));
  return clusters.some(({ server }) => server === IN_CLUSTER.server)
    ? clusters
    : [...clusters, { ...IN_CLUSTER, labels: {}, annotations: {} }];
}

function field(secret: KubeObject, name: string): string {
  const encoded = secret.data?.[name];
  return encoded
    ? Buffer.from(String(encoded), 'base64').toString().trim()
    : String(secret.stringData?.[name] ?? '').trim();
}

/** The cluster an Application goes to, or the message of its InvalidSpecError. */
export function findDestination(
  store: HubStore,
  app: KubeObject,
): RegisteredCluster | string {
  const { name, server } = app.spec?.destination ?? {};
  const problem = (why: string) =>
    `application destination spec for ${app.metadata.name} is invalid: ${why}`;
  if (name && server) {
    return problem(
      `application destination can't have both name and server defined: ${name} ${server}`,
    );
  }
  const clusters = registeredClusters(store);
  if (name) {
    return (
      clusters.find(cluster => cluster.name === name) ??
      problem(
        `unable to find destination server: there are no clusters with this name: ${name}`,
      )
    );
  }
  if (!server) return problem('destination server missing from app spec');
  const wanted = String(server).replace(/\/$/, '');
  return (
    clusters.find(cluster => cluster.server === wanted) ??
    problem(
      `error getting cluster by server "${server}": rpc error: code = NotFound desc = cluster "${server}" not found`,
    )
  );
}
