import { hub } from './sampleOrganisation';
import { ClaimValues, renderClaim } from './platformRepository';
import { RenderedFiles } from './renderSkeleton';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A pull request on the platform repository that stands in its history when the sandbox starts. */
export interface SampleRequest {
  title: string;
  /** The claim it adds. */
  subject: { group: string; kind: string; namespace: string; name: string };
  /** User name of the person who asked for it. */
  requester: string;
  summary: string;
  /** The file it adds. */
  files(): Promise<RenderedFiles>;
  /** How long before the sandbox's first start it was opened, in milliseconds. */
  openedAgo: number;
  /** How long before the first start it was approved and merged; absent: it still waits for a review. */
  mergedAgo?: number;
  /** Whether its journey stands still until a person acts: nothing waits for it to finish. */
  stuck?: boolean;
}

interface ClusterSample
  extends Pick<SampleRequest, 'openedAgo' | 'mergedAgo' | 'stuck'> {
  requester: string;
  claim: Omit<ClaimValues, 'requestedBy'>;
}

function clusterRequest(sample: ClusterSample): SampleRequest {
  const { claim, requester, ...times } = sample;
  return {
    ...times,
    title: `Request cluster ${claim.name} for ${claim.tenant}`,
    subject: {
      group: 'platform.spokeport.dev',
      kind: 'TenantCluster',
      namespace: claim.tenant,
      name: claim.name,
    },
    requester,
    summary: `A ${claim.size} ${claim.environment} cluster in ${claim.region} with Kubernetes ${claim.kubernetesVersion}, network ${claim.cidr}.`,
    files: () =>
      renderClaim({ ...claim, requestedBy: `user:default/${requester}` }),
  };
}

const common = { region: 'eu-west-1', kubernetesVersion: '1.33' };

const objectStore = `apiVersion: platform.spokeport.dev/v1alpha1
kind: ObjectStore
metadata:
  name: receipts
  namespace: payments
  labels:
    spokeport.dev/tenant: payments
    spokeport.dev/environment: prod
  annotations:
    spokeport.dev/requested-by: "user:default/ana.souza"
spec:
  region: eu-west-1
`;

/** The history of the sandbox, oldest first. */
export const sampleRequests: SampleRequest[] = [
  clusterRequest({
    requester: 'ana.souza',
    openedAgo: 26 * day + 5 * hour,
    mergedAgo: 26 * day,
    claim: {
      ...common,
      name: 'payments-prod',
      tenant: 'payments',
      environment: 'prod',
      kubernetesVersion: '1.32',
      size: 'medium',
      cidr: '10.20.0.0/16',
      members: ['ana.souza', 'lia.moreira'],
      addons: [
        'ingress-nginx',
        'metrics-server',
        'aws-load-balancer-controller',
      ],
    },
  }),
  clusterRequest({
    requester: 'davi.rocha',
    openedAgo: 9 * day + 50 * minute,
    mergedAgo: 9 * day,
    claim: {
      ...common,
      name: 'orders-stage',
      tenant: 'orders',
      environment: 'stage',
      size: 'small',
      cidr: '10.31.0.0/16',
      members: ['davi.rocha', 'lia.moreira'],
      addons: ['ingress-nginx', 'metrics-server'],
    },
  }),
  {
    title: 'Request object store receipts for payments',
    subject: {
      group: 'platform.spokeport.dev',
      kind: 'ObjectStore',
      namespace: 'payments',
      name: 'receipts',
    },
    requester: 'ana.souza',
    summary: 'A bucket for the receipts of the tenant payments.',
    openedAgo: 3 * day + 2 * hour,
    mergedAgo: 3 * day,
    files: async () => ({
      'tenants/payments/object-stores/receipts.yaml': objectStore,
    }),
  },
  clusterRequest({
    requester: 'lia.moreira',
    openedAgo: 6 * hour,
    mergedAgo: 5 * hour + 20 * minute,
    claim: {
      ...common,
      name: 'payments-dev',
      tenant: 'payments',
      environment: 'dev',
      size: 'small',
      cidr: '10.21.0.0/16',
      members: ['ana.souza', 'lia.moreira'],
      addons: ['metrics-server'],
    },
  }),
  clusterRequest({
    requester: 'davi.rocha',
    openedAgo: 80 * minute,
    mergedAgo: 50 * minute,
    stuck: true,
    claim: {
      ...common,
      name: 'orders-prod',
      tenant: 'orders',
      environment: 'prod',
      size: 'large',
      cidr: '10.30.0.0/16',
      members: ['davi.rocha', 'lia.moreira'],
      addons: ['ingress-nginx', 'metrics-server'],
    },
  }),
  clusterRequest({
    requester: 'ana.souza',
    openedAgo: 18 * minute,
    claim: {
      ...common,
      name: 'payments-stage',
      tenant: 'payments',
      environment: 'stage',
      size: 'small',
      cidr: '10.22.0.0/16',
      members: ['ana.souza'],
      addons: ['ingress-nginx'],
    },
  }),
];

/** Which cloud failures the sandbox starts with, as its failure plan reads them: the platform's role in the account of `orders` may make no IAM roles. */
export const sampleFaults = `- kind: access-denied
  match:
    kind: Role
    labels:
      crossplane.io/claim-name: orders-prod
      crossplane.io/claim-namespace: orders
`;

/** What a proposal is about: the same subject has the same branch. */
function subjectOf({ subject }: SampleRequest): string {
  const { group, kind, namespace, name } = subject;
  return `create/${kind.toLowerCase()}.${group}/${namespace}/${name}`;
}

/** A pull request's branch. */
export function branchOf(request: SampleRequest): string {
  return `spokeport/${subjectOf(request)}`;
}

/** A commit's message, with the trailer by which the portal knows its own commits again. */
export function commitMessageOf(request: SampleRequest): string {
  return `${request.title}\n\nSpokeport-Subject: ${subjectOf(request)}\n`;
}

/** A pull request's text, ending in the trailers that say who asked, for which hub, and for what. */
export function bodyOf({ subject, requester, summary }: SampleRequest): string {
  const { group, kind, namespace, name } = subject;
  return [
    summary,
    '',
    `Spokeport-Requester: user:default/${requester}`,
    `Spokeport-Hub: ${hub.hubName}`,
    `Spokeport-Claim: ${group}/${kind}/${namespace}/${name}`,
  ].join('\n');
}
