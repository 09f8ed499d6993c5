import type { ObjectReference, ProjectedApplication } from '../projections';
import { groupOf } from '../projections';

/**
 * Kinds of Kubernetes itself are never claims; leaving them out keeps the index small, since they are nearly all of what
 * applications deliver.
 */
function isBuiltIn(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

export function trackedKey(resource: {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}): string {
  const { group, kind, namespace = '', name } = resource;
  return `${group}/${kind}/${namespace}/${name}`;
}

export function trackedKeyOf(reference: ObjectReference): string {
  return trackedKey({ ...reference, group: groupOf(reference.apiVersion) });
}

/** What an Application says it holds, now or in its last operation. */
export function trackedKeys(application: ProjectedApplication): Set<string> {
  const keys = new Set<string>();
  for (const resource of application.resources) {
    if (!isBuiltIn(resource.group)) {
      keys.add(trackedKey(resource));
    }
  }
  for (const resource of application.operation?.resources ?? []) {
    if (!isBuiltIn(resource.group)) {
      keys.add(trackedKey(resource));
    }
  }
  return keys;
}
