import { KubeObject } from '../../store/types';

/** The kinds of provider-upjet-aws that the sandbox's cloud plays, by service. */
const AWS_KINDS: Record<string, string[]> = {
  ec2: [
    'VPC',
    'Subnet',
    'InternetGateway',
    'NATGateway',
    'EIP',
    'RouteTable',
    'RouteTableAssociation',
    'Route',
    'SecurityGroup',
    'SecurityGroupRule',
    'VPCEndpoint',
  ],
  eks: ['Cluster', 'NodeGroup', 'Addon', 'AccessEntry', 'ClusterAuth'],
  iam: ['Role', 'RolePolicyAttachment', 'Policy', 'OpenIDConnectProvider'],
  s3: ['Bucket', 'BucketVersioning', 'BucketPublicAccessBlock'],
  rds: ['Instance', 'SubnetGroup', 'Cluster'],
  sqs: ['Queue'],
  kms: ['Key'],
};

const PLURALS: Record<string, string> = {
  Policy: 'policies',
  AccessEntry: 'accessentries',
};

/**
 * The CRDs a provider package brings, cluster-scoped and namespaced, named and scoped as provider-upjet-aws 2 names
 * them. Their schemas are open: the sandbox's cloud takes any field.
 */
export function providerCrds(image: string): KubeObject[] {
  const name = image.split('@')[0].split('/').pop()!.split(':')[0];
  const service = /^provider-aws-(\w+)$/.exec(name)?.[1];
  if (service === undefined && name !== 'provider-family-aws') return [];
  const kinds = service ? AWS_KINDS[service] ?? [] : [];
  return [
    ...configCrds(),
    ...kinds.flatMap(kind => [
      managedCrd(`${service}.aws.upbound.io`, kind, 'Cluster'),
      managedCrd(`${service}.aws.m.upbound.io`, kind, 'Namespaced'),
    ]),
  ];
}

function configCrds() {
  return [
    crd('aws.upbound.io', 'ProviderConfig', 'Cluster', ['crossplane']),
    crd('aws.m.upbound.io', 'ProviderConfig', 'Namespaced', ['crossplane']),
    crd('aws.m.upbound.io', 'ClusterProviderConfig', 'Cluster', ['crossplane']),
  ];
}

function managedCrd(
  group: string,
  kind: string,
  scope: 'Cluster' | 'Namespaced',
) {
  return crd(group, kind, scope, ['crossplane', 'managed', 'aws']);
}

function crd(
  group: string,
  kind: string,
  scope: 'Cluster' | 'Namespaced',
  categories: string[],
): KubeObject {
  const singular = kind.toLowerCase();
  const plural = PLURALS[kind] ?? `${singular}s`;
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const condition = (name: string, type: string) => ({
    name,
    type: 'string',
    jsonPath: `.status.conditions[?(@.type=='${type}')].status`,
  });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular, listKind: `${kind}List`, categories },
      versions: [
        {
          name: 'v1beta1',
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [
            condition('SYNCED', 'Synced'),
            condition('READY', 'Ready'),
            {
              name: 'EXTERNAL-NAME',
              type: 'string',
              jsonPath: '.metadata.annotations.crossplane\\.io/external-name',
            },
            {
              name: 'AGE',
              type: 'date',
              jsonPath: '.metadata.creationTimestamp',
            },
          ],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec: open,
                status: open,
              },
            },
          },
        },
      ],
    },
  };
}
