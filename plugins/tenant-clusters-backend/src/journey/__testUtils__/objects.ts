import type { WireObject } from './Sample';

/** A condition as Kubernetes objects carry them. */
export interface WireCondition {
  type: string;
  status?: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

const CREATED = '2026-11-21T10:00:00Z';
const PLATFORM = 'platform.spokeport.dev/v1alpha1';

export const SYNCED: WireCondition = {
  type: 'Synced',
  status: 'True',
  reason: 'ReconcileSuccess',
  lastTransitionTime: CREATED,
};
export const READY: WireCondition = {
  type: 'Ready',
  status: 'True',
  reason: 'Available',
  lastTransitionTime: '2026-11-21T10:02:00Z',
};
export const CREATING: WireCondition = {
  type: 'Ready',
  status: 'False',
  reason: 'Creating',
  lastTransitionTime: CREATED,
};

export const failed = (message: string): WireCondition => ({
  type: 'Synced',
  status: 'False',
  reason: 'ReconcileError',
  message,
  lastTransitionTime: CREATED,
});

interface Options {
  uid?: string;
  namespace?: string;
  conditions?: WireCondition[];
  metadata?: Record<string, unknown>;
  spec?: Record<string, unknown>;
}

const reference = ({ apiVersion, kind, metadata }: WireObject) => ({
  apiVersion,
  kind,
  name: metadata.name,
});

/** A claim of a cluster in the namespace payments. */
export function claimObject(
  name: string,
  options: Options & { composite?: WireObject } = {},
): WireObject {
  const { composite, conditions = [SYNCED, CREATING] } = options;
  const { uid = `claim-${name}`, namespace = 'payments' } = options;
  return {
    apiVersion: PLATFORM,
    kind: 'TenantCluster',
    metadata: {
      name,
      namespace,
      uid,
      generation: 1,
      creationTimestamp: CREATED,
      labels: { 'spokeport.dev/tenant': namespace },
      ...options.metadata,
    },
    spec: {
      region: 'eu-west-1',
      size: 'small',
      addons: [],
      ...(composite && { resourceRef: reference(composite) }),
      ...options.spec,
    },
    status: { conditions },
  };
}

/** The XR of a claim, or one that another XR composed. */
export function compositeObject(
  name: string,
  resources: WireObject[],
  options: Options & { kind?: string; claim?: string } = {},
): WireObject {
  const {
    kind = 'XTenantCluster',
    claim,
    conditions = [SYNCED, CREATING],
  } = options;
  const owned = {
    ownerReferences: [
      {
        apiVersion: PLATFORM,
        kind: 'XTenantCluster',
        name: 'owner',
        uid: 'xr-owner',
        controller: true,
      },
    ],
  };
  return {
    apiVersion: PLATFORM,
    kind,
    metadata: {
      name,
      uid: options.uid ?? `xr-${name}`,
      generation: 1,
      creationTimestamp: CREATED,
      ...(!claim && owned),
      ...options.metadata,
    },
    spec: {
      ...(claim && {
        claimRef: {
          apiVersion: PLATFORM,
          kind: 'TenantCluster',
          namespace: 'payments',
          name: claim,
        },
      }),
      resourceRefs: resources.map(reference),
      ...options.spec,
    },
    status: { conditions },
  };
}

/** A managed resource of the AWS provider. */
export function managedObject(
  kind: string,
  step: string,
  conditions: WireCondition[],
  options: Options = {},
): WireObject {
  return {
    apiVersion: 'iam.aws.upbound.io/v1beta1',
    kind,
    metadata: {
      name: `x-${step}`,
      uid: options.uid ?? `mr-${step}`,
      generation: 1,
      creationTimestamp: CREATED,
      ...options.metadata,
      annotations: {
        'crossplane.io/composition-resource-name': step,
        ...(options.metadata?.annotations as object),
      },
    },
    spec: { providerConfigRef: { name: 'payments' }, ...options.spec },
    status: { conditions },
  };
}

export function warningObject(
  about: WireObject,
  options: { reason: string; message: string; lastSeen?: string },
): WireObject {
  const { reason, message, lastSeen = '2026-11-21T10:04:00Z' } = options;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${about.metadata.name}.${reason}`,
      namespace: 'default',
      uid: `event-${about.metadata.uid}-${reason}`,
    },
    type: 'Warning',
    reason,
    message,
    count: 4,
    firstTimestamp: '2026-11-21T10:00:30Z',
    lastTimestamp: lastSeen,
    source: { component: 'crossplane' },
    involvedObject: { ...reference(about), uid: about.metadata.uid },
  };
}

/** The cluster secret that the handover writes. */
export function secretObject(
  name: string,
  options: {
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    createdAt?: string;
  } = {},
): WireObject {
  const { annotations, labels, createdAt = '2026-11-21T10:03:00Z' } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${name}`,
      namespace: 'argocd',
      uid: `secret-${name}`,
      creationTimestamp: createdAt,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster', ...labels },
      annotations: annotations ?? {
        'spokeport.dev/name': name,
        'spokeport.dev/server': `https://${name}.example.org`,
        'spokeport.dev/claim-uid': `claim-${name}`,
      },
    },
  };
}

/** An Application; Synced and Healthy unless said otherwise. */
export function applicationObject(
  name: string,
  options: {
    metadata?: Record<string, unknown>;
    spec?: Record<string, unknown>;
    status?: Record<string, unknown>;
  } = {},
): WireObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      uid: `app-${name}`,
      creationTimestamp: '2026-11-21T09:00:00Z',
      ...options.metadata,
    },
    spec: {
      project: 'payments',
      destination: { server: 'https://kubernetes.default.svc' },
      source: {
        repoURL: 'http://localhost:7008/acme/platform.git',
        path: 'tenants/payments',
        targetRevision: 'main',
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
      ...options.spec,
    },
    status: {
      sync: { status: 'Synced', revision: 'a'.repeat(40) },
      health: { status: 'Healthy' },
      ...options.status,
    },
  };
}

/** The entry of a claim in an Application's `status.resources`. */
export const entryOf = (claim: WireObject, status = 'Synced') => ({
  group: 'platform.spokeport.dev',
  kind: claim.kind,
  namespace: claim.metadata.namespace,
  name: claim.metadata.name,
  status,
});

export function eventObject(
  composite: WireObject,
  metadata: Record<string, unknown> = {},
): WireObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `cluster-event-${composite.metadata.name}`,
      namespace: 'crossplane-system',
      uid: `event-${composite.metadata.uid}`,
      creationTimestamp: '2026-11-21T10:02:00Z',
      labels: { 'spokeport.dev/event': 'cluster' },
      ownerReferences: [
        {
          ...reference(composite),
          uid: composite.metadata.uid,
          controller: true,
        },
      ],
      ...metadata,
    },
  };
}

export function workflowObject(
  name: string,
  options: {
    labels?: Record<string, string>;
    phase?: string;
    createdAt?: string;
    parameters?: Record<string, string>;
    status?: Record<string, unknown>;
  } = {},
): WireObject {
  const { labels, phase = 'Running', parameters = {}, status } = options;
  const { createdAt = '2026-11-21T10:02:05Z' } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      name,
      namespace: 'argo',
      uid: `wf-${name}`,
      creationTimestamp: createdAt,
      labels: { ...labels },
    },
    spec: {
      workflowTemplateRef: { name: 'handover' },
      arguments: {
        parameters: Object.entries(parameters).map(([key, value]) => ({
          name: key,
          value,
        })),
      },
    },
    status: { phase, startedAt: createdAt, progress: '1/4', ...status },
  };
}
