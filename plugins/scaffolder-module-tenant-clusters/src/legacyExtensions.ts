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
  createScaffolderFieldExtension(hubPicker),
);

/** @public */
export const TenantPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension(tenantPicker),
);

/** @public */
export const ClusterNameFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension(clusterNameField),
);

/** @public */
export const CidrFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension(cidrField),
);
