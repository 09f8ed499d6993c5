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
  ManifestYamlFieldExtension,
  RemovalPreviewFieldExtension,
  TenantPickerFieldExtension,
} from './legacyExtensions';
