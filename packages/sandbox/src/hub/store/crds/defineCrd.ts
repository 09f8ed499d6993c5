import { PrinterColumn } from '../ServedType';
import { StructuralSchema } from '../schema/StructuralSchema';
import { CustomResourceDefinition } from '../CustomResourceDefinition';

/** One version of a kind, in short. */
export interface VersionShape {
  name: string;
  /** Exactly one version is stored; the only one of a single-version kind needs no mark. */
  storage?: boolean;
  status?: boolean;
  scale?: Record<string, string>;
  columns?: PrinterColumn[];
  /** Schemas of the top-level fields beside apiVersion, kind and metadata. */
  fields: Record<string, StructuralSchema>;
  required?: string[];
}

/** A kind, in short; what is absent follows from the kind's name as controller-gen would have it. */
export interface KindShape {
  group: string;
  kind: string;
  plural: string;
  scope: 'Namespaced' | 'Cluster';
  listKind?: string;
  singular?: string;
  shortNames?: string[];
  categories?: string[];
  versions: VersionShape[];
}

/** The CustomResourceDefinition of a kind. */
export function defineCrd(shape: KindShape): CustomResourceDefinition {
  const { group, kind, plural, scope, shortNames, categories } = shape;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: shape.listKind ?? `${kind}List`,
        plural,
        singular: shape.singular ?? kind.toLowerCase(),
        ...(shortNames ? { shortNames } : {}),
        ...(categories ? { categories } : {}),
      },
      versions: shape.versions.map(version => ({
        name: version.name,
        served: true,
        storage: version.storage ?? shape.versions.length === 1,
        schema: { openAPIV3Schema: rootSchema(version) },
        ...subresources(version),
        ...(version.columns?.length
          ? { additionalPrinterColumns: version.columns }
          : {}),
      })),
    },
  };
}

function rootSchema(version: VersionShape): StructuralSchema {
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...version.fields,
    },
    ...(version.required ? { required: version.required } : {}),
  };
}

function subresources(version: VersionShape) {
  return version.status || version.scale
    ? {
        subresources: {
          ...(version.status ? { status: {} } : {}),
          ...(version.scale ? { scale: version.scale } : {}),
        },
      }
    : {};
}
