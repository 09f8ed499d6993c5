import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  cidrField,
  clusterNameField,
  hubPicker,
  tenantPicker,
} from './fields/fieldExtensions';

/** @public */
export const HubPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...hubPicker,
    schema: hubPicker.schema.schema,
  }),
);

/** @public */
export const TenantPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...tenantPicker,
    schema: tenantPicker.schema.schema,
  }),
);

/** @public */
export const ClusterNameFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...clusterNameField,
    schema: clusterNameField.schema.schema,
  }),
);

/** @public */
export const CidrFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...cidrField,
    schema: cidrField.schema.schema,
  }),
);
