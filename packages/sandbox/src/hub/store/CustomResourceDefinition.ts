import { PrinterColumn } from './ServedType';
import { StructuralSchema } from './schema/StructuralSchema';
import { KubeObject } from './types';

/** One version of a CRD (`apiextensions.k8s.io/v1`). */
export interface CrdVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  schema?: { openAPIV3Schema?: StructuralSchema };
  subresources?: {
    status?: Record<string, never>;
    scale?: Record<string, string>;
  };
  additionalPrinterColumns?: PrinterColumn[];
}

export interface CrdNames {
  plural: string;
  kind: string;
  singular?: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

/** A CustomResourceDefinition as far as the store reads it. */
export interface CustomResourceDefinition extends KubeObject {
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: CrdNames;
    versions: CrdVersion[];
    conversion?: { strategy: string };
  };
}
