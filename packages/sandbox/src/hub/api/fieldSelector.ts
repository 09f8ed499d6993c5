import { KubeObject, ServedType, statusErrors } from '../store';

export type FieldMatcher = (object: KubeObject) => boolean;

type Field = (object: KubeObject) => string;

const everyKind: Record<string, Field> = {
  'metadata.name': object => object.metadata.name,
  'metadata.namespace': object => object.metadata.namespace ?? '',
};

function involved(field: string): Field {
  return object => String(object.involvedObject?.[field] ?? '');
}

// Field labels of the API server's own kinds (kubernetes pkg/registry, AddFieldLabelConversionFunc).
const ofKind: Record<string, Record<string, Field>> = {
  '/events': {
    ...Object.fromEntries(
      [
        'kind',
        'namespace',
        'name',
        'uid',
        'apiVersion',
        'resourceVersion',
        'fieldPath',
      ].map(field => [`involvedObject.${field}`, involved(field)]),
    ),
    reason: object => String(object.reason ?? ''),
    type: object => String(object.type ?? ''),
    source: object => String(object.source?.component ?? ''),
    reportingComponent: object => String(object.reportingComponent ?? ''),
  },
  '/secrets': { type: object => String(object.type ?? '') },
  '/namespaces': {
    'status.phase': object => String(object.status?.phase ?? ''),
    name: object => object.metadata.name,
  },
  '/pods': {
    'spec.nodeName': object => String(object.spec?.nodeName ?? ''),
    'status.phase': object => String(object.status?.phase ?? ''),
  },
};

/**
 * Parses a field selector (`metadata.name=x,type!=Normal`).
 *
 * @throws StatusError 400 for a field that cannot be selected on
 */
export function parseFieldSelector(
  type: ServedType,
  text: string | null,
): FieldMatcher {
  const terms = (text ?? '')
    .split(',')
    .filter(Boolean)
    .map(term => {
      const found = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!found) {
        throw statusErrors.badRequest(
          `invalid field selector "${term}"; can't understand '${term}'`,
        );
      }
      const [, name, operator, value] = found;
      const field = everyKind[name] ?? ofKind[type.key]?.[name];
      if (!field) {
        throw statusErrors.badRequest(`field label not supported: ${name}`);
      }
      return (object: KubeObject) =>
        (field(object) === value) === (operator !== '!=');
    });
  return object => terms.every(term => term(object));
}
