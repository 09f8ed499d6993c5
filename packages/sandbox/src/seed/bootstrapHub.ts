import { parseAllDocuments } from 'yaml';
import { HubStore, KubeObject } from '../hub/store/types';
import { hub } from './sampleOrganisation';
import { RenderedFiles } from './renderSkeleton';
import { sampleFaults } from './sampleRequests';

const namespaces = ['argocd', 'argo', 'argo-events', 'crossplane-system'];
export const ROOT_MANIFEST = 'bootstrap/control-plane/hub.yaml';

/** Argo CD's installation brings this project; what belongs to no other falls into it. It allows nothing here. */
const defaultProject: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default', namespace: 'argocd' },
  spec: { sourceRepos: [], destinations: [] },
};

/** The hub is a cluster of its own Argo CD too, and takes part in what ApplicationSets select. */
const inCluster: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'cluster-in-cluster',
    namespace: 'argocd',
    labels: {
      'argocd.argoproj.io/secret-type': 'cluster',
      fleet_member: 'control-plane',
      cluster_name: 'in-cluster',
      environment: 'control-plane',
      tenant: 'platform',
      region: hub.region,
    },
    annotations: {
      'spokeport.dev/name': 'in-cluster',
      'spokeport.dev/server': 'https://kubernetes.default.svc',
    },
  },
  type: 'Opaque',
  stringData: {
    name: 'in-cluster',
    server: 'https://kubernetes.default.svc',
    config: '{"tlsClientConfig":{"insecure":false}}',
  },
};

/**
 * What a platform engineer does once by hand on a new hub, after installing Argo CD, Crossplane and the other two:
 * namespaces, the credential of the platform repository, and the root Application. Everything else comes from Git.
 */
export function bootstrapHub(options: {
  store: HubStore;
  files: RenderedFiles;
  repoUrl: string;
  /** The user and the token that Argo CD reads the repositories with. */
  credential: { username: string; password: string };
}): void {
  const { store, files, repoUrl, credential } = options;
  const objects: KubeObject[] = [
    ...namespaces.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
    defaultProject,
    inCluster,
    repositorySecret(repoUrl, credential),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'sandbox-cloud', namespace: 'crossplane-system' },
      data: { faults: sampleFaults },
    },
    ...parseAllDocuments(files[ROOT_MANIFEST]).map(
      document => document.toJS() as KubeObject,
    ),
  ];
  objects.forEach(object => store.apply(object, { fieldManager: 'kubectl' }));
}

/** One credential for every repository of the organisation (Argo CD's `repo-creds`). */
function repositorySecret(
  repoUrl: string,
  credential: { username: string; password: string },
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'repositories',
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'repo-creds' },
    },
    type: 'Opaque',
    stringData: {
      type: 'git',
      url: new URL('.', repoUrl).href.replace(/\/$/, ''),
      ...credential,
    },
  };
}
