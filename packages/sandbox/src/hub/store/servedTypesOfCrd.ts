import { CustomResourceDefinition } from './CustomResourceDefinition';
import { apiVersionOf, PrinterColumn, ServedType } from './ServedType';

// What the API server shows for a version that names no columns.
const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/** The served versions of a CRD; none when it has no storage version. */
export function servedTypesOfCrd(crd: CustomResourceDefinition): ServedType[] {
  const { group, names, scope, versions } = crd.spec;
  const storage = versions.find(version => version.storage);
  if (!storage) {
    return [];
  }
  return versions
    .filter(version => version.served)
    .map(version => ({
      group,
      version: version.name,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular || names.kind.toLowerCase(),
      listKind: names.listKind || `${names.kind}List`,
      namespaced: scope === 'Namespaced',
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      statusSubresource: version.subresources?.status !== undefined,
      key: `${group}/${names.plural}`,
      apiVersion: apiVersionOf({ group, version: version.name }),
      storageApiVersion: apiVersionOf({ group, version: storage.name }),
      counted: true,
      custom: true,
      columns: version.additionalPrinterColumns?.length
        ? version.additionalPrinterColumns
        : [ageColumn],
      schema: version.schema?.openAPIV3Schema,
      nameRule: 'subdomain',
      scaleSubresource: version.subresources?.scale !== undefined,
    }));
}
