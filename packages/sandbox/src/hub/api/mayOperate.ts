import type { AccessAttributes } from './authorize';

const OBJECT_VERBS = ['get', 'patch'];

/**
 * What the portal's operations need on a hub, as docs/rbac/operate-role.yaml grants it: to read and patch single objects of
 * Argo CD, Argo Workflows, Flux and Crossplane, and to run a copy of a Workflow. Nothing of Kubernetes itself.
 */
export function mayOperate({
  verb,
  group,
  resource,
}: AccessAttributes): boolean {
  const isOfAnOperator = group.includes('.') && !group.endsWith('.k8s.io');
  return (
    isOfAnOperator &&
    (OBJECT_VERBS.includes(verb) ||
      (verb === 'create' &&
        group === 'argoproj.io' &&
        resource === 'workflows'))
  );
}
