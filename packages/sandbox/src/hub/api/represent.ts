import { KubeObject, ServedType, StatusError } from '../store';
import { Representation } from './negotiate';
import { columnsOf } from './tableColumns';

/** How objects are to be shown to a client. */
export interface View {
  type: ServedType;
  representation: Representation;
  /** `includeObject` of a Table. */
  includeObject: string;
  now: number;
}

/** An object as `metav1.PartialObjectMetadata`. */
export function partialMetadata(object: KubeObject) {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

/** One object in the form that was asked for. */
export function representObject(view: View, object: KubeObject): unknown {
  switch (view.representation) {
    case 'metadata':
      return partialMetadata(object);
    case 'metadata-list':
      throw new StatusError(500, 'InternalError', 'content is not a list');
    case 'table':
      return {
        ...tableHead(view, {
          resourceVersion: object.metadata.resourceVersion,
        }),
        rows: [tableRow(view, object)],
      };
    default:
      return object;
  }
}

/** What stands before and after the items of a list, and each item, so that a long list can be written in pieces. */
export function representList(view: View, metadata: object) {
  if (view.representation === 'table') {
    return {
      head: tableHead(view, metadata),
      field: 'rows',
      item: (object: KubeObject): unknown => tableRow(view, object),
    };
  }
  if (view.representation === 'metadata') {
    throw new StatusError(
      406,
      'NotAcceptable',
      'you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)',
    );
  }
  const partial = view.representation === 'metadata-list';
  return {
    head: {
      kind: partial ? 'PartialObjectMetadataList' : view.type.listKind,
      apiVersion: partial ? 'meta.k8s.io/v1' : view.type.apiVersion,
      metadata,
    },
    field: 'items',
    item: (object: KubeObject): unknown =>
      partial ? partialMetadata(object) : object,
  };
}

function tableHead(view: View, metadata: object) {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columnsOf(view.type).map(column => column.definition),
  };
}

function tableRow(view: View, object: KubeObject) {
  const cells = columnsOf(view.type).map(column =>
    column.cell(object, view.now),
  );
  if (view.includeObject === 'None') {
    return { cells };
  }
  return {
    cells,
    object: view.includeObject === 'Object' ? object : partialMetadata(object),
  };
}
