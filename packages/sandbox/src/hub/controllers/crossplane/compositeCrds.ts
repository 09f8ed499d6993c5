import { KubeObject } from '../../store/types';
import { controllerReference } from '../runtime/objects';
import { scopeOf } from './DefinitionIndex';

type Schema = Record<string, any>;

const string: Schema = { type: 'string' };
const reference = (...required: string[]): Schema => ({
  type: 'object',
  required,
  properties: Object.fromEntries(required.map(name => [name, string])),
});
const labels: Schema = {
  type: 'object',
  required: ['matchLabels'],
  properties: {
    matchLabels: { type: 'object', additionalProperties: string },
  },
};
const updatePolicy: Schema = {
  type: 'string',
  enum: ['Automatic', 'Manual'],
};

const selection: Schema = {
  compositionRef: reference('name'),
  compositionRevisionRef: reference('name'),
  compositionSelector: labels,
  compositionRevisionSelector: labels,
};

function resourceRefs(namespaced: boolean): Schema {
  return {
    type: 'array',
    'x-kubernetes-list-type': 'atomic',
    items: {
      type: 'object',
      required: ['apiVersion', 'kind'],
      properties: {
        apiVersion: string,
        kind: string,
        name: string,
        ...(namespaced ? {} : { namespace: string }),
      },
    },
  };
}

const conditions: Schema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['lastTransitionTime', 'reason', 'status', 'type'],
    properties: {
      lastTransitionTime: { type: 'string', format: 'date-time' },
      message: string,
      observedGeneration: { type: 'integer', format: 'int64' },
      reason: string,
      status: string,
      type: string,
    },
  },
};

function legacyFields(): Schema {
  return {
    ...selection,
    compositionUpdatePolicy: { ...updatePolicy, default: 'Automatic' },
    claimRef: reference('apiVersion', 'kind', 'namespace', 'name'),
    resourceRefs: resourceRefs(false),
    writeConnectionSecretToRef: reference('name', 'namespace'),
  };
}

function claimFields(): Schema {
  return {
    ...selection,
    compositionUpdatePolicy: updatePolicy,
    compositeDeletePolicy: {
      type: 'string',
      enum: ['Background', 'Foreground'],
      default: 'Background',
    },
    resourceRef: reference('apiVersion', 'kind', 'name'),
    writeConnectionSecretToRef: reference('name'),
  };
}

function modernFields(namespaced: boolean): Schema {
  return {
    crossplane: {
      type: 'object',
      properties: {
        ...selection,
        compositionUpdatePolicy: { ...updatePolicy, default: 'Automatic' },
        resourceRefs: resourceRefs(namespaced),
      },
    },
  };
}

/**
 * The CustomResourceDefinitions Crossplane makes of a definition: the composite's, and the claim's where it has one.
 * Field names follow crossplane/crossplane:internal/xcrd/schemas.go.
 */
export function compositeCrds(definition: KubeObject): KubeObject[] {
  const { claimNames, names } = definition.spec;
  const scope = scopeOf(definition);
  const composite = crd(definition, {
    names,
    category: 'composite',
    scope: scope === 'Namespaced' ? 'Namespaced' : 'Cluster',
    fields:
      scope === 'LegacyCluster'
        ? legacyFields()
        : modernFields(scope === 'Namespaced'),
  });
  if (!claimNames) return [composite];
  return [
    composite,
    crd(definition, {
      names: claimNames,
      category: 'claim',
      scope: 'Namespaced',
      fields: claimFields(),
    }),
  ];
}

function crd(
  definition: KubeObject,
  options: {
    names: Schema;
    category: string;
    scope: 'Cluster' | 'Namespaced';
    fields: Schema;
  },
): KubeObject {
  const { names, category, scope, fields } = options;
  const { group, versions } = definition.spec;
  const singular = names.singular ?? names.kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${names.plural}.${group}`,
      labels: { ...definition.metadata.labels },
      ownerReferences: [controllerReference(definition)],
    },
    spec: {
      group,
      scope,
      names: {
        ...names,
        singular,
        listKind: names.listKind ?? `${names.kind}List`,
        categories: [...new Set([...(names.categories ?? []), category])],
      },
      versions: (versions ?? []).map((version: Schema) => ({
        name: version.name,
        served: version.served ?? true,
        storage: version.referenceable ?? true,
        subresources: { status: {} },
        additionalPrinterColumns: printerColumns(category, fields),
        schema: { openAPIV3Schema: withFields(version.schema, fields) },
      })),
    },
  };
}

function withFields(schema: Schema | undefined, fields: Schema): Schema {
  const own = schema?.openAPIV3Schema ?? { type: 'object' };
  const { spec = {}, status = {}, ...rest } = own.properties ?? {};
  return {
    ...own,
    type: 'object',
    properties: {
      apiVersion: string,
      kind: string,
      metadata: { type: 'object' },
      ...rest,
      spec: {
        ...spec,
        type: 'object',
        properties: { ...spec.properties, ...fields },
      },
      status: {
        ...status,
        type: 'object',
        properties: {
          ...status.properties,
          conditions,
          claimConditionTypes: { type: 'array', items: string },
        },
      },
    },
  };
}

function printerColumns(category: string, fields: Schema): Schema[] {
  const condition = (name: string, type: string) => ({
    name,
    type: 'string',
    jsonPath: `.status.conditions[?(@.type=='${type}')].status`,
  });
  const composition = fields.crossplane
    ? '.spec.crossplane.compositionRef.name'
    : '.spec.compositionRef.name';
  return [
    condition('SYNCED', 'Synced'),
    condition('READY', 'Ready'),
    category === 'claim'
      ? {
          name: 'CONNECTION-SECRET',
          type: 'string',
          jsonPath: '.spec.writeConnectionSecretToRef.name',
        }
      : { name: 'COMPOSITION', type: 'string', jsonPath: composition },
    { name: 'AGE', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ];
}
