import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { hubReadPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Whether the caller may see what concerns the hubs themselves, and what belongs to no tenant: the platform team. */
export async function mayReadHubs(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const [decision] = await permissions.authorize(
    [{ permission: hubReadPermission }],
    { credentials },
  );
  return decision.result === AuthorizeResult.ALLOW;
}
