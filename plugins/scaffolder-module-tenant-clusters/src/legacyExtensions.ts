import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import {
  createScaffolderFieldExtension,
  type FieldExtensionComponent,
} from '@backstage/plugin-scaffolder-react';
import {
  cidrField,
  clusterNameField,
  hubPicker,
  manifestPreview,
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
