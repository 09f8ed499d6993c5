import { createHash } from 'node:crypto';
import { DefaultHubStore, ServedType } from '../store';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const metadataSchema = {
  description: 'ObjectMeta is metadata that all persisted resources must have.',
  type: 'object',
  properties: {
    name: { type: 'string' },
    namespace: { type: 'string' },
    generateName: { type: 'string' },
    uid: { type: 'string' },
    resourceVersion: { type: 'string' },
    generation: { type: 'integer', format: 'int64' },
    creationTimestamp: { type: 'string', format: 'date-time' },
    deletionTimestamp: { type: 'string', format: 'date-time' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    finalizers: { type: 'array', items: { type: 'string' } },
    ownerReferences: { type: 'array', items: { type: 'object' } },
  },
};

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
}

/** Answers `/openapi/v3`: where each group version's document is. */
export function openApiIndex(store: DefaultHubStore) {
  const hash = createHash('sha256')
    .update(String(store.registry.version))
    .digest('hex')
    .slice(0, 32)
    .toUpperCase();
  const versions = [
    ...new Set(store.registry.all().map(type => type.apiVersion)),
  ];
  return {
    paths: Object.fromEntries(
      versions.map(apiVersion => [
        groupPath(apiVersion),
        {
          serverRelativeURL: `/openapi/v3/${groupPath(
            apiVersion,
          )}?hash=${hash}`,
        },
      ]),
    ),
  };
}

/** Answers `/openapi/v3/apis/<group>/<version>`: enough for kubectl's validation and `kubectl explain`. */
export function openApiDocument(
  store: DefaultHubStore,
  path: string,
): object | undefined {
  const types = store.registry
    .all()
    .filter(type => groupPath(type.apiVersion) === path);
  if (!types.length) {
    return undefined;
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.4' },
    paths: Object.assign({}, ...types.map(pathsOf)),
    components: {
      schemas: {
        ...Object.fromEntries(
          types.map(type => [schemaName(type), schemaOf(type)]),
        ),
        [objectMeta]: metadataSchema,
      },
    },
  };
}

function schemaName(type: ServedType): string {
  const reversed = (type.group || 'core.api.k8s.io')
    .split('.')
    .reverse()
    .join('.');
  return `${reversed}.${type.version}.${type.kind}`;
}

function gvkOf(type: ServedType) {
  return { group: type.group, version: type.version, kind: type.kind };
}

function schemaOf(type: ServedType): object {
  const known = type.schema ?? {
    type: 'object',
    // The API server's own kinds are not described here; kubectl brings their types itself.
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return {
    ...known,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      ...known.properties,
      metadata: {
        allOf: [{ $ref: `#/components/schemas/${objectMeta}` }],
        default: {},
      },
    },
    'x-kubernetes-group-version-kind': [gvkOf(type)],
  };
}

function query(name: string) {
  return { name, in: 'query', schema: { type: 'string', uniqueItems: true } };
}

function operation(type: ServedType, action: string, writes: boolean) {
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvkOf(type),
    ...(writes
      ? {
          parameters: [
            'dryRun',
            'fieldManager',
            'fieldValidation',
            'force',
          ].map(query),
        }
      : {}),
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${schemaName(type)}` },
          },
        },
      },
    },
  };
}

function pathsOf(type: ServedType): Record<string, object> {
  const base = `/${groupPath(type.apiVersion)}${
    type.namespaced ? '/namespaces/{namespace}' : ''
  }/${type.plural}`;
  return {
    [base]: {
      get: operation(type, 'list', false),
      post: operation(type, 'post', true),
      delete: operation(type, 'deletecollection', false),
    },
    [`${base}/{name}`]: {
      get: operation(type, 'get', false),
      put: operation(type, 'put', true),
      patch: operation(type, 'patch', true),
      delete: operation(type, 'delete', false),
    },
  };
}
