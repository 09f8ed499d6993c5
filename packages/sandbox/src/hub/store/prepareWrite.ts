import { randomBytes } from 'node:crypto';
import { NAMESPACE_KEY } from './builtinTypes';
import { ObjectTable } from './ObjectTable';
import { ServedType } from './ServedType';
import { statusErrors } from './StatusError';
import { KubeObject } from './types';
import { DeleteOptions } from './WriteOptions';

/** Gives a new object its name, from `generateName` if need be, in place. */
export function nameCandidate(
  type: ServedType,
  candidate: KubeObject,
  table: ObjectTable,
): void {
  const meta = candidate.metadata;
  if (!meta.name && meta.generateName) {
    do {
      meta.name = meta.generateName + randomSuffix();
    } while (table.get(type.key, meta.namespace, meta.name));
  }
  if (!meta.name) {
    throw statusErrors.invalid({ ...type, name: '' }, [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ]);
  }
  if (!type.namespaced) {
    delete meta.namespace;
  }
}

/** Refuses a new object whose namespace is missing or going (admission plugin NamespaceLifecycle). */
export function requireNamespace(
  type: ServedType,
  candidate: KubeObject,
  table: ObjectTable,
): void {
  if (!type.namespaced) {
    return;
  }
  const { namespace, name } = candidate.metadata;
  if (!namespace) {
    throw statusErrors.badRequest(
      'an empty namespace may not be set during creation',
    );
  }
  const found = table.get(NAMESPACE_KEY, undefined, namespace);
  if (!found) {
    throw statusErrors.notFound({
      plural: 'namespaces',
      group: '',
      name: namespace,
    });
  }
  if (found.metadata.deletionTimestamp) {
    throw statusErrors.forbidden(
      { ...type, name },
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}

/** The finalisers with which an object's deletion begins. */
export function finalizersFor(
  stored: KubeObject,
  policy: DeleteOptions['propagationPolicy'],
): string[] {
  const finalizers = stored.metadata.finalizers ?? [];
  if (policy === undefined) {
    return finalizers;
  }
  const others = finalizers.filter(
    finalizer => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan',
  );
  if (policy === 'Foreground') {
    return [...others, 'foregroundDeletion'];
  }
  return policy === 'Orphan' ? [...others, 'orphan'] : others;
}

// The alphabet of apimachinery's rand.String, which spells no words.
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

function randomSuffix(): string {
  return [...randomBytes(5)]
    .map(byte => suffixAlphabet[byte % suffixAlphabet.length])
    .join('');
}
