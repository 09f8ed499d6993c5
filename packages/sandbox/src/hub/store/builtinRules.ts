import { randomUUID } from 'node:crypto';
import { CRD_KEY, NAMESPACE_KEY } from './builtinTypes';
import { ServedType } from './ServedType';
import { StatusCause } from './StatusError';
import { isJsonMap } from './schema/StructuralSchema';
import { KubeObject } from './types';

/** Does, in place, what the API server's own kinds get at creation and update beside schema rules. */
export function applyBuiltinRules(type: ServedType, object: KubeObject): void {
  switch (type.key) {
    case NAMESPACE_KEY:
      object.metadata.labels = {
        ...object.metadata.labels,
        'kubernetes.io/metadata.name': object.metadata.name,
      };
      object.spec = { ...object.spec };
      object.spec.finalizers ??= ['kubernetes'];
      object.status ??= { phase: 'Active' };
      break;
    case '/secrets':
      object.type ??= 'Opaque';
      if (isJsonMap(object.stringData)) {
        object.data = {
          ...object.data,
          ...Object.fromEntries(
            Object.entries(object.stringData).map(([key, text]) => [
              key,
              Buffer.from(String(text)).toString('base64'),
            ]),
          ),
        };
        delete object.stringData;
      }
      break;
    case 'apps/deployments':
      if (isJsonMap(object.spec)) {
        object.spec.replicas ??= 1;
      }
      object.status ??= {};
      break;
    case '/services':
      if (isJsonMap(object.spec)) {
        object.spec.type ??= 'ClusterIP';
        object.spec.clusterIP ??= clusterIp();
      }
      object.status ??= { loadBalancer: {} };
      break;
    case CRD_KEY:
      applyCrdDefaults(object);
      break;
    default:
  }
}

function clusterIp(): string {
  const [a, b] = Buffer.from(randomUUID().replace(/-/g, ''), 'hex');
  return `10.96.${a}.${b}`;
}

function applyCrdDefaults(crd: KubeObject): void {
  const names = crd.spec?.names;
  if (!isJsonMap(names) || typeof names.kind !== 'string') {
    return;
  }
  names.singular ??= names.kind.toLowerCase();
  names.listKind ??= `${names.kind}List`;
  crd.spec.conversion ??= { strategy: 'None' };
}

/** What is wrong with an object of the API server's own kinds, as far as a hub's clients depend on it. */
export function validateBuiltin(
  type: ServedType,
  object: KubeObject,
): StatusCause[] {
  return type.key === CRD_KEY ? validateCrd(object) : [];
}

function required(field: string): StatusCause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function validateCrd(crd: KubeObject): StatusCause[] {
  const { spec, metadata } = crd;
  if (!isJsonMap(spec)) {
    return [required('spec')];
  }
  const causes: StatusCause[] = [];
  const names = isJsonMap(spec.names) ? spec.names : {};
  const expected = `${names.plural}.${spec.group}`;
  if (!names.plural || !names.kind || !spec.group) {
    causes.push(required(spec.group ? 'spec.names' : 'spec.group'));
  } else if (metadata.name !== expected) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: "${metadata.name}": must be spec.names.plural+"."+spec.group`,
      field: 'metadata.name',
    });
  }
  if (spec.scope !== 'Namespaced' && spec.scope !== 'Cluster') {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        spec.scope ?? '',
      )}: supported values: "Cluster", "Namespaced"`,
      field: 'spec.scope',
    });
  }
  const versions: unknown[] = Array.isArray(spec.versions) ? spec.versions : [];
  if (versions.filter(item => isJsonMap(item) && item.storage).length !== 1) {
    causes.push({
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: must have exactly one version marked as storage version',
      field: 'spec.versions',
    });
  }
  versions.forEach((version, index) => {
    if (!isJsonMap(version) || !isJsonMap(version.schema)) {
      causes.push({
        reason: 'FieldValueRequired',
        message: 'Required value: schemas are required',
        field: `spec.versions[${index}].schema.openAPIV3Schema`,
      });
    }
  });
  return causes;
}
