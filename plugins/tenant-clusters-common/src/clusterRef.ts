import type { ClusterRef } from './schema/openapi';

/** `hub/namespace/name`: a cluster's address in URLs, annotations and permission decisions. @public */
export function stringifyClusterRef(
  ref: Pick<ClusterRef, 'hub' | 'namespace' | 'name'>,
): string {
  return `${ref.hub}/${ref.namespace}/${ref.name}`;
}

/**
 * Reads `hub/namespace/name`; undefined when it has another form.
 * @public
 */
export function parseClusterRef(
  text: string,
): Pick<ClusterRef, 'hub' | 'namespace' | 'name'> | undefined {
  const [hub, namespace, name, ...rest] = text.split('/');
  return hub && namespace && name && rest.length === 0
    ? { hub, namespace, name }
    : undefined;
}
