import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';

const PLAIN = /^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/;

/**
 * The command that shows a resource, to be pasted into a shell. Undefined when a part is anything but a plain Kubernetes name: what a hub
 * wrote never becomes shell syntax.
 */
export function kubectlCommand(
  node: Pick<ResourceNode, 'apiVersion' | 'kind' | 'namespace' | 'name'>,
): string | undefined {
  const [group, version] = node.apiVersion.includes('/')
    ? node.apiVersion.split('/')
    : ['', node.apiVersion];
  const parts = [node.kind, version, node.name, group, node.namespace ?? ''];
  if (parts.some(part => part !== '' && !PLAIN.test(part))) {
    return undefined;
  }
  const type = group ? `${node.kind}.${version}.${group}` : node.kind;
  const namespace = node.namespace ? ` -n ${node.namespace}` : '';
  return `kubectl get ${type} ${node.name}${namespace} -o yaml`;
}
