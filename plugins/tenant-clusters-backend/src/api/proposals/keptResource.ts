import type { KeptResource } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText } from '../../journey';
import type { ProjectedManaged } from '../../projections/types';

/**
 * A managed resource that stays in the cloud when it is deleted from its hub: by `spec.deletionPolicy` (Crossplane 1), or because
 * its `managementPolicies` do not have Delete. Undefined for one that goes.
 */
export function keptResource(
  resource: ProjectedManaged,
): KeptResource | undefined {
  const { kind, name, externalName, deletionPolicy, managementPolicies } =
    resource;
  const keeps =
    managementPolicies.length > 0 &&
    !managementPolicies.includes('*') &&
    !managementPolicies.includes('Delete');
  const orphans = deletionPolicy === 'Orphan';
  return keeps || orphans
    ? {
        kind,
        name,
        ...(externalName && { externalName: cleanText(externalName, 253) }),
        reason: orphans ? 'deletion-policy' : 'management-policies',
      }
    : undefined;
}
