/** One resource that a hub of the large fleet serves. */
export interface LoadKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  categories?: string[];
}

/** Tells resources apart as paths do. */
export const collectionKey = (group: string, plural: string) =>
  `${group}/${plural}`;

export function apiVersionOf({ group, version }: LoadKind): string {
  return group ? `${group}/${version}` : version;
}

const core = (kind: string, plural: string, namespaced = true): LoadKind => ({
  group: '',
  version: 'v1',
  kind,
  plural,
  namespaced,
});

const argo = (kind: string, plural: string): LoadKind => ({
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind,
  plural,
  namespaced: true,
});

const platform = (
  kind: string,
  plural: string,
  category: string,
  namespaced: boolean,
): LoadKind => ({
  group: 'platform.spokeport.dev',
  version: 'v1alpha1',
  kind,
  plural,
  namespaced,
  categories: [category],
});

const crossplane = (kind: string, plural: string): LoadKind => ({
  group: 'apiextensions.crossplane.io',
  version: 'v1',
  kind,
  plural,
  namespaced: false,
  categories: ['crossplane'],
});

export const KINDS = {
  namespace: core('Namespace', 'namespaces', false),
  secret: core('Secret', 'secrets'),
  configMap: core('ConfigMap', 'configmaps'),
  event: core('Event', 'events'),
  crd: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    namespaced: false,
  },
  xrd: crossplane(
    'CompositeResourceDefinition',
    'compositeresourcedefinitions',
  ),
  composition: crossplane('Composition', 'compositions'),
  application: argo('Application', 'applications'),
  applicationSet: argo('ApplicationSet', 'applicationsets'),
  appProject: argo('AppProject', 'appprojects'),
  workflow: argo('Workflow', 'workflows'),
  eventSource: argo('EventSource', 'eventsources'),
  sensor: argo('Sensor', 'sensors'),
  claim: platform('TenantCluster', 'tenantclusters', 'claim', true),
  composite: platform('XTenantCluster', 'xtenantclusters', 'composite', false),
  network: platform('XNetwork', 'xnetworks', 'composite', false),
  store: platform('ObjectStore', 'objectstores', 'composite', true),
  providerConfig: {
    group: 'aws.upbound.io',
    version: 'v1beta1',
    kind: 'ProviderConfig',
    plural: 'providerconfigs',
    namespaced: false,
  },
} satisfies Record<string, LoadKind>;

const SERVICES = [
  'ec2',
  'eks',
  'iam',
  'route53',
  's3',
  'kms',
  'rds',
  'elasticache',
  'cloudwatch',
  'sqs',
];
const NOUNS = [
  'Subnet',
  'RouteTable',
  'SecurityGroup',
  'NodeGroup',
  'Role',
  'Policy',
  'Zone',
  'Key',
  'Addon',
  'Instance',
  'Alarm',
  'Queue',
  'Bucket',
  'Gateway',
  'Endpoint',
];

/** Kinds of managed resources as a family of providers brings them: several API groups, all of category `managed`. */
export function managedKinds(count: number): LoadKind[] {
  return Array.from({ length: count }, (_, index) => {
    const noun = NOUNS[Math.floor(index / SERVICES.length) % NOUNS.length];
    const round = Math.floor(index / (SERVICES.length * NOUNS.length));
    const kind = round === 0 ? noun : `${noun}V${round}`;
    return {
      group: `${SERVICES[index % SERVICES.length]}.aws.upbound.io`,
      version: 'v1beta1',
      kind,
      plural: `${kind.toLowerCase()}s`,
      namespaced: false,
      categories: ['crossplane', 'managed', 'aws'],
    };
  });
}
