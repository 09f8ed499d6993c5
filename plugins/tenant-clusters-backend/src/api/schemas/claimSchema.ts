import type { ClaimSchema } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ProjectedXrd } from '../../projections/types';

/** Established for an XR, Offered for a claim (crossplane/crossplane:apis/apiextensions/v1/xrd_types.go). */
const isTrue = ({ conditions }: ProjectedXrd, type: string) =>
  conditions.some(
    condition => condition.type === type && condition.status === 'True',
  );

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
    namespaced,
    form: claimKind ? 'claim' : xrForm,
    cluster,
    versions,
    ready:
      !xrd.deletedAt &&
      isTrue(xrd, 'Established') &&
      (!claimKind || isTrue(xrd, 'Offered')),
  };
}
