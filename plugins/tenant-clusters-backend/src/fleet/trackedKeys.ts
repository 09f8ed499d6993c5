import type { ObjectReference, ProjectedApplication } from '../projections';
import { groupOf, isBuiltInGroup } from '../projections';

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
  const { resources, operation } = application;
  // What is no claim is left out: it is nearly all of what applications deliver.
  return new Set(
    [...resources, ...(operation?.resources ?? [])]
      .filter(({ group }) => !isBuiltInGroup(group))
      .map(trackedKey),
  );
}
