export {
  createTenantApplicationConditionalDecision,
  createTenantClusterConditionalDecision,
  tenantApplicationConditions,
  tenantApplicationRules,
  tenantClusterConditions,
  tenantClusterRules,
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './permissions';
export type { ScopedResource, ScopeQuery } from './permissions';
