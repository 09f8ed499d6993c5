/** Labels and annotations of the platform's objects, all under one prefix. @public */
export const SPOKEPORT_LABELS = {
  /** On an XRD: its kinds are clusters. */
  cluster: 'spokeport.dev/cluster',
  tenant: 'spokeport.dev/tenant',
  environment: 'spokeport.dev/environment',
  /** Who asked, as a user entity ref. Shown as stated; it authorises nothing. */
  requestedBy: 'spokeport.dev/requested-by',
  /** On a WorkflowTemplate or Workflow: the stage that it is evidence of. */
  stage: 'spokeport.dev/stage',
  claimUid: 'spokeport.dev/claim-uid',
  eventUid: 'spokeport.dev/event-uid',
  /** On a cluster secret, stamped by the handover: what its unread data says. */
  server: 'spokeport.dev/server',
  name: 'spokeport.dev/name',
} as const;

/** Git trailers that end the body of a request's pull request. @public */
export const SPOKEPORT_TRAILERS = {
  requester: 'Spokeport-Requester',
  hub: 'Spokeport-Hub',
  claim: 'Spokeport-Claim',
} as const;

/** Annotation of a catalog entity that stands for a cluster: `hub/namespace/name`. @public */
export const CLUSTER_ANNOTATION = 'spokeport.dev/cluster-ref';
