import { ServedType } from './ServedType';
import { StatusCause, statusErrors } from './StatusError';
import { isJsonMap } from './schema/StructuralSchema';
import { KubeObject } from './types';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;

// Messages of apimachinery's pkg/util/validation.
const nameRules = {
  subdomain: {
    pattern: new RegExp(`^${subdomain}$`),
    max: 253,
    message: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
  },
  label: {
    pattern: new RegExp(`^${label}$`),
    max: 63,
    message: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
  },
  label1035: {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    max: 63,
    message: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
  },
  path: {
    pattern: /^(?!\.{1,2}$)[^/%]+$/,
    max: 253,
    message: `may not be '.' or '..' and may not contain '/' or '%'`,
  },
};

const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const labelName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const annotationsLimit = 256 * 1024;

/** Checks the shapes that decoding would refuse; throws a 400 as the API server's decoder does. */
export function requireDecodableMetadata(object: KubeObject): void {
  const meta: unknown = object.metadata;
  if (!isJsonMap(meta)) {
    throw statusErrors.badRequest(
      `${object.kind} cannot be handled: metadata must be an object`,
    );
  }
  for (const field of ['labels', 'annotations']) {
    const map = meta[field] ?? {};
    const bad =
      !isJsonMap(map) ||
      Object.values(map).some(value => typeof value !== 'string');
    if (bad) {
      throw statusErrors.badRequest(
        `${object.kind} cannot be handled: json: cannot unmarshal into ObjectMeta.metadata.${field} of type map[string]string`,
      );
    }
  }
  for (const field of [
    'name',
    'namespace',
    'generateName',
    'resourceVersion',
  ]) {
    if (meta[field] !== undefined && typeof meta[field] !== 'string') {
      throw statusErrors.badRequest(
        `${object.kind} cannot be handled: json: cannot unmarshal into ObjectMeta.metadata.${field} of type string`,
      );
    }
  }
  for (const field of ['finalizers', 'ownerReferences']) {
    if (meta[field] !== undefined && !Array.isArray(meta[field])) {
      throw statusErrors.badRequest(
        `${object.kind} cannot be handled: json: cannot unmarshal into ObjectMeta.metadata.${field} of type array`,
      );
    }
  }
}

/** What is wrong with an object's metadata, as causes of a 422. */
export function validateMetadata(
  type: ServedType,
  object: KubeObject,
): StatusCause[] {
  const { metadata } = object;
  return [
    ...nameCauses(type, metadata.name),
    ...labelCauses(metadata.labels ?? {}),
    ...annotationCauses(metadata.annotations ?? {}),
    ...ownerCauses(object),
  ];
}

function invalid(field: string, value: unknown, why: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  };
}

function nameCauses(type: ServedType, name: string): StatusCause[] {
  const rule = nameRules[type.nameRule];
  if (name.length > rule.max) {
    return [
      invalid('metadata.name', name, `must be no more than ${rule.max} bytes`),
    ];
  }
  return rule.pattern.test(name)
    ? []
    : [invalid('metadata.name', name, rule.message)];
}

function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  return (
    name.length <= 63 &&
    labelName.test(name) &&
    (prefix === undefined ||
      (prefix.length <= 253 && nameRules.subdomain.pattern.test(prefix)))
  );
}

const qualifiedNameMessage = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;

function labelCauses(labels: Record<string, string>): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    if (!isQualifiedName(key)) {
      return [invalid('metadata.labels', key, qualifiedNameMessage)];
    }
    if (value.length > 63) {
      return [
        invalid('metadata.labels', value, 'must be no more than 63 bytes'),
      ];
    }
    return labelValue.test(value)
      ? []
      : [
          invalid(
            'metadata.labels',
            value,
            `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
          ),
        ];
  });
}

function annotationCauses(annotations: Record<string, string>): StatusCause[] {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  const causes = Object.keys(annotations)
    .filter(key => !isQualifiedName(key.toLowerCase()))
    .map(key => invalid('metadata.annotations', key, qualifiedNameMessage));
  return size > annotationsLimit
    ? [
        ...causes,
        {
          reason: 'FieldValueTooLong',
          message: `Too long: may not be more than ${annotationsLimit} bytes`,
          field: 'metadata.annotations',
        },
      ]
    : causes;
}

function ownerCauses(object: KubeObject): StatusCause[] {
  const owners = object.metadata.ownerReferences ?? [];
  const causes = owners.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter(field => !owner[field])
      .map(field =>
        invalid(
          `metadata.ownerReferences[${index}].${field}`,
          owner[field] ?? '',
          `${field === 'apiVersion' ? 'version' : field} must not be empty`,
        ),
      ),
  );
  if (owners.filter(owner => owner.controller).length > 1) {
    causes.push(
      invalid(
        'metadata.ownerReferences',
        owners.map(owner => owner.name),
        'Only one reference can have Controller set to true',
      ),
    );
  }
  return causes;
}
