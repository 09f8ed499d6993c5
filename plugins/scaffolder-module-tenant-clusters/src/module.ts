import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

const fields = () => import('./fields/fieldExtensions');

const hubPicker = FormFieldBlueprint.make({
  name: 'hub-picker',
  params: {
    field: async () => createFormField((await fields()).hubPicker),
  },
});

const tenantPicker = FormFieldBlueprint.make({
  name: 'tenant-picker',
  params: {
    field: async () => createFormField((await fields()).tenantPicker),
  },
});

const clusterNameField = FormFieldBlueprint.make({
  name: 'cluster-name-field',
  params: {
    field: async () => createFormField((await fields()).clusterNameField),
  },
});

const cidrField = FormFieldBlueprint.make({
  name: 'cidr-field',
  params: {
    field: async () => createFormField((await fields()).cidrField),
  },
});

const manifestPreview = FormFieldBlueprint.make({
  name: 'manifest-preview',
  params: {
    field: async () => createFormField((await fields()).manifestPreview),
  },
});

const manifestYamlField = FormFieldBlueprint.make({
  name: 'manifest-yaml-field',
  params: {
    field: async () => createFormField((await fields()).manifestYamlField),
  },
});

const clusterSizeField = FormFieldBlueprint.make({
  name: 'cluster-size-field',
  params: {
    field: async () => createFormField((await fields()).clusterSizeField),
  },
});

const clusterPicker = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: async () => createFormField((await fields()).clusterPicker),
  },
});

const removalPreview = FormFieldBlueprint.make({
  name: 'removal-preview',
  params: {
    field: async () => createFormField((await fields()).removalPreview),
  },
});

/**
 * The form fields HubPicker, TenantPicker, ClusterNameField, CidrField, ClusterSizeField, ClusterPicker, RemovalPreview,
 * ManifestPreview and ManifestYamlField.
 * @public
 */
export const scaffolderTenantClustersModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    hubPicker,
    tenantPicker,
    clusterNameField,
    cidrField,
    manifestPreview,
    manifestYamlField,
    clusterSizeField,
    clusterPicker,
    removalPreview,
  ],
});
