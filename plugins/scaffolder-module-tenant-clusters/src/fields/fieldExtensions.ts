import { CidrField, CidrFieldSchema, validateCidr } from './CidrField';
import {
  ClusterNameField,
  ClusterNameFieldSchema,
  validateClusterName,
} from './ClusterNameField';
import { HubPicker, HubPickerSchema, validateHub } from './HubPicker';
import { ManifestPreview, ManifestPreviewSchema } from './ManifestPreview';
import {
  TenantPicker,
  TenantPickerSchema,
  validateTenant,
} from './TenantPicker';

/** The fields as both frontend systems register them. */
export const hubPicker = {
  name: 'HubPicker',
  component: HubPicker,
  schema: HubPickerSchema,
  validation: validateHub,
};

export const tenantPicker = {
  name: 'TenantPicker',
  component: TenantPicker,
  schema: TenantPickerSchema,
  validation: validateTenant,
};

export const clusterNameField = {
  name: 'ClusterNameField',
  component: ClusterNameField,
  schema: ClusterNameFieldSchema,
  validation: validateClusterName,
};

export const cidrField = {
  name: 'CidrField',
  component: CidrField,
  schema: CidrFieldSchema,
  validation: validateCidr,
};

export const manifestPreview = {
  name: 'ManifestPreview',
  component: ManifestPreview,
  schema: ManifestPreviewSchema,
};
