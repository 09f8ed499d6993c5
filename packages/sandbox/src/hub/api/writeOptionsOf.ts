import { DeleteOptions, statusErrors, WriteOptions } from '../store';
import { isJsonMap } from '../store/schema/StructuralSchema';
import { ResponseWriter } from './ResponseWriter';

/** The options of a write, from its query. */
export function writeOptionsOf(
  query: URLSearchParams,
  writer: ResponseWriter,
): WriteOptions {
  // The API server warns of unknown fields when it is not told what to do.
  const validation = query.get('fieldValidation') || 'Warn';
  if (!['Ignore', 'Warn', 'Strict'].includes(validation)) {
    throw statusErrors.badRequest(`invalid fieldValidation "${validation}"`);
  }
  return {
    dryRun: isDryRun(query.getAll('dryRun')),
    fieldValidation: validation as WriteOptions['fieldValidation'],
    onWarning: message => writer.warn(message),
  };
}

function isDryRun(values: unknown[]): boolean {
  const bad = values.find(value => value !== 'All' && value !== '');
  if (bad !== undefined) {
    throw statusErrors.invalid({ kind: 'Options', group: 'meta.k8s.io' }, [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          bad,
        )}: supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  return values.includes('All');
}

/** The options of a deletion, from its query and its `DeleteOptions` body. */
export function deleteOptionsOf(
  query: URLSearchParams,
  body: unknown,
): DeleteOptions {
  const options = isJsonMap(body) ? body : {};
  const policy =
    options.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  if (
    policy !== undefined &&
    !['Background', 'Foreground', 'Orphan'].includes(String(policy))
  ) {
    throw statusErrors.invalid({ kind: 'DeleteOptions', group: '' }, [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          policy,
        )}: supported values: "Foreground", "Background", "Orphan"`,
        field: 'propagationPolicy',
      },
    ]);
  }
  const dryRun = Array.isArray(options.dryRun) ? options.dryRun : [];
  return {
    propagationPolicy: policy as DeleteOptions['propagationPolicy'],
    dryRun: isDryRun([...query.getAll('dryRun'), ...dryRun]),
    ...(isJsonMap(options.preconditions)
      ? { preconditions: options.preconditions }
      : {}),
  };
}
