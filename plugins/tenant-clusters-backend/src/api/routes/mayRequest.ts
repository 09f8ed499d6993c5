import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { clusterRequestPermission } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Whether the caller may request clusters at all. */
export async function mayRequest(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const [decision] = await permissions.authorize(
    [{ permission: clusterRequestPermission }],
    { credentials },
  );
  return decision.result === AuthorizeResult.ALLOW;
}
