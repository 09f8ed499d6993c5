import type {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Tenant } from './TenantDirectory';

/**
 * The tenants that the caller may request for: those whose Group they belong to, all of them for the platform team. Who they
 * are comes from their credentials, never from a parameter. A service belongs to no tenant.
 */
export async function callerTenants(options: {
  credentials: BackstageCredentials;
  auth: AuthService;
  userInfo: UserInfoService;
  tenants: Tenant[];
  platformTeam?: string;
}): Promise<Tenant[]> {
  const { credentials, auth, userInfo, tenants, platformTeam } = options;
  if (!auth.isPrincipal(credentials, 'user')) {
    return [];
  }
  const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
  const claims = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  return platformTeam && claims.has(platformTeam.toLowerCase())
    ? tenants
    : tenants.filter(({ owner }) => claims.has(owner.toLowerCase()));
}
