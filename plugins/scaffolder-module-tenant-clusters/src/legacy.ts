/**
 * The same fields for an app of the classic frontend system: children of ScaffolderFieldExtensions.
 *
 * @packageDocumentation
 */
export {
  CidrFieldExtension,
  ClusterNameFieldExtension,
  ClusterPickerFieldExtension,
  ClusterSizeFieldExtension,
  HubPickerFieldExtension,
  ManifestPreviewFieldExtension,
  RemovalPreviewFieldExtension,
  TenantPickerFieldExtension,
} from './legacyExtensions';
