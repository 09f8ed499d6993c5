import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { awsProviderCrds } from './awsProviderCrds';
import { defineCrd } from './defineCrd';
import { forProviderFields } from './forProviderFields';
import {
  ageColumn,
  column,
  conditionColumn,
  conditions,
  list,
  object,
  oneOf,
  openObject,
  openWith,
  string,
  withDefault,
} from './schemas';

/** A managed resource of the AWS provider. */
interface AwsKind {
  service: string;
  kind: string;
  plural: string;
  /** The cluster-scoped kind is stored as v1beta2 and served as v1beta1 too. */
  second?: boolean;
}

const kinds: AwsKind[] = [
  { service: 'ec2', kind: 'VPC', plural: 'vpcs' },
  { service: 'ec2', kind: 'Subnet', plural: 'subnets' },
  { service: 'ec2', kind: 'InternetGateway', plural: 'internetgateways' },
  { service: 'ec2', kind: 'NATGateway', plural: 'natgateways' },
  { service: 'ec2', kind: 'EIP', plural: 'eips' },
  { service: 'ec2', kind: 'RouteTable', plural: 'routetables' },
  { service: 'ec2', kind: 'Route', plural: 'routes', second: true },
  {
    service: 'ec2',
    kind: 'RouteTableAssociation',
    plural: 'routetableassociations',
  },
  { service: 'ec2', kind: 'SecurityGroup', plural: 'securitygroups' },
  { service: 'ec2', kind: 'SecurityGroupRule', plural: 'securitygrouprules' },
  { service: 'iam', kind: 'Role', plural: 'roles' },
  { service: 'iam', kind: 'Policy', plural: 'policies' },
  {
    service: 'iam',
    kind: 'RolePolicyAttachment',
    plural: 'rolepolicyattachments',
  },
  {
    service: 'iam',
    kind: 'OpenIDConnectProvider',
    plural: 'openidconnectproviders',
  },
  { service: 'eks', kind: 'Cluster', plural: 'clusters', second: true },
  { service: 'eks', kind: 'ClusterAuth', plural: 'clusterauths' },
  { service: 'eks', kind: 'NodeGroup', plural: 'nodegroups', second: true },
  { service: 'eks', kind: 'Addon', plural: 'addons' },
  { service: 'eks', kind: 'AccessEntry', plural: 'accessentries' },
  {
    service: 'eks',
    kind: 'AccessPolicyAssociation',
    plural: 'accesspolicyassociations',
  },
  {
    service: 'eks',
    kind: 'PodIdentityAssociation',
    plural: 'podidentityassociations',
  },
  { service: 'kms', kind: 'Key', plural: 'keys' },
  { service: 's3', kind: 'Bucket', plural: 'buckets', second: true },
  { service: 'sqs', kind: 'Queue', plural: 'queues' },
  { service: 'dynamodb', kind: 'Table', plural: 'tables', second: true },
  { service: 'cloudwatchlogs', kind: 'Group', plural: 'groups' },
];

const columns = [
  conditionColumn('SYNCED', 'Synced'),
  conditionColumn('READY', 'Ready'),
  column(
    'EXTERNAL-NAME',
    '.metadata.annotations.crossplane\\.io/external-name',
  ),
  ageColumn(),
];

const policies = list(
  oneOf('Observe', 'Create', 'Update', 'Delete', 'LateInitialize', '*'),
);

function specOf({ service, kind }: AwsKind, namespaced: boolean) {
  const common = {
    forProvider: openWith(
      forProviderFields[`${service}/${kind}`] ?? {},
      // ClusterAuth and the like name a region too: every kind of the provider but those of IAM requires one.
      service === 'iam' ? undefined : ['region'],
    ),
    // ClusterAuth is no Terraform resource: nothing of it is set at creation only.
    ...(kind === 'ClusterAuth' ? {} : { initProvider: openObject }),
    managementPolicies: withDefault(policies, ['*']),
  };
  const properties = namespaced
    ? {
        ...common,
        providerConfigRef: withDefault(
          object({ kind: string, name: string }, ['kind', 'name']),
          { kind: 'ClusterProviderConfig', name: 'default' },
        ),
        writeConnectionSecretToRef: object({ name: string }, ['name']),
      }
    : {
        ...common,
        deletionPolicy: withDefault(oneOf('Orphan', 'Delete'), 'Delete'),
        providerConfigRef: withDefault(openWith({ name: string }, ['name']), {
          name: 'default',
        }),
        writeConnectionSecretToRef: object(
          { name: string, namespace: string },
          ['name', 'namespace'],
        ),
      };
  return object(properties, ['forProvider']);
}

const status = openWith({
  atProvider: openObject,
  conditions,
  observedGeneration: { type: 'integer', format: 'int64' },
});

// Routes of v1beta1 are published with these two the other way round.
const routeColumns = [columns[1], columns[0], ...columns.slice(2)];

function managed(aws: AwsKind, namespaced: boolean): CustomResourceDefinition {
  const version = {
    status: true,
    columns,
    fields: { spec: specOf(aws, namespaced), status },
    required: ['spec'],
  };
  return defineCrd({
    group: `${aws.service}.aws.${namespaced ? 'm.' : ''}upbound.io`,
    kind: aws.kind,
    plural: aws.plural,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    categories: ['crossplane', 'managed', 'aws'],
    versions:
      aws.second && !namespaced
        ? [
            {
              name: 'v1beta1',
              storage: false,
              ...version,
              columns: aws.kind === 'Route' ? routeColumns : columns,
            },
            { name: 'v1beta2', storage: true, ...version },
          ]
        : [{ name: 'v1beta1', ...version }],
  });
}

/** The AWS provider's kinds, cluster-scoped and (v2) namespaced. The same object is served in every version of a kind. */
export const awsCrds: CustomResourceDefinition[] = [
  ...awsProviderCrds,
  ...kinds.flatMap(kind => [managed(kind, false), managed(kind, true)]),
];
