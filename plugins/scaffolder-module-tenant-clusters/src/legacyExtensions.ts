import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import {
  createScaffolderFieldExtension,
  type FieldExtensionComponent,
} from '@backstage/plugin-scaffolder-react';
import {
  cidrField,
  clusterNameField,
  clusterPicker,
  clusterSizeField,
  hubPicker,
  manifestPreview,
  manifestYamlField,
  removalPreview,
  tenantPicker,
} from './fields/fieldExtensions';

/** Chooses a hub. @public */
export const HubPickerFieldExtension: FieldExtensionComponent<string, object> =
  scaffolderPlugin.provide(
    createScaffolderFieldExtension({
      ...hubPicker,
      schema: hubPicker.schema.schema,
    }),
  );

/** Chooses a tenant that the person belongs to. @public */
export const TenantPickerFieldExtension: FieldExtensionComponent<
  string,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...tenantPicker,
    schema: tenantPicker.schema.schema,
  }),
);

/** A name that is free on the hub, in the catalog and among open requests. @public */
export const ClusterNameFieldExtension: FieldExtensionComponent<
  string,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...clusterNameField,
    schema: clusterNameField.schema.schema,
  }),
);

/** An IPv4 block that overlaps no cluster's. @public */
export const CidrFieldExtension: FieldExtensionComponent<string, object> =
  scaffolderPlugin.provide(
    createScaffolderFieldExtension({
      ...cidrField,
      schema: cidrField.schema.schema,
    }),
  );

/** The files and the Git diff that the form's task will commit, live. @public */
export const ManifestPreviewFieldExtension: FieldExtensionComponent<
  string | undefined,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...manifestPreview,
    schema: manifestPreview.schema.schema,
  }),
);

/** One of the configured sizes, with what it costs. @public */
export const ClusterSizeFieldExtension: FieldExtensionComponent<
  string,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...clusterSizeField,
    schema: clusterSizeField.schema.schema,
  }),
);

/** Chooses a cluster that the person may change, or remove. @public */
export const ClusterPickerFieldExtension: FieldExtensionComponent<
  string | { hub: string; namespace: string; name: string },
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...clusterPicker,
    schema: clusterPicker.schema.schema,
  }),
);

/** What depends on a cluster that is to go, and its name to be typed. @public */
export const RemovalPreviewFieldExtension: FieldExtensionComponent<
  string,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...removalPreview,
    schema: removalPreview.schema.schema,
  }),
);

/** A part of a manifest as YAML. @public */
export const ManifestYamlFieldExtension: FieldExtensionComponent<
  unknown,
  object
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...manifestYamlField,
    schema: manifestYamlField.schema.schema,
  }),
);
