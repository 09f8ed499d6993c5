/** Labels and annotations of the platform's objects, all under one prefix. @public */
export const SPOKEPORT_LABELS = {
  /** On an XRD: its kinds are clusters. */
  cluster: 'spokeport.dev/cluster',
  /** On an XRD: the catalog offers a template for it, whose form is its schema. */
  template: 'spokeport.dev/template',
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
  /** Block of addresses that a new claim asks for, then the claim. */
  network: 'Spokeport-Network',
} as const;

/** Annotation of a catalog entity that stands for a cluster: `hub/namespace/name`. @public */
export const CLUSTER_ANNOTATION = 'spokeport.dev/cluster-ref';

/** Annotations of an XRD that say how its template looks. @public */
export const TEMPLATE_ANNOTATIONS = {
  title: 'spokeport.dev/template-title',
  description: 'spokeport.dev/template-description',
  /** Entity ref; the platform team by default. */
  owner: 'spokeport.dev/template-owner',
  /** `spec.type` of the template. */
  type: 'spokeport.dev/template-type',
  /** Separated by commas. */
  tags: 'spokeport.dev/template-tags',
  /** Folder of the tenant's folder in which the manifests lie; the plural of the kind by default. */
  folder: 'spokeport.dev/template-folder',
  /** YAML: how single fields look, by their path below `spec`. */
  fields: 'spokeport.dev/template-fields',
} as const;

/** Annotation of a catalog entity that was made of an XRD: the XRD's name. @public */
export const XRD_ANNOTATION = 'spokeport.dev/xrd';

/** Annotation of such an entity: the hubs that offer the XRD, separated by commas. @public */
export const HUBS_ANNOTATION = 'spokeport.dev/hubs';

/** Annotation of such an entity: what of the XRD its form leaves to the manifest, as sentences. @public */
export const NOTES_ANNOTATION = 'spokeport.dev/template-notes';

/** Annotation of such an entity: what is wrong with the XRD, which its page in the catalog shows. @public */
export const PROBLEM_ANNOTATION = 'spokeport.dev/xrd-problem';
