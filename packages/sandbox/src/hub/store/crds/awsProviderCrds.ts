import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { defineCrd, KindShape } from './defineCrd';
import {
  ageColumn,
  column,
  conditions,
  oneOf,
  openWith,
  object,
  string,
} from './schemas';

function providerConfig(
  group: string,
  kind: string,
  scope: KindShape['scope'],
): CustomResourceDefinition {
  return defineCrd({
    group,
    kind,
    plural: `${kind.toLowerCase()}s`,
    scope,
    categories: ['crossplane', 'providerconfig', 'aws'],
    versions: [
      {
        name: 'v1beta1',
        status: true,
        columns: [
          ageColumn(),
          column('SOURCE', '.spec.source', 'string', { priority: 1 }),
        ],
        fields: {
          spec: openWith(
            {
              assumeRoleChain: {
                type: 'array',
                items: openWith({ roleARN: string }),
              },
              credentials: openWith(
                {
                  secretRef: object(
                    { key: string, name: string, namespace: string },
                    ['key', 'name', 'namespace'],
                  ),
                  source: oneOf(
                    'None',
                    'Secret',
                    'IRSA',
                    'WebIdentity',
                    'PodIdentity',
                    'Upbound',
                  ),
                },
                ['source'],
              ),
            },
            ['credentials'],
          ),
          status: openWith({
            conditions,
            users: { type: 'integer', format: 'int64' },
          }),
        },
        required: ['spec'],
      },
    ],
  });
}

/** What tells the AWS provider which account to use. */
export const awsProviderCrds = [
  providerConfig('aws.upbound.io', 'ProviderConfig', 'Cluster'),
  providerConfig('aws.m.upbound.io', 'ProviderConfig', 'Namespaced'),
  providerConfig('aws.m.upbound.io', 'ClusterProviderConfig', 'Cluster'),
];
