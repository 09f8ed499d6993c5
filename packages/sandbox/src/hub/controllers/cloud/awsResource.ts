import { cloneJson } from '../../store/cloneJson';
import { KubeObject } from '../../store/types';
import { hexDigest } from '../runtime/names';

/** How the sandbox's cloud plays one kind. Seconds are at speed 1, compressed from what AWS takes. */
export interface KindProfile {
  createSeconds: number;
  deleteSeconds: number;
  /** The Terraform resource's words for errors: `creating EC2 VPC`. */
  title: string;
  service: string;
  createCall: string;
  /** Prefix of the identifier AWS gives; without one the resource is named by its own name. */
  idPrefix?: string;
}

const DEFAULTS = { createSeconds: 2, deleteSeconds: 1 };

function profile(
  service: string,
  title: string,
  createCall: string,
  options: Partial<KindProfile> = {},
): KindProfile {
  return { ...DEFAULTS, service, title, createCall, ...options };
}

const profiles: Record<string, KindProfile> = {
  'ec2/VPC': profile('EC2', 'EC2 VPC', 'CreateVpc', {
    createSeconds: 3,
    deleteSeconds: 2,
    idPrefix: 'vpc',
  }),
  'ec2/Subnet': profile('EC2', 'EC2 Subnet', 'CreateSubnet', {
    createSeconds: 3,
    idPrefix: 'subnet',
  }),
  'ec2/InternetGateway': profile(
    'EC2',
    'EC2 Internet Gateway',
    'CreateInternetGateway',
    { idPrefix: 'igw' },
  ),
  'ec2/NATGateway': profile('EC2', 'EC2 NAT Gateway', 'CreateNatGateway', {
    createSeconds: 5,
    deleteSeconds: 3,
    idPrefix: 'nat',
  }),
  'ec2/EIP': profile('EC2', 'EC2 EIP', 'AllocateAddress', {
    idPrefix: 'eipalloc',
  }),
  'ec2/RouteTable': profile('EC2', 'Route Table', 'CreateRouteTable', {
    idPrefix: 'rtb',
  }),
  'ec2/RouteTableAssociation': profile(
    'EC2',
    'Route Table Association',
    'AssociateRouteTable',
    { createSeconds: 1, idPrefix: 'rtbassoc' },
  ),
  'ec2/Route': profile('EC2', 'Route', 'CreateRoute', {
    createSeconds: 1,
    idPrefix: 'r',
  }),
  'ec2/SecurityGroup': profile('EC2', 'Security Group', 'CreateSecurityGroup', {
    idPrefix: 'sg',
  }),
  'ec2/SecurityGroupRule': profile(
    'EC2',
    'Security Group Rule',
    'AuthorizeSecurityGroupIngress',
    { createSeconds: 1, idPrefix: 'sgrule' },
  ),
  'iam/Role': profile('IAM', 'IAM Role', 'CreateRole'),
  'iam/Policy': profile('IAM', 'IAM Policy', 'CreatePolicy'),
  'iam/RolePolicyAttachment': profile(
    'IAM',
    'IAM Role Policy Attachment',
    'AttachRolePolicy',
    { createSeconds: 1 },
  ),
  'eks/Cluster': profile('EKS', 'EKS Cluster', 'CreateCluster', {
    createSeconds: 20,
    deleteSeconds: 6,
  }),
  'eks/NodeGroup': profile('EKS', 'EKS Node Group', 'CreateNodegroup', {
    createSeconds: 12,
    deleteSeconds: 4,
  }),
  'eks/Addon': profile('EKS', 'EKS Add-On', 'CreateAddon', {
    createSeconds: 4,
  }),
  'eks/AccessEntry': profile('EKS', 'EKS Access Entry', 'CreateAccessEntry'),
  's3/Bucket': profile('S3', 'S3 Bucket', 'CreateBucket'),
  'rds/Instance': profile('RDS', 'RDS DB Instance', 'CreateDBInstance', {
    createSeconds: 15,
    deleteSeconds: 5,
  }),
};

/** `ec2` of ec2.aws.upbound.io and of ec2.aws.m.upbound.io; undefined for what is not AWS. */
export function awsService(apiVersion: string): string | undefined {
  return /^([\w-]+)\.aws\.(?:m\.)?upbound\.io\//.exec(apiVersion)?.[1];
}

