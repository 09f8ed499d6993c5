import {
  SPOKEPORT_LABELS,
  TEMPLATE_ANNOTATIONS,
  type ClaimSchema,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { createHash } from 'node:crypto';
import type { ProjectedXrd } from '../../projections/types';

/** Established for an XR, Offered for a claim (crossplane/crossplane:apis/apiextensions/v1/xrd_types.go). */
const isTrue = ({ conditions }: ProjectedXrd, type: string) =>
  conditions.some(
    condition => condition.type === type && condition.status === 'True',
  );

/** Annotations of an XRD that say how its template looks. */
export function templateAnnotations({
  annotations,
}: ProjectedXrd): Record<string, string> {
  const known = new Set<string>(Object.values(TEMPLATE_ANNOTATIONS));
  return Object.fromEntries(
    Object.entries(annotations).filter(([name]) => known.has(name)),
  );
}

/** A generation tells of changes of the schema; annotations change without one. */
const revisionOf = (xrd: ProjectedXrd) =>
  createHash('sha256')
    .update(JSON.stringify([xrd.uid, xrd.generation, templateAnnotations(xrd)]))
    .digest('base64url')
    .slice(0, 16);

/** The kind that people ask for where there is an XRD: its claim, or the XR itself where that is namespaced or has no claim. */
export function claimSchema(xrd: ProjectedXrd): ClaimSchema {
  const { hub, claimKind, compositeKind, scope, versions, cluster } = xrd;
  const asked = claimKind ?? compositeKind;
  const namespacedXr = scope === 'Namespaced' && !claimKind;
  const namespaced = claimKind !== undefined || namespacedXr;
  const xrForm = namespacedXr ? 'namespaced-xr' : 'cluster-xr';
  return {
    hub,
    group: asked.group,
    kind: asked.kind,
    plural: asked.plural,
    definition: xrd.name,
    namespaced,
    form: claimKind ? 'claim' : xrForm,
    cluster,
    template: xrd.labels[SPOKEPORT_LABELS.template] === 'true',
    versions,
    ready:
      !xrd.deletedAt &&
      isTrue(xrd, 'Established') &&
      (!claimKind || isTrue(xrd, 'Offered')),
    revision: revisionOf(xrd),
  };
}
