import { clusterWith } from '../../__testUtils__/clusterWith';
import {
  gitRepositoryObject,
  kustomizationObject,
} from '../../__testUtils__/fluxObjects';
import {
  applicationObject,
  claimObject,
  compositeObject,
  CREATING,
  eventObject,
  failed,
  managedObject,
  READY,
  SYNCED,
  workflowObject,
} from '../../__testUtils__/objects';
import type { WireCondition } from '../../__testUtils__/objects';
import { mergedRequestFor, requestFor } from '../../__testUtils__/requestFor';
import { recorded, Sample } from '../../__testUtils__/Sample';
import type { WireObject } from '../../__testUtils__/Sample';

export const CLAIM = claimObject('prod');

/** What upjet makes of an error of the AWS API. */
export const upjet = (code: string, call = 'IAM: CreateRole', status = 403) =>
  `create failed: async create failed: failed to create the resource: [{0 creating IAM Role (x-node-role): operation error ${call}, https response error StatusCode: ${status}, RequestID: 6f2f6d1c, api error ${code}  []}]`;

export const DENIAL = upjet(
  'AccessDenied: User: arn:aws:sts::111122224821:assumed-role/spokeport-provisioner/1 is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122224821:role/x because no identity-based policy allows the iam:CreateRole action',
);

/** A cluster one of whose resources says this in its Synced condition; another waits for it, and a third does not. */
export const saying = (message: string) => () =>
  clusterWith([
    managedObject('Role', 'node-role', [failed(message), CREATING]),
    managedObject('NodeGroup', 'default', [SYNCED, CREATING], {
      spec: { forProvider: { nodeRoleArnRef: { name: 'x-node-role' } } },
    }),
    managedObject('VPC', 'vpc', [SYNCED, CREATING]),
  ]).sample;

/** An open request. */
export const open = (request: Parameters<typeof requestFor>[1]) => () => {
  const sample = new Sample();
  sample.requests.set(requestFor('prod', request));
  return sample;
};

/** The application of the sample's tenant, which is not in step with the merged commit. */
export const outOfSync = (
  options: Parameters<typeof applicationObject>[1] = {},
) =>
  applicationObject('tenant-payments', {
    ...options,
    status: {
      sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
      ...options.status,
    },
  });

/** A merged request whose claim is not there yet, and what is to deliver it. */
export function merged(...objects: WireObject[]): Sample {
  const sample = new Sample().put(...objects);
  sample.requests.set(mergedRequestFor('prod'));
  return sample;
}

/** The same with Flux, whose Kustomization and repository are otherwise well. */
export const deliveredBy =
  (
    kustomization: Parameters<typeof kustomizationObject>[1],
    repository: Parameters<typeof gitRepositoryObject>[1] = {},
  ) =>
  () =>
    merged(
      gitRepositoryObject('platform', repository),
      kustomizationObject('tenants', kustomization),
    );

/** A cluster that is provisioned, its event written. */
export function provisioned() {
  const world = clusterWith([], {
    claim: { conditions: [SYNCED, READY] },
    composite: { conditions: [SYNCED, READY] },
  });
  world.sample.put(eventObject(world.composite));
  return world;
}

export const runningHandover =
  (status: Record<string, unknown>, phase: string) => () => {
    const { sample, claim } = provisioned();
    return sample.put(
      workflowObject('handover-1', {
        labels: { 'spokeport.dev/claim-uid': claim.metadata.uid },
        phase,
        status,
      }),
    );
  };

export const recordedStatus = (name: string) =>
  recorded(name)[0].status as Record<string, unknown>;

/** A ready claim whose removal is merged, and what is to take it away. */
export function removing(
  deliverer: WireObject,
  annotations: Record<string, string> = {},
): Sample {
  const claim = claimObject('prod', {
    conditions: [SYNCED, READY],
    metadata: {
      annotations: {
        ...(deliverer.kind === 'Application' && {
          'argocd.argoproj.io/tracking-id': `${deliverer.metadata.name}:platform.spokeport.dev/TenantCluster:payments/prod`,
        }),
        ...annotations,
      },
    },
  });
  const sample = new Sample('2026-11-22T10:00:00Z').put(claim, deliverer);
  sample.requests.set(
    mergedRequestFor('prod', {
      change: { change: 'remove' },
      request: { mergedAt: '2026-11-22T09:58:00Z' },
    }),
  );
  return sample;
}

/** A claim that is being deleted, with one resource left below it. */
export function deleting(
  left: { finalizers?: string[]; conditions?: WireCondition[] },
  ...others: WireObject[]
): Sample {
  const deletionTimestamp = '2026-11-22T09:59:00Z';
  const { finalizers, conditions = [SYNCED] } = left;
  const release = managedObject('Release', 'addons', conditions, {
    metadata: { deletionTimestamp, finalizers },
  });
  const composite = compositeObject('prod-x1', finalizers ? [release] : [], {
    claim: 'prod',
    conditions: [SYNCED, READY],
    metadata: { deletionTimestamp },
  });
  const claim = claimObject('prod', {
    composite,
    conditions: [SYNCED, READY],
    metadata: { deletionTimestamp },
  });
  return new Sample('2026-11-22T10:00:00Z').put(
    claim,
    composite,
    ...(finalizers ? [release] : []),
    ...others,
  );
}

/** Objects of the hub that hold something up. */
export const failingWith = {
  /** The AppProject of the sample's applications, with one sync window. */
  project: (window: Record<string, unknown>): WireObject => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'payments', namespace: 'argocd', uid: 'project' },
    spec: { syncWindows: [window] },
  }),
  /** An ApplicationSet that makes tenants' applications. */
  applicationSet: (errorOccurred: 'True' | 'False'): WireObject => ({
    ...applicationObject('tenants', { metadata: { uid: 'set-tenants' } }),
    kind: 'ApplicationSet',
    status: {
      conditions: [
        {
          type: 'ErrorOccurred',
          status: errorOccurred,
          reason: 'ApplicationGenerationFromParamsError',
          message: 'error generating params from git: repository not found',
          lastTransitionTime: '2026-11-21T10:00:00Z',
        },
      ],
    },
  }),
  /** A Usage of the claim. */
  usage: (spec: Record<string, unknown>): WireObject => ({
    apiVersion: 'protection.crossplane.io/v1beta1',
    kind: 'Usage',
    metadata: { name: 'hold', namespace: 'payments', uid: 'usage-hold' },
    spec: {
      of: {
        apiVersion: 'platform.spokeport.dev/v1alpha1',
        kind: 'TenantCluster',
        resourceRef: { name: 'prod' },
      },
      ...spec,
    },
  }),
};