export function profileOf(object: KubeObject): KindProfile {
  const service = awsService(object.apiVersion) ?? 'cloud';
  return (
    profiles[`${service}/${object.kind}`] ??
    profile(service.toUpperCase(), object.kind, `Create${object.kind}`)
  );
}

export const EXTERNAL_NAME = 'crossplane.io/external-name';

/** The identifier AWS gives the resource: `vpc-0…`, or its name where the caller names it. Stable for one object. */
export function identifierOf(object: KubeObject): string {
  const { idPrefix } = profileOf(object);
  return idPrefix
    ? `${idPrefix}-0${hexDigest(`${object.metadata.uid}/id`, 16)}`
    : object.metadata.annotations?.[EXTERNAL_NAME] ?? object.metadata.name;
}

/** `status.atProvider` of a resource that exists: its wishes, and what AWS adds. */
export function atProvider(
  object: KubeObject,
  account: string,
): Record<string, any> {
  const wishes = Object.fromEntries(
    Object.entries(object.spec?.forProvider ?? {}).filter(
      ([field]) => !/(Ref|Refs|Selector)$/.test(field),
    ),
  );
  const id = identifierOf(object);
  return {
    ...cloneJson(wishes),
    id,
    ...(object.spec?.forProvider?.tags
      ? { tagsAll: { ...object.spec.forProvider.tags } }
      : {}),
    ...details(object, id, account),
  };
}

function details(
  object: KubeObject,
  id: string,
  account: string,
): Record<string, any> {
  const { region = 'us-east-1', clusterName } = object.spec?.forProvider ?? {};
  const service = awsService(object.apiVersion);
  const arn = (resource: string, regional = true) =>
    `arn:aws:${service}:${regional ? region : ''}:${account}:${resource}`;
  switch (`${service}/${object.kind}`) {
    case 'ec2/VPC':
      return {
        arn: arn(`vpc/${id}`),
        ownerId: account,
        mainRouteTableId: `rtb-0${hexDigest(`${id}/main`, 16)}`,
        defaultSecurityGroupId: `sg-0${hexDigest(`${id}/default`, 16)}`,
      };
    case 'ec2/Subnet':
      return { arn: arn(`subnet/${id}`), ownerId: account };
    case 'iam/Role':
      return {
        arn: arn(`role/${id}`, false),
        uniqueId: `AROA${hexDigest(id, 17).toUpperCase()}`,
      };
    case 'iam/Policy':
      return { arn: arn(`policy/${id}`, false) };
    case 'eks/Cluster':
      return eksCluster(object, id, region, arn(`cluster/${id}`));
    case 'eks/NodeGroup':
      return {
        id: `${clusterName}:${id}`,
        arn: arn(
          `nodegroup/${clusterName}/${id}/${hexDigest(`${id}/arn`, 32)}`,
        ),
        status: 'ACTIVE',
        resources: [
          {
            autoscalingGroups: [
              { name: `eks-${id}-${hexDigest(`${id}/asg`, 32)}` },
            ],
          },
        ],
      };
    case 's3/Bucket':
      return {
        arn: `arn:aws:s3:::${id}`,
        bucketDomainName: `${id}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
      };
    default:
      return { arn: arn(`${object.kind.toLowerCase()}/${id}`) };
  }
}

function eksCluster(
  object: KubeObject,
  id: string,
  region: string,
  arn: string,
) {
  const name = hexDigest(`${object.metadata.uid}/endpoint`, 32).toUpperCase();
  const host = `${name}.gr7.${region}.eks.amazonaws.com`;
  const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${name}`;
  return {
    arn,
    endpoint: `https://${host}`,
    status: 'ACTIVE',
    platformVersion: 'eks.5',
    version: object.spec?.forProvider?.version ?? '1.33',
    certificateAuthority: [
      {
        data: Buffer.from(
          `-----BEGIN CERTIFICATE-----\nstand-in of ${id}\n-----END CERTIFICATE-----\n`,
        ).toString('base64'),
      },
    ],
    identity: [{ oidc: [{ issuer }] }],
  };
}
