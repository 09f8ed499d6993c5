import { createConditionExports } from '@backstage/plugin-permission-node';
import { applicationHasTenant, hasTenant } from './hasTenant';
import { applicationInEnvironment, inEnvironment } from './inEnvironment';
import { isApplicationClusterOwner, isClusterOwner } from './isClusterOwner';
import { applicationOnHub, onHub } from './onHub';
import {
  tenantApplicationPermissionResourceRef,
  tenantClusterPermissionResourceRef,
} from './resourceRefs';

/** Rules for clusters. @alpha */
export const tenantClusterRules = {
  isClusterOwner,
  hasTenant,
  onHub,
  inEnvironment,
};

/** Rules for applications, under the same names. @alpha */
export const tenantApplicationRules = {
  isClusterOwner: isApplicationClusterOwner,
  hasTenant: applicationHasTenant,
  onHub: applicationOnHub,
  inEnvironment: applicationInEnvironment,
};

const clusterExports = createConditionExports({
  resourceRef: tenantClusterPermissionResourceRef,
  rules: tenantClusterRules,
});

const applicationExports = createConditionExports({
  resourceRef: tenantApplicationPermissionResourceRef,
  rules: tenantApplicationRules,
});

/** Conditions on clusters for a permission policy. @alpha */
export const tenantClusterConditions = clusterExports.conditions;

/** Makes a conditional decision about a cluster permission. @alpha */
export const createTenantClusterConditionalDecision =
  clusterExports.createConditionalDecision;

/** Conditions on applications for a permission policy. @alpha */
export const tenantApplicationConditions = applicationExports.conditions;

/** Makes a conditional decision about an application permission. @alpha */
export const createTenantApplicationConditionalDecision =
  applicationExports.createConditionalDecision;
