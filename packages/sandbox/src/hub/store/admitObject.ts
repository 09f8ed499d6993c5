import { applyBuiltinRules, validateBuiltin } from './builtinRules';
import { ServedType } from './ServedType';
import { StatusCause, statusErrors } from './StatusError';
import { applyDefaults } from './schema/applyDefaults';
import { pruneUnknownFields } from './schema/pruneUnknownFields';
import { JsonMap } from './schema/StructuralSchema';
import { validateSchema } from './schema/validateSchema';
import { KubeObject } from './types';
import { validateMetadata } from './validateMetadata';
import { WriteOptions } from './WriteOptions';

const metadataFields = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'managedFields',
  'selfLink',
]);

/** Drops unknown fields and fills in defaults, in place: what decoding does before any rule is checked. */
export function decodeObject(
  type: ServedType,
  object: KubeObject,
  options: WriteOptions,
): void {
  const meta = object.metadata as unknown as JsonMap;
  const unknown: string[] = [];
  for (const field of Object.keys(meta)) {
    if (!metadataFields.has(field)) {
      delete meta[field];
      unknown.push(`metadata.${field}`);
    } else if (meta[field] === null || isEmpty(meta[field])) {
      delete meta[field];
    }
  }
  delete meta.selfLink;
  if (type.schema) {
    unknown.push(...pruneUnknownFields(object, type.schema));
    applyDefaults(object, type.schema);
  } else if (!type.custom) {
    applyBuiltinRules(type, object);
  }
  reportUnknown(type, unknown, options);
}

// Go's `omitempty`: an empty map or list in the metadata is as good as none.
function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

function reportUnknown(
  type: ServedType,
  unknown: string[],
  options: WriteOptions,
): void {
  const lines = unknown.map(path => `unknown field "${path}"`);
  if (lines.length && options.fieldValidation === 'Strict') {
    throw statusErrors.badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${
        type.kind
      }: strict decoding error: ${lines.join(', ')}`,
    );
  }
  if (options.fieldValidation === 'Warn') {
    lines.forEach(line => options.onWarning?.(line));
  }
}

/** Checks metadata and schema; throws a 422 that names every field at fault. */
export function requireValid(
  type: ServedType,
  object: KubeObject,
  more: StatusCause[] = [],
): void {
  const causes = [
    ...more,
    ...validateMetadata(type, object),
    ...(type.schema ? validateSchema(object, type.schema) : []),
    ...(type.custom ? [] : validateBuiltin(type, object)),
  ];
  if (causes.length) {
    throw statusErrors.invalid(
      { kind: type.kind, group: type.group, name: object.metadata.name },
      causes,
    );
  }
}
