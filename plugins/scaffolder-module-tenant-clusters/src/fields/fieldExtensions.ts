import { CidrField, CidrFieldSchema, validateCidr } from './CidrField';
import {
  ClusterNameField,
  ClusterNameFieldSchema,
  validateClusterName,
} from './ClusterNameField';
import {
  ClusterPicker,
  ClusterPickerSchema,
  validateCluster,
} from './ClusterPicker';
import {
  ClusterSizeField,
  ClusterSizeFieldSchema,
  validateClusterSize,
} from './ClusterSizeField';
import { HubPicker, HubPickerSchema, validateHub } from './HubPicker';
import { ManifestPreview, ManifestPreviewSchema } from './ManifestPreview';
import {
  ManifestYamlField,
  ManifestYamlFieldSchema,
  validateManifestYaml,
} from './ManifestYamlField';
import {
  RemovalPreview,
  RemovalPreviewSchema,
  validateRemoval,
} from './RemovalPreview';
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

export const manifestYamlField = {
  name: 'ManifestYamlField',
  component: ManifestYamlField,
  schema: ManifestYamlFieldSchema,
  validation: validateManifestYaml,
};

export const clusterSizeField = {
  name: 'ClusterSizeField',
  component: ClusterSizeField,
  schema: ClusterSizeFieldSchema,
  validation: validateClusterSize,
};

export const clusterPicker = {
  name: 'ClusterPicker',
  component: ClusterPicker,
  schema: ClusterPickerSchema,
  validation: validateCluster,
};

export const removalPreview = {
  name: 'RemovalPreview',
  component: RemovalPreview,
  schema: RemovalPreviewSchema,
  validation: validateRemoval,
};
