/**
 * The same fields for an app of the classic frontend system: children of ScaffolderFieldExtensions.
 *
 * @packageDocumentation
 */
export {
  CidrFieldExtension,
  ClusterNameFieldExtension,
  HubPickerFieldExtension,
  ManifestPreviewFieldExtension,
  TenantPickerFieldExtension,
} from './legacyExtensions';
