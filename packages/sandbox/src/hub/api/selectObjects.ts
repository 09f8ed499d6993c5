import { KubeObject, ServedType } from '../store';
import { parseFieldSelector } from './fieldSelector';
import { parseLabelSelector } from './labelSelector';
import { RequestInfo } from './RequestInfo';

/** Which objects of a type a list or watch is about. */
export interface Selection {
  matches(object: KubeObject): boolean;
  /** Whether labels or fields are selected on. */
  selective: boolean;
}

export function selectionOf(
  type: ServedType,
  info: RequestInfo,
  query: URLSearchParams,
): Selection {
  const labels = parseLabelSelector(query.get('labelSelector'));
  const fields = parseFieldSelector(type, query.get('fieldSelector'));
  const { namespace, name } = info;
  return {
    selective: Boolean(
      query.get('labelSelector') || query.get('fieldSelector') || name,
    ),
    matches: object =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      (name === undefined || object.metadata.name === name) &&
      labels(object.metadata.labels) &&
      fields(object),
  };
}
