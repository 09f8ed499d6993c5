import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  applicationObject,
  CREATING,
  entryOf,
  failed,
  managedObject,
  SYNCED,
} from '../../__testUtils__/objects';
import { MINUTE } from './ExplainerCase';
import type { ExplainerCase } from './ExplainerCase';
import { CLAIM, DENIAL, merged, saying, upjet } from './situations';

export const cloudCases: ExplainerCase[] = [
  {
    reason: 'the cloud denies a call',
    id: 'access-denied',
    from: 'cited: hashicorp/terraform-provider-aws through crossplane/upjet',
    sample: saying(DENIAL),
    title: 'Role node-role is refused: access denied in account …4821',
    detail:
      'The cloud denies iam:CreateRole to spokeport-provisioner; one more resource waits for it.',
    next: 'Allow iam:CreateRole for spokeport-provisioner, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a quota is used up',
    id: 'quota',
    from: 'cited: EC2 API error codes',
    sample: saying(
      upjet('VpcLimitExceeded: The maximum number of VPCs has been reached.'),
    ),
    title: 'Role node-role is refused: a quota is used up',
    detail:
      'The cloud account is at its limit: The maximum number of VPCs has been reached.',
    next: 'Raise the quota or free what is unused, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'the cloud throttles, in EC2’s words that end like a quota’s',
    id: 'throttled',
    from: 'cited: EC2 API error codes',
    sample: saying(upjet('RequestLimitExceeded: Request limit exceeded.')),
    title: 'Role node-role waits: the cloud asks for fewer calls',
    detail: 'The cloud throttles requests. Crossplane tries again by itself.',
    next: 'Nothing to do unless it lasts.',
    actor: 'cloud',
  },
  {
    reason: 'a CIDR that the cloud refuses',
    id: 'invalid-cidr',
    from: 'cited: EC2 API error codes',
    sample: saying(
      upjet("InvalidVpc.Range: The CIDR '10.42.0.0/8' is invalid."),
    ),
    title: 'Role node-role is refused: its address range is not valid',
    detail: 'The cloud refuses the range 10.42.0.0/8.',
    next: 'Change the CIDR in the request and open it again.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a ProviderConfig that does not exist',
    id: 'provider-config',
    from: 'cited: crossplane-contrib/provider-upjet-aws:internal/clients/aws.go',
    sample: saying(
      'connect failed: cannot initialize the Terraform plugin SDK async external client: cannot get terraform setup: cannot get referenced Provider: payments: ProviderConfig.aws.upbound.io "payments" not found',
    ),
    title:
      'Role node-role cannot reach the cloud: ProviderConfig payments does not exist',
    detail:
      'Crossplane has no working credentials for the account of payments.',
    next: 'Mend ProviderConfig payments or its role, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason:
      'a ProviderConfig whose role may not be assumed, which is no denied call',
    id: 'provider-config',
    from: 'cited: crossplane-contrib/provider-upjet-aws and the AWS SDK',
    sample: saying(
      'connect failed: cannot get terraform setup: failed to refresh cached credentials, operation error STS: AssumeRole, api error AccessDenied: User: arn:aws:iam::111122224821:user/hub is not authorized to perform: sts:AssumeRole',
    ),
    title:
      'Role node-role cannot reach the cloud: ProviderConfig payments does not work',
    detail:
      'Crossplane has no working credentials for the account of payments.',
    next: 'Mend ProviderConfig payments or its role, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'a field that cannot be changed',
    id: 'immutable-field',
    from: 'cited: crossplane/upjet:pkg/controller/external_tfpluginsdk.go',
    sample: saying(
      'update failed: refuse to update the external resource because the following update requires replacing it: Cannot change the value of the argument "cidr_block"',
    ),
    title: 'Role node-role would have to be replaced',
    detail: 'A field changed that cannot be changed on what already exists.',
    next: 'Take the change back, or replace the resource on purpose.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a Kubernetes version that goes back',
    id: 'downgrade',
    from: 'cited: Amazon EKS, UpdateClusterVersion, as upjet reports it',
    sample: saying(
      upjet(
        'InvalidParameterException: Unsupported Kubernetes minor version update from 1.31 to 1.30',
        'EKS: UpdateClusterVersion',
        400,
      ),
    ),
    title: 'Role node-role cannot go back from 1.31 to 1.30',
    detail: 'The cloud lets the version of a cluster only go up.',
    next: 'Ask for the version that it has, or a newer one.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason: 'a downgrade in the words of another cloud',
    id: 'downgrade',
    from: 'cited: Azure AKS, agent pool upgrade',
    sample: saying(
      'update failed: Downgrading Kubernetes version from 1.30.1 to 1.29.2 is not allowed',
    ),
    title: 'Role node-role cannot go back to an older version',
    detail: 'The cloud lets the version of a cluster only go up.',
    next: 'Ask for the version that it has, or a newer one.',
    actor: 'requester',
    patience: 0,
  },
  {
    reason:
      'several wait for what the cloud denies, and the account is not said',
    id: 'access-denied',
    from: 'cited: Azure Resource Manager, AuthorizationFailed',
    sample: () =>
      clusterWith([
        managedObject('Role', 'node-role', [
          failed(
            'create failed: StatusCode=403 Code="AuthorizationFailed" Message="The client does not have authorization"',
          ),
          CREATING,
        ]),
        ...['a', 'b'].map(name =>
          managedObject('NodeGroup', name, [SYNCED, CREATING], {
            spec: { forProvider: { nodeRoleArnRef: { name: 'x-node-role' } } },
          }),
        ),
      ]).sample,
    title: 'Role node-role is refused: access denied by the cloud',
    detail:
      'The cloud denies the call to the platform’s role; 2 more resources wait for it.',
    next: 'Allow the call for the platform’s role, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'nothing waits for what the cloud denies',
    id: 'access-denied',
    from: 'cited: EC2 API error codes',
    sample: () =>
      clusterWith([
        managedObject('VPC', 'vpc', [
          failed(
            upjet(
              'UnauthorizedOperation: You are not authorized to perform this operation',
              'EC2: CreateVpc',
            ),
          ),
          CREATING,
        ]),
      ]).sample,
    title: 'VPC vpc is refused: access denied by the cloud',
    detail: 'The cloud denies CreateVpc to the platform’s role.',
    next: 'Allow CreateVpc for the platform’s role, then it continues by itself.',
    actor: 'platform-team',
    patience: 2 * MINUTE,
  },
  {
    reason: 'an API server that refuses to change a field of the claim itself',
    id: 'immutable-field',
    from: 'cited: kube-apiserver, validation of immutable fields, as Argo CD reports it of a resource',
    sample: () => {
      const sample = merged(
        applicationObject('tenant-payments', {
          status: {
            sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
            resources: [entryOf(CLAIM, 'OutOfSync')],
            operationState: {
              phase: 'Failed',
              message: 'one or more objects failed to apply',
              operation: { sync: {} },
              syncResult: {
                revision: 'a'.repeat(40),
                resources: [
                  {
                    ...entryOf(CLAIM, 'SyncFailed'),
                    message:
                      'TenantCluster.platform.spokeport.dev "prod" is invalid: spec.region: Invalid value: field is immutable',
                  },
                ],
              },
            },
          },
        }),
      );
      return sample.put(CLAIM);
    },
    title: 'TenantCluster prod would have to be replaced',
    detail: 'A field changed that cannot be changed on what already exists.',
    next: 'Take the change back, or replace the resource on purpose.',
    actor: 'requester',
    patience: 0,
  },
];
