import { StructuralSchema } from '../schema/StructuralSchema';
import {
  boolean,
  list,
  map,
  number,
  object,
  open,
  openWith,
  string,
} from './schemas';

const region = string;
const tags = map(string);
const ref = openWith({ name: string }, ['name']);
const selector = openWith({
  matchControllerRef: boolean,
  matchLabels: map(string),
});

function referenced(
  field: string,
  reference = field,
): Record<string, StructuralSchema> {
  return {
    [field]: string,
    [`${reference}Ref`]: ref,
    [`${reference}Selector`]: selector,
  };
}

/** The types of the `spec.forProvider` fields that compositions set, by `<service>/<kind>`; other fields are kept as they are. */
export const forProviderFields: Record<
  string,
  Record<string, StructuralSchema>
> = {
  'ec2/VPC': {
    region,
    tags,
    cidrBlock: string,
    enableDnsHostnames: boolean,
    enableDnsSupport: boolean,
    instanceTenancy: string,
  },
  'ec2/Subnet': {
    region,
    tags,
    ...referenced('vpcId'),
    availabilityZone: string,
    cidrBlock: string,
    mapPublicIpOnLaunch: boolean,
  },
  'ec2/InternetGateway': { region, tags, ...referenced('vpcId') },
  'ec2/NATGateway': {
    region,
    tags,
    ...referenced('allocationId'),
    ...referenced('subnetId'),
    connectivityType: string,
  },
  'ec2/EIP': { region, tags, domain: string, ...referenced('instance') },
  'ec2/RouteTable': { region, tags, ...referenced('vpcId') },
  'ec2/Route': {
    region,
    destinationCidrBlock: string,
    ...referenced('gatewayId'),
    ...referenced('natGatewayId'),
    ...referenced('routeTableId'),
  },
  'ec2/RouteTableAssociation': {
    region,
    ...referenced('routeTableId'),
    ...referenced('subnetId'),
  },
  'ec2/SecurityGroup': {
    region,
    tags,
    description: string,
    name: string,
    ...referenced('vpcId'),
  },
  'ec2/SecurityGroupRule': {
    region,
    cidrBlocks: list(string),
    description: string,
    fromPort: number,
    protocol: string,
    toPort: number,
    type: string,
    ...referenced('securityGroupId'),
    self: boolean,
  },
  'iam/Role': {
    assumeRolePolicy: string,
    description: string,
    maxSessionDuration: number,
    path: string,
    permissionsBoundary: string,
    tags,
  },
  'iam/Policy': { description: string, path: string, policy: string, tags },
  'iam/RolePolicyAttachment': {
    ...referenced('policyArn'),
    ...referenced('role'),
  },
  'iam/OpenIDConnectProvider': {
    clientIdList: list(string),
    thumbprintList: list(string),
    url: string,
    tags,
  },
  'eks/Cluster': {
    region,
    tags,
    enabledClusterLogTypes: list(string),
    ...referenced('roleArn'),
    version: string,
    // A list in v1beta1, an object in v1beta2.
    accessConfig: open,
    vpcConfig: open,
  },
  'eks/ClusterAuth': {
    region,
    ...referenced('clusterName'),
    refreshPeriod: string,
  },
  'eks/NodeGroup': {
    region,
    tags,
    amiType: string,
    capacityType: string,
    ...referenced('clusterName'),
    diskSize: number,
    instanceTypes: list(string),
    labels: map(string),
    ...referenced('nodeRoleArn', 'nodeRoleArn'),
    scalingConfig: open,
    subnetIds: list(string),
    subnetIdRefs: list(ref),
    subnetIdSelector: selector,
    version: string,
  },
  'eks/Addon': {
    region,
    tags,
    addonName: string,
    addonVersion: string,
    ...referenced('clusterName'),
    configurationValues: string,
    preserve: boolean,
    resolveConflictsOnCreate: string,
    resolveConflictsOnUpdate: string,
    ...referenced('serviceAccountRoleArn'),
  },
  'eks/AccessEntry': {
    region,
    tags,
    ...referenced('clusterName'),
    kubernetesGroups: list(string),
    ...referenced('principalArn', 'principalArnFromRole'),
    type: string,
    userName: string,
  },
  'eks/AccessPolicyAssociation': {
    region,
    accessScope: open,
    ...referenced('clusterName'),
    policyArn: string,
    ...referenced('principalArn'),
  },
  'eks/PodIdentityAssociation': {
    region,
    tags,
    ...referenced('clusterName'),
    namespace: string,
    ...referenced('roleArn'),
    serviceAccount: string,
  },
  'kms/Key': {
    region,
    tags,
    deletionWindowInDays: number,
    description: string,
    enableKeyRotation: boolean,
    policy: string,
  },
  's3/Bucket': {
    region,
    tags,
    forceDestroy: boolean,
    objectLockEnabled: boolean,
  },
  'sqs/Queue': {
    region,
    tags,
    delaySeconds: number,
    fifoQueue: boolean,
    messageRetentionSeconds: number,
    name: string,
    policy: string,
    visibilityTimeoutSeconds: number,
  },
  'dynamodb/Table': {
    region,
    tags,
    attribute: list(object({ name: string, type: string })),
    billingMode: string,
    hashKey: string,
    rangeKey: string,
    readCapacity: number,
    writeCapacity: number,
    serverSideEncryption: open,
  },
  'cloudwatchlogs/Group': {
    region,
    tags,
    kmsKeyId: string,
    retentionInDays: number,
  },
};
