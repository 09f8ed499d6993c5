import { bundledCrds } from './crds';
import { KubeObject } from './types';

const namespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

/** What a hub has before anything is applied to it: the namespaces of every cluster, and the CRDs of what is installed. */
export function seedObjects(crds: KubeObject[] = bundledCrds()): KubeObject[] {
  return [
    ...namespaces.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
    ...crds,
  ];
}
