import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { StatusCause } from '../StatusError';
import { toJsonSchema } from './toJsonSchema';
import { StructuralSchema } from './StructuralSchema';

const ajv = new Ajv({
  allErrors: true,
  strict: false,
  verbose: true,
  logger: false,
  allowUnionTypes: true,
});
addFormats(ajv);

const compiled = new WeakMap<StructuralSchema, ValidateFunction>();

/** Checks an object against its CRD's schema; the causes read as a real API server's (kube-openapi `validation/errors`). */
export function validateSchema(
  object: unknown,
  schema: StructuralSchema,
): StatusCause[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(toJsonSchema(schema));
    compiled.set(schema, validate);
  }
  if (validate(object)) {
    return [];
  }
  const seen = new Set<string>();
  return (validate.errors ?? []).map(toCause).filter(cause => {
    const line = `${cause.field}: ${cause.message}`;
    return !seen.has(line) && seen.add(line);
  });
}

/** `/spec/nodes/0/name` as `spec.nodes[0].name`; `<nil>` for the object itself. */
export function fieldOfPointer(pointer: string): string {
  const field = pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce(
      (path, part) =>
        /^\d+$/.test(part)
          ? `${path}[${part}]`
          : `${path}${path ? '.' : ''}${part}`,
      '',
    );
  return field || '<nil>';
}

function toCause(error: ErrorObject): StatusCause {
  const field = fieldOfPointer(error.instancePath);
  if (error.keyword === 'required') {
    const missing = String(error.params.missingProperty);
    return {
      reason: 'FieldValueRequired',
      message: 'Required value',
      field: field === '<nil>' ? missing : `${field}.${missing}`,
    };
  }
  if (error.keyword === 'type') {
    return typeCause(field, error);
  }
  const value = JSON.stringify(error.data);
  const limit = error.params.limit;
  switch (error.keyword) {
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).filter(
        item => item !== null,
      );
      return {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${value}: supported values: ${allowed
          .map(item => JSON.stringify(item))
          .join(', ')}`,
        field,
      };
    }
    case 'maxLength':
      return {
        reason: 'FieldValueTooLong',
        message: `Too long: may not be more than ${limit} bytes`,
        field,
      };
    case 'maxItems':
      return {
        reason: 'FieldValueTooMany',
        message: `Too many: ${
          (error.data as unknown[]).length
        }: must have at most ${limit} items`,
        field,
      };
    default:
      return {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${shownValue(
          error,
        )}: ${field} in body ${ruleOf(error)}`,
        field,
      };
  }
}

function typeCause(field: string, error: ErrorObject): StatusCause {
  const types = ([] as string[])
    .concat(error.params.type)
    .filter(type => type !== 'null');
  const actual = jsonType(error.data);
  return {
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: "${actual}": ${field} in body must be of type ${types.join(
      ',',
    )}: "${actual}"`,
    field,
  };
}

function jsonType(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function shownValue(error: ErrorObject): string {
  return error.keyword === 'minItems'
    ? String((error.data as unknown[]).length)
    : JSON.stringify(error.data);
}

function ruleOf(error: ErrorObject): string {
  const limit = error.params.limit;
  switch (error.keyword) {
    case 'pattern':
      return `should match '${error.params.pattern}'`;
    case 'minLength':
      return `should be at least ${limit} chars long`;
    case 'minItems':
      return `should have at least ${limit} items`;
    case 'minimum':
      return `should be greater than or equal to ${limit}`;
    case 'maximum':
      return `should be less than or equal to ${limit}`;
    case 'exclusiveMinimum':
      return `should be greater than ${limit}`;
    case 'exclusiveMaximum':
      return `should be less than ${limit}`;
    case 'multipleOf':
      return `should be a multiple of ${error.params.multipleOf}`;
    case 'uniqueItems':
      return "shouldn't contain duplicates";
    case 'minProperties':
      return `should have at least ${limit} properties`;
    case 'maxProperties':
      return `should have at most ${limit} properties`;
    case 'format':
      return `must be of type ${error.params.format}: ${JSON.stringify(
        error.data,
      )}`;
    default:
      return `must validate one or more schemas (${error.keyword})`;
  }
}
