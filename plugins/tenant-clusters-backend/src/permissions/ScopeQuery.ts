import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ScopedResource } from './ScopedResource';

/**
 * What a rule asks of the model in memory: the resource has one of these values in this field.
 * @alpha
 */
export interface ScopeQuery {
  field: 'owners' | 'tenants' | 'environments' | 'hub';
  values: string[];
}

/**
 * Evaluates the query that a policy's conditions were transformed into.
 * @alpha
 */
export function matchesScope(
  criteria: PermissionCriteria<ScopeQuery>,
  resource: ScopedResource,
): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(part => matchesScope(part, resource));
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(part => matchesScope(part, resource));
  }
  if ('not' in criteria) {
    return !matchesScope(criteria.not, resource);
  }
  const held =
    criteria.field === 'hub' ? [resource.hub] : resource[criteria.field];
  return held.some(value => criteria.values.includes(value));
}
