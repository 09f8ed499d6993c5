/**
 * What a permission policy is written with: resource refs, rules and conditions for clusters and applications.
 *
 * @packageDocumentation
 */
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
