import { KubeObject, ServedType } from '../store';
import { humanDuration } from './humanDuration';
import { compileJsonPath } from './jsonPath';

/** A column of a Table with how its cell is read. */
export interface TableColumn {
  definition: {
    name: string;
    type: string;
    format: string;
    description: string;
    priority: number;
  };
  cell(object: KubeObject, now: number): unknown;
}

function column(
  name: string,
  cell: TableColumn['cell'],
  type = 'string',
  format = '',
  priority = 0,
): TableColumn {
  return {
    definition: { name, type, format, description: name, priority },
    cell,
  };
}

const nameColumn = column(
  'Name',
  object => object.metadata.name,
  'string',
  'name',
);

function since(time: unknown, now: number): string {
  const at = typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(at) ? '<unknown>' : humanDuration(now - at);
}

const age = column('Age', (object, now) =>
  since(object.metadata.creationTimestamp, now),
);

const createdAt = column(
  'Created At',
  object => object.metadata.creationTimestamp,
  'date',
);

const count = (value: unknown) =>
  value && typeof value === 'object' ? Object.keys(value).length : 0;

// As kubernetes pkg/printers/internalversion prints them.
const builtinColumns: Record<string, TableColumn[]> = {
  '/namespaces': [
    nameColumn,
    column('Status', object => object.status?.phase ?? ''),
    age,
  ],
  '/secrets': [
    nameColumn,
    column('Type', object => object.type ?? ''),
    column('Data', object => count(object.data), 'integer'),
    age,
  ],
  '/configmaps': [
    nameColumn,
    column(
      'Data',
      object => count(object.data) + count(object.binaryData),
      'integer',
    ),
    age,
  ],
  '/serviceaccounts': [
    nameColumn,
    column('Secrets', object => count(object.secrets), 'integer'),
    age,
  ],
  '/services': [
    nameColumn,
    column('Type', object => object.spec?.type ?? 'ClusterIP'),
    column('Cluster-IP', object => object.spec?.clusterIP || '<none>'),
    column('External-IP', () => '<none>'),
    column('Port(s)', object => portsOf(object)),
    age,
  ],
  '/events': [
    column('Last Seen', (object, now) =>
      since(object.lastTimestamp ?? object.metadata.creationTimestamp, now),
    ),
    column('Type', object => object.type ?? ''),
    column('Reason', object => object.reason ?? ''),
    column(
      'Object',
      object =>
        `${String(object.involvedObject?.kind ?? '').toLowerCase()}/${
          object.involvedObject?.name ?? ''
        }`,
    ),
    column('Message', object => String(object.message ?? '').trim()),
    column('Count', object => object.count ?? 1, 'integer', '', 1),
    column('Name', object => object.metadata.name, 'string', 'name', 1),
  ],
  '/pods': [
    nameColumn,
    column('Status', object => object.status?.phase ?? 'Unknown'),
    age,
  ],
  'apps/deployments': [
    nameColumn,
    column(
      'Ready',
      object =>
        `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 1}`,
    ),
    column(
      'Up-to-date',
      object => object.status?.updatedReplicas ?? 0,
      'integer',
    ),
    column(
      'Available',
      object => object.status?.availableReplicas ?? 0,
      'integer',
    ),
    age,
  ],
  'rbac.authorization.k8s.io/roles': [nameColumn, createdAt],
  'rbac.authorization.k8s.io/clusterroles': [nameColumn, createdAt],
  'rbac.authorization.k8s.io/rolebindings': [
    nameColumn,
    column('Role', object => roleOf(object)),
    age,
  ],
  'rbac.authorization.k8s.io/clusterrolebindings': [
    nameColumn,
    column('Role', object => roleOf(object)),
    age,
  ],
  'apiextensions.k8s.io/customresourcedefinitions': [nameColumn, createdAt],
};

function roleOf(object: KubeObject): string {
  return `${object.roleRef?.kind ?? ''}/${object.roleRef?.name ?? ''}`;
}

function portsOf(object: KubeObject): string {
  const ports: unknown[] = Array.isArray(object.spec?.ports)
    ? object.spec.ports
    : [];
  return (
    ports
      .map(port => {
        const { port: number, protocol } = port as Record<string, unknown>;
        return `${number}/${protocol ?? 'TCP'}`;
      })
      .join(',') || '<none>'
  );
}

const compiled = new WeakMap<ServedType, TableColumn[]>();

/** The columns of a type: the API server's own, or the CRD's `additionalPrinterColumns`. */
export function columnsOf(type: ServedType): TableColumn[] {
  if (!type.custom) {
    return builtinColumns[type.key] ?? [nameColumn, age];
  }
  let columns = compiled.get(type);
  if (!columns) {
    columns = [nameColumn, ...type.columns.map(customColumn)];
    compiled.set(type, columns);
  }
  return columns;
}

function customColumn(printer: ServedType['columns'][number]): TableColumn {
  const find = compileJsonPath(printer.jsonPath);
  return {
    definition: {
      name: printer.name,
      type: printer.type,
      format: printer.format ?? '',
      description: printer.description ?? printer.name,
      priority: printer.priority ?? 0,
    },
    // Absent values are null in a row; kubectl prints them as nothing or <none>.
    cell: (object, now) => {
      const [value] = find(object);
      if (value === undefined || value === null) {
        return null;
      }
      return cellOf(value, printer.type, now);
    },
  };
}

function cellOf(value: unknown, type: string, now: number): unknown {
  switch (type) {
    case 'date':
      return since(value, now);
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'integer':
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return null;
  }
}
