import { apiVersionOf, ServedType } from './ServedType';

interface BuiltinOptions {
  shortNames?: string[];
  categories?: string[];
  clusterScoped?: boolean;
  status?: boolean;
  counted?: boolean;
  singular?: string;
  nameRule?: ServedType['nameRule'];
}

function builtin(
  group: string,
  version: string,
  kind: string,
  plural: string,
  options: BuiltinOptions = {},
): ServedType {
  const apiVersion = apiVersionOf({ group, version });
  return {
    group,
    version,
    kind,
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    listKind: `${kind}List`,
    namespaced: !options.clusterScoped,
    shortNames: options.shortNames ?? [],
    categories: options.categories ?? [],
    statusSubresource: options.status ?? false,
    key: `${group}/${plural}`,
    apiVersion,
    storageApiVersion: apiVersion,
    counted: options.counted ?? false,
    custom: false,
    columns: [],
    nameRule: options.nameRule ?? 'subdomain',
    scaleSubresource: false,
  };
}

const rbac = 'rbac.authorization.k8s.io';

/** The key of CustomResourceDefinitions, which make further types. */
export const CRD_KEY = 'apiextensions.k8s.io/customresourcedefinitions';
export const NAMESPACE_KEY = '/namespaces';
export const EVENT_KEY = '/events';

/** The API server's own types that a hub's clients meet; names and scopes as `kubectl api-resources` of Kubernetes 1.34 prints them. */
export const builtinTypes: ServedType[] = [
  builtin('', 'v1', 'Namespace', 'namespaces', {
    shortNames: ['ns'],
    clusterScoped: true,
    status: true,
    nameRule: 'label',
  }),
  builtin('', 'v1', 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  builtin('', 'v1', 'Secret', 'secrets'),
  builtin('', 'v1', 'Event', 'events', { shortNames: ['ev'] }),
  builtin('', 'v1', 'ServiceAccount', 'serviceaccounts', {
    shortNames: ['sa'],
  }),
  builtin('', 'v1', 'Service', 'services', {
    shortNames: ['svc'],
    categories: ['all'],
    status: true,
    nameRule: 'label1035',
  }),
  builtin('', 'v1', 'Pod', 'pods', {
    shortNames: ['po'],
    categories: ['all'],
    status: true,
  }),
  builtin('', 'v1', 'ResourceQuota', 'resourcequotas', {
    shortNames: ['quota'],
    status: true,
  }),
  builtin('', 'v1', 'LimitRange', 'limitranges', { shortNames: ['limits'] }),
  builtin('apps', 'v1', 'Deployment', 'deployments', {
    shortNames: ['deploy'],
    categories: ['all'],
    status: true,
    counted: true,
  }),
  builtin('batch', 'v1', 'Job', 'jobs', {
    categories: ['all'],
    status: true,
    counted: true,
  }),
  builtin('batch', 'v1', 'CronJob', 'cronjobs', {
    shortNames: ['cj'],
    categories: ['all'],
    status: true,
    counted: true,
  }),
  builtin('coordination.k8s.io', 'v1', 'Lease', 'leases'),
  builtin('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', {
    shortNames: ['netpol'],
    counted: true,
  }),
  builtin(rbac, 'v1', 'Role', 'roles', { nameRule: 'path' }),
  builtin(rbac, 'v1', 'RoleBinding', 'rolebindings', { nameRule: 'path' }),
  builtin(rbac, 'v1', 'ClusterRole', 'clusterroles', {
    clusterScoped: true,
    nameRule: 'path',
  }),
  builtin(rbac, 'v1', 'ClusterRoleBinding', 'clusterrolebindings', {
    clusterScoped: true,
    nameRule: 'path',
  }),
  builtin(
    'apiextensions.k8s.io',
    'v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
    {
      shortNames: ['crd', 'crds'],
      categories: ['api-extensions'],
      clusterScoped: true,
      status: true,
      counted: true,
    },
  ),
];
