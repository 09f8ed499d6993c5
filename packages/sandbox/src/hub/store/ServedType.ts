import { StructuralSchema } from './schema/StructuralSchema';
import { ResourceType } from './types';

/** `additionalPrinterColumns` of a CRD version. */
export interface PrinterColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  jsonPath: string;
}

/** One served version of a resource, with what the store and the API need beyond discovery. */
export interface ServedType extends ResourceType {
  /** `<group>/<plural>`: the versions of a resource share their objects. */
  key: string;
  apiVersion: string;
  /** The apiVersion in which objects are kept and announced to subscribers. */
  storageApiVersion: string;
  /** Whether the API server counts generations for this kind. */
  counted: boolean;
  /** Made by a CustomResourceDefinition. */
  custom: boolean;
  columns: PrinterColumn[];
  schema?: StructuralSchema;
  /** Rule for `metadata.name`, as the API server's own registries have it. */
  nameRule: 'subdomain' | 'label' | 'label1035' | 'path';
  /** Paths below `/scale` are served. */
  scaleSubresource: boolean;
}

/** `group/version`, or `version` in the core group. */
export function apiVersionOf(type: { group: string; version: string }): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Splits an apiVersion into group (empty for core) and version. */
export function splitApiVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : {
        group: apiVersion.slice(0, slash),
        version: apiVersion.slice(slash + 1),
      };
}
